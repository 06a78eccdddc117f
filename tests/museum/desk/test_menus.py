import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse, reverse_lazy

from tests.factories import UserFactory


@pytest.fixture
def sidebar_of(client):
    def look(user):
        client.force_login(user)
        page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
        return json.loads(page.find(id="wagtail-sidebar-props").text)["modules"]

    return look


def entries(items):
    """Return {where an entry leads: the entries below it} of a menu as Wagtail packs it."""
    found = {}
    for item in items:
        told, *more = item["_args"]
        below = next((each for each in more if isinstance(each, list)), [])
        found[told.get("url") or told["name"]] = list(entries(below))
    return found


def main_menu(sidebar):
    menu = next(each for each in sidebar if each["_type"].endswith("MainMenuModule"))
    return entries(menu["_args"][0])


OBJECTS, RECEIPTS, PLACES, EXHIBITIONS, PEOPLE = VILLAGE = [
    reverse_lazy("wagtailsnippets_catalogue_item:list"),
    reverse_lazy("donations:index"),
    reverse_lazy("places:index"),
    reverse_lazy("wagtailadmin_explore_root"),
    reverse_lazy("people:index"),
]
VOLUNTEERS, FIGURES = reverse_lazy("volunteering:rota"), reverse_lazy("figures:index")
ACCOUNTS, PICTURES = reverse_lazy("wagtailusers_users:index"), reverse_lazy("wagtailimages:index")
FOR_ADMINISTRATORS = {
    reverse_lazy("wagtailusers_groups:index"),
    reverse_lazy("wagtailsites:index"),
    reverse_lazy("wagtailredirects:index"),
}


def test_the_curator_sees_the_village_s_five_entries_and_settings(sidebar_of, curator):
    menu = main_menu(sidebar_of(curator))

    assert list(menu)[:5] == VILLAGE
    assert list(menu)[5:] == ["visits", VOLUNTEERS, FIGURES, "settings", "help"]
    assert {ACCOUNTS, PICTURES, reverse("terms:index")} < set(menu["settings"])
    assert not FOR_ADMINISTRATORS & set(menu["settings"])


def test_a_volunteer_sees_what_is_theirs(sidebar_of, registrar, keeper):
    assert list(main_menu(sidebar_of(registrar))) == [OBJECTS, RECEIPTS, PLACES, PEOPLE, "help"]
    assert list(main_menu(sidebar_of(keeper))) == [OBJECTS, RECEIPTS, PLACES, "help"]


def test_an_administrator_keeps_what_wagtail_has(sidebar_of, db):
    menu = main_menu(sidebar_of(UserFactory(is_superuser=True)))

    assert {PICTURES, "reports"} < set(menu)
    assert set(menu["settings"]) >= FOR_ADMINISTRATORS


def test_help_leads_to_no_other_host(sidebar_of, curator):
    assert main_menu(sidebar_of(curator))["help"] == [reverse("day"), "#"]


def test_the_search_in_the_sidebar_looks_in_every_register(sidebar_of, curator, registrar, keeper):
    for user in (curator, registrar, keeper):
        search = next(each for each in sidebar_of(user) if each["_type"].endswith("SearchModule"))
        assert search["_args"] == [reverse("find")]
