"""What stands around every screen of the desk: who is signed in, the signs of the menu, the titles,
the sign of the tab."""

import json

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template.loader import get_template
from django.urls import reverse

from museum.catalogue.models import Place
from tests.seeding import ROOT

pytestmark = pytest.mark.django_db


def sidebar(client) -> dict:
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    modules = json.loads(page.select_one("#wagtail-sidebar-props").text)["modules"]
    return next(each for each in modules if each["_type"] == "wagtail.sidebar.MainMenuModule")


def test_whoever_is_signed_in_is_called_by_surname_and_name(client, curator):
    client.force_login(curator)

    who = sidebar(client)["_args"][2]

    assert who["name"] == "杨振华"


def test_every_entry_of_a_menu_has_a_sign_of_its_own_that_there_is(client, curator):
    client.force_login(curator)
    top = sidebar(client)["_args"][0]
    menus = [top, *(each["_args"][1] for each in top if each["_type"].endswith("SubMenuItem"))]
    sprite = client.get(reverse("wagtailadmin_sprite")).content.decode()

    for entries in (menus[0], next(each for each in menus[1:] if len(each) > 3)):
        signs = {each["_args"][0]["label"]: each["_args"][0]["icon_name"] for each in entries}
        assert len(set(signs.values())) == len(signs), signs
    for entry in (each["_args"][0] for menu in menus for each in menu):
        assert f'id="icon-{entry["icon_name"]}"' in sprite, entry["label"]


@pytest.mark.parametrize("name", ["places:inspect", "places:edit"])
def test_a_title_has_the_colon_of_a_chinese_title(client, curator, name):
    client.force_login(curator)
    place = Place.objects.reception()

    page = BeautifulSoup(client.get(reverse(name, args=[place.pk])).content, "html.parser")

    for title in (page.title, page.h1):
        assert "：" in title.text
        assert ":" not in title.text


class Asking(forms.Form):
    place = forms.ModelChoiceField(Place.objects.all())
    kind = forms.ModelChoiceField(Place.objects.all(), required=False, empty_label="随便")


def test_an_empty_choice_says_what_to_do():
    page = BeautifulSoup(str(Asking()), "html.parser")

    assert [select.option.text for select in page.select("select")] == ["请选择", "随便"]
    assert [select.option["value"] for select in page.select("select")] == ["", ""]


def test_a_choice_that_was_made_stays_chosen():
    place = Place.objects.store()

    page = BeautifulSoup(str(Asking({"place": place.pk})), "html.parser")

    assert [each.text for each in page.select("option[selected]")] == ["库房", "随便"]


def test_every_page_and_paper_names_its_sign_for_the_tab():
    whole = [file for file in (ROOT / "templates").rglob("*.html")
             if "<!doctype html>" in file.read_text()[:400].lower()]  # fmt: skip

    assert len(whole) > 8
    # What lies in a backup is opened from its folder, where no sign is.
    served = [file for file in whole if file.parent.name != "upkeep"]
    without = [file.name for file in served
               if 'rel="icon"' not in file.read_text() and "branding_favicon" not in file.read_text()]  # fmt: skip
    assert without == []


def test_an_empty_museum_s_leaf_is_ruled_for_its_name_alone():
    leaf = get_template("components/leaf.html")

    empty = leaf.render({"name": "石桥村史馆", "question": [], "asked": ""})
    asked = leaf.render({"name": "石桥村史馆", "question": ["留住什么"], "asked": "村里人"})

    assert "question" not in BeautifulSoup(empty, "html.parser").decode().replace("asked", "")
    assert "留住什么" in asked
