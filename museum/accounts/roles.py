"""The roles of the museum, as groups, and what each may do: one line a right.

The migrations of the registers grant these; a village may add groups of its own.
"""

from django.apps import apps as installed

CURATOR = "馆长"
REGISTRAR = "登记志愿者"
KEEPER = "保管员"
ON_DUTY = "值班员"  # the door, visits and bookings; rights: museum/visits/migrations
COORDINATOR = "志愿者召集人"  # the rota and hours; rights: museum/volunteers/migrations
VOLUNTEER = "志愿者"  # nothing but their own shifts and hours; rights: museum/volunteers/migrations

ADMIN = "wagtailadmin.admin.access_admin"

# app.model.codename
RIGHTS = {
    CURATOR: [
        ADMIN,
        "accounts.user.add_user",
        "accounts.user.change_user",
        "accounts.user.view_user",
        "museum.museum.change_museum",
        "museum.ledgerline.view_ledgerline",
        "catalogue.item.view_item",
        "catalogue.item.change_item",
        "catalogue.item.publish_item",
        "catalogue.item.lock_item",
        "catalogue.item.unlock_item",
        "catalogue.holding.receive",
        "catalogue.holding.accept",
        "catalogue.holding.give_back",
        "catalogue.holding.move",
        "catalogue.holding.display",
        "catalogue.holding.withdraw",
        "catalogue.holding.deaccession",
        "catalogue.holding.correct",
        "catalogue.donation.view_donation",
        "catalogue.movement.view_movement",
        "catalogue.registerentry.view_registerentry",
        "catalogue.place.view_place",
        "catalogue.place.add_place",
        "catalogue.place.change_place",
        "catalogue.term.view_term",
        "catalogue.term.add_term",
        "catalogue.term.change_term",
        "people.person.view_person",
        "people.person.add_person",
        "people.person.change_person",
        "people.person.see_phone",
        "people.person.erase_person",
    ],
    REGISTRAR: [
        ADMIN,
        "catalogue.item.view_item",
        "catalogue.item.change_item",
        "catalogue.holding.receive",
        "catalogue.donation.view_donation",
        "catalogue.place.view_place",
        "people.person.view_person",
        "people.person.add_person",
        "people.person.change_person",
    ],
    KEEPER: [
        ADMIN,
        "catalogue.item.view_item",
        "catalogue.holding.move",
        "catalogue.holding.display",
        "catalogue.donation.view_donation",
        "catalogue.movement.view_movement",
        "catalogue.place.view_place",
        "catalogue.place.add_place",
        "catalogue.place.change_place",
    ],
}
PICTURES = {
    CURATOR: ["add_image", "change_image", "choose_image", "delete_image"],
    REGISTRAR: ["add_image", "choose_image"],
    KEEPER: ["choose_image"],
}
PAGES = {CURATOR: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]}


def grant(apps, group_name: str, rights: list[str]):
    """Create the group where it is missing and give it rights. Safe to say twice.

    Permissions are made here when Django has not made them yet: it does so only after the last
    migration of a run.
    """
    Group = apps.get_model("auth", "Group")
    group, _created = Group.objects.get_or_create(name=group_name)
    group.permissions.add(*(permission(apps, right) for right in rights))
    return group


def permission(apps, right: str):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    app, model, codename = right.split(".")
    content_type, _created = ContentType.objects.get_or_create(app_label=app, model=model)
    found, _created = Permission.objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": _words(app, model, codename)},
    )
    return found


def _words(app: str, model: str, codename: str) -> str:
    """Return the name Django would give, so that it finds its own permission later."""
    try:
        options = installed.get_model(app, model)._meta
    except LookupError:
        return codename
    for own, name in options.permissions:
        if own == codename:
            return str(name)
    action = codename.removesuffix(f"_{model}")
    return f"Can {action} {options.verbose_name_raw}"
