"""Which stamps a change in the register touches: what a kept page shows, and nothing beside it."""

from django.db.models.signals import post_delete, post_save, pre_save

from museum import stamps
from museum.catalogue.models import Donation, Holding, Item, Photo, Place, Story, Term
from museum.people.hearing import hear
from museum.pictures.models import Picture, Rendition

# What a draft, a lock or a review changes of the row itself shows nowhere.
UNSEEN = {
    "latest_revision", "latest_revision_id", "has_unpublished_changes", "locked", "locked_at",
    "locked_by", "go_live_at", "expire_at", "live_revision", "search_text", "note",
}  # fmt: skip
FACETS = ("live", "category_id", "era_id", "parent_id")
OF_LISTS = (Term.Vocabulary.CATEGORY, Term.Vocabulary.ERA)


def follow() -> None:
    """Listen to the rows that public pages are made of."""
    pre_save.connect(remember_facets, sender=Item)
    post_save.connect(item_saved, sender=Item)
    post_save.connect(holding_saved, sender=Holding)
    post_save.connect(donation_saved, sender=Donation)
    for child in (Photo, Story):
        post_save.connect(child_changed, sender=child)
        post_delete.connect(child_changed, sender=child)
    post_save.connect(place_saved, sender=Place)
    post_save.connect(term_saved, sender=Term)
    post_delete.connect(term_saved, sender=Term)
    post_save.connect(picture_saved, sender=Picture)
    # A copy that is made changes no page that shows it; one that dies leaves a hole.
    post_delete.connect(rendition_died, sender=Rendition)
    hear(person_changed)


def remember_facets(instance, update_fields=None, **kwargs) -> None:
    seen = update_fields is None or set(update_fields) - UNSEEN
    known = Item.objects.filter(pk=instance.pk) if instance.pk and seen else Item.objects.none()
    instance._facets_before = known.values_list(*FACETS).first()


def item_saved(instance, created, update_fields=None, **kwargs) -> None:
    if update_fields is not None and not set(update_fields) - UNSEEN:
        return
    names = [stamps.item(instance.pk)]
    if instance.parent_id:
        names.append(stamps.item(instance.parent_id))
    now = tuple(getattr(instance, name) for name in FACETS)
    before = getattr(instance, "_facets_before", None)
    if instance.live or (before and before[0]):
        names.append(stamps.WORDS)
    if not created and now != before:
        names.append(stamps.SHELF)
        holding = Holding.objects.filter(item=instance).select_related("place").first()
        if holding and holding.place:
            names.append(stamps.hall(holding.place.root_id))
    stamps.touch(*names)


def holding_saved(instance, **kwargs) -> None:
    names = [stamps.SHELF, stamps.WORDS, stamps.item(instance.item_id)]
    if instance.part and instance.item.parent_id:
        names.append(stamps.item(instance.item.parent_id))
    came = instance.last_movement.origin if instance.last_movement_id else None
    names += [stamps.hall(place.root_id) for place in (instance.place, came) if place]
    stamps.touch(*names)


def donation_saved(instance, created, **kwargs) -> None:
    if not created:
        keys = Holding.objects.filter(donation=instance).values_list("item_id", flat=True)
        stamps.touch(stamps.WORDS, *map(stamps.item, keys))


def child_changed(instance, **kwargs) -> None:
    stamps.touch(stamps.WORDS, stamps.item(instance.item_id))


def place_saved(instance, **kwargs) -> None:
    stamps.touch(stamps.place(instance.pk), stamps.SHELF)


def term_saved(instance, **kwargs) -> None:
    names = [stamps.term(instance.pk), stamps.WORDS]
    stamps.touch(*names, *([stamps.SHELF] if instance.vocabulary in OF_LISTS else []))


def picture_saved(instance, **kwargs) -> None:
    stamps.touch(stamps.picture(instance.pk))


def rendition_died(instance, **kwargs) -> None:
    stamps.touch(stamps.picture(instance.image_id))


def person_changed(person) -> None:
    stamps.touch(stamps.person(person.pk), stamps.WORDS)
