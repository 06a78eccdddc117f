"""What Wagtail's lists say at their foot and of whoever published: in Chinese, and never None."""

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.urls import reverse
from wagtail.models import Page

from museum.catalogue.models import Item, Place
from museum.people.models import Person
from museum.templatetags.counted import counted


@pytest.mark.parametrize(
    ("address", "said"),
    [("wagtailsnippets_catalogue_item:list", "共2件"), ("people:index", "共2位"),
     ("donations:index", "共2张")],
)  # fmt: skip
def test_the_foot_of_a_list_counts_with_a_measure_word(client, curator, wheel, loom, address, said):
    client.force_login(curator)

    foot = BeautifulSoup(client.get(reverse(address)).content, "html.parser").select_one(
        ".pagination__end"
    )

    assert foot.text.strip() == said


@pytest.mark.parametrize(("rows", "said"), [(Item.objects, "共0件"), (Person.objects, "共0位"),
                                            (Place.objects, "共3处"), ([1, 2], "共2条")])  # fmt: skip
def test_each_register_has_its_measure_word_and_anything_else_lines(db, rows, said):
    listed = rows.all().order_by("pk") if hasattr(rows, "all") else rows

    assert counted(Paginator(listed, 10)) == said


def test_a_page_that_nobody_published_by_hand_is_published_by_nobody(client, curator):
    client.force_login(curator)
    Page.objects.filter(depth=2).update(live=True, last_published_at="2026-11-01T00:00:00+08:00")

    page = client.get(reverse("wagtailadmin_reports:aging_pages"))

    table = BeautifulSoup(page.content, "html.parser").select_one("table.listing")
    assert "None" not in table.text
    assert "—" in table.text
