"""The screens of the desk that its users meet, in a museum that has a little of everything."""

import datetime

from django.urls import reverse
from wagtail.models import Workflow

from exhibits.models import ExhibitionPage, HomePage
from museum.catalogue import accessioning, displaying
from museum.catalogue.models import Photo, Story
from museum.pictures.taking_in import take_in
from tests.factories import photo_file, published, received


def furnish(curator, registrar, giver, case):
    """Return what the screens below are about."""
    pictures = take_in([photo_file()], by=registrar).pictures
    shown = received("手摇纺车", by=registrar, owner=giver, pictures=pictures)
    Photo.objects.filter(item=shown).update(alt="轮在左，座在右")
    Story.objects.create(item=shown, text="爹用过的。", told_on=datetime.date(2023, 6, 11))
    accessioning.accept(shown, by=curator)
    published(shown)
    displaying.put_on_display(shown, case, by=curator)
    draft = received("木织布机", by=registrar, owner=giver)
    handed_in = received("马灯", by=registrar, owner=giver)
    handed_in.save_revision(user=registrar)
    Workflow.objects.get(name="请馆长看").start(handed_in, registrar)
    home = HomePage.objects.first()
    exhibition = ExhibitionPage(title="从棉花到一身衣裳", slug="cotton")
    home.add_child(instance=exhibition)
    exhibition.save_revision(user=curator).publish()
    return {
        "shown": shown,
        "draft": draft,
        "handed_in": handed_in,
        "receipt": shown.holding.donation,
        "giver": giver,
        "case": case,
        "picture": pictures[0],
        "home": home,
        "exhibition": exhibition,
        "registrar": registrar,
    }


# Name → (url name, what its argument is, query).
SCREENS = {
    "home": ("wagtailadmin_home", None, ""),
    "objects": ("wagtailsnippets_catalogue_item:list", None, ""),
    "objects, narrowed": ("wagtailsnippets_catalogue_item:list", None, "?at_reception=true"),
    "objects, none found": ("wagtailsnippets_catalogue_item:list", None, "?q=洋油炉"),
    "object": ("objects:sheet", "shown", ""),
    "object being written": ("wagtailsnippets_catalogue_item:edit", "draft", ""),
    "object being read": ("wagtailsnippets_catalogue_item:edit", "handed_in", ""),
    "history of an object": ("wagtailsnippets_catalogue_item:history", "shown", ""),
    "chooser of objects": ("wagtailsnippetchoosers_catalogue_item:choose", None, ""),
    "photographing": ("objects:photograph", "draft", ""),
    "receiving": ("receiving:receive", None, ""),
    "receipts": ("donations:index", None, ""),
    "receipt": ("donations:inspect", "receipt", ""),
    "receipt on paper": ("receiving:paper", "receipt", ""),
    "places": ("places:index", None, ""),
    "new place": ("places:add", None, ""),
    "place": ("places:inspect", "case", ""),
    "place, changed": ("places:edit", "case", ""),
    "people": ("people:index", None, ""),
    "new person": ("people:add", None, ""),
    "person": ("people:inspect", "giver", ""),
    "person, changed": ("people:edit", "giver", ""),
    "chooser of people": ("person_chooser:choose", None, ""),
    "pictures": ("wagtailimages:index", None, ""),
    "picture": ("wagtailimages:edit", "picture", ""),
    "new pictures": ("wagtailimages:add_multiple", None, ""),
    "chooser of pictures": ("wagtailimages_chooser:choose", None, ""),
    "pages": ("wagtailadmin_explore_root", None, ""),
    "pages below the first": ("wagtailadmin_explore", "home", ""),
    "page being written": ("wagtailadmin_pages:edit", "exhibition", ""),
    "new page": ("wagtailadmin_pages:add_subpage", "home", ""),
    "history of a page": ("wagtailadmin_pages:history", "exhibition", ""),
    "search": ("wagtailadmin_pages:search", None, "?q=棉花"),
    "settings": ("wagtailsettings:edit", ("museum", "museum"), ""),
    "code lists": ("terms:index", None, ""),
    "accounts": ("wagtailusers_users:index", None, ""),
    "roles": ("wagtailusers_users:roles", None, ""),
    "new account": ("wagtailusers_users:add", None, ""),
    "account": ("wagtailusers_users:edit", "registrar", ""),
    "history of an account": ("wagtailusers_users:history", "registrar", ""),
    "own account": ("wagtailadmin_account", None, ""),
    "not found": ("wagtailadmin_home", None, "nowhere/"),
}


def address(name: str, things) -> str:
    url_name, argument, query = SCREENS[name]
    if isinstance(argument, str):
        argument = [things[argument].pk]
    path = reverse(url_name, args=argument or [])
    # The page of settings leads on to its one row.
    return f"{path}{query}"


def shown(client, name: str, things):
    """Return the screen as HTML, or None where this user may not see it."""
    answer = client.get(address(name, things), follow=name == "settings")
    if answer.status_code in (302, 403):
        return None
    assert answer.status_code == (404 if name == "not found" else 200), (name, answer.status_code)
    if answer["Content-Type"].startswith("application/json"):
        return answer.json()["html"]
    return answer.content.decode()
