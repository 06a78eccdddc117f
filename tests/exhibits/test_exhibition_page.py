from dataclasses import fields, is_dataclass

import pytest
from django.db.models import Model
from django.test import RequestFactory

from museum.catalogue import opening
from tests.exhibits.conftest import filled, soup, words


def rows_within(value, seen=()):
    """Yield the museum's own rows that can be reached from what a template was given."""
    if isinstance(value, Model):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from rows_within(getattr(value, each.name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from rows_within(each)
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from rows_within(each)


def test_an_exhibition_shows_its_objects_as_cards(client, exhibition, shown_wheel):
    filled(exhibition, shown_wheel, note="夜里的一样")

    page = soup(client.get("/cotton/"))

    assert [card.h3.text for card in page.select(".objects .card")] == ["手摇纺车"]
    assert page.select_one(".objects-note").text == "夜里的一样"


def test_an_exhibition_leaves_out_what_is_not_public(
    client, curator, exhibition, shown_wheel, loom
):
    filled(exhibition, shown_wheel, loom)
    before = client.get("/cotton/")
    opening.withdraw(shown_wheel, by=curator)

    response = client.get("/cotton/")

    assert "手摇纺车" in words(before)
    assert "先是棉花" in words(response)
    assert not soup(response).select(".card, .objects, .notice")
    assert "手摇纺车" not in words(response)
    assert "木织布机" not in words(response)


def test_the_form_names_the_objects_that_visitors_do_not_see(
    client, curator, exhibition, shown_wheel, loom
):
    filled(exhibition, shown_wheel, loom)
    client.force_login(curator)

    form = soup(client.get(f"/admin/pages/{exhibition.pk}/edit/"))

    warning = form.select_one(".help-warning").get_text(" ", strip=True)
    assert warning.endswith("这里选了，但现在不公开，网站上不显示：木织布机")


def test_the_form_says_nothing_while_all_is_public(client, curator, exhibition, shown_wheel):
    filled(exhibition, shown_wheel)
    client.force_login(curator)

    form = soup(client.get(f"/admin/pages/{exhibition.pk}/edit/"))

    assert form.select_one("[name=title]")["value"] == exhibition.title
    assert not form.select(".help-warning")


def test_a_preview_counts_what_visitors_do_not_see(exhibition, shown_wheel, loom):
    page = filled(exhibition, shown_wheel, loom)

    response = page.make_preview_request()

    response.render() if not response.is_rendered else None
    assert "有1件网站上不显示" in words(response)
    assert "木织布机" not in response.content.decode()


@pytest.mark.parametrize("is_preview", [False, True])
def test_no_row_of_the_register_reaches_the_template(exhibition, shown_wheel, loom, is_preview):
    page = filled(exhibition, shown_wheel, loom)
    request = RequestFactory().get("/cotton/")
    request.is_preview = is_preview

    context = page.get_context(request)

    assert "手摇纺车" in str(context["page"].body)
    assert not list(rows_within(context))
    assert list(rows_within(context | {"planted": [shown_wheel]})) == [shown_wheel]


def test_no_row_reaches_the_template_of_the_block(exhibition, shown_wheel, loom):
    page = filled(exhibition, shown_wheel, loom)
    block = next(each for each in page.body if each.block_type == "objects")

    context = block.block.get_context(block.value)

    assert not list(rows_within(context))
    assert [card.title for card in context["cards"]] == ["手摇纺车"]


def test_two_groups_of_objects_cost_no_more_queries_than_one(
    client, exhibition, shown_wheel, shown_loom, django_assert_max_num_queries
):
    filled(exhibition, shown_wheel, shown_loom, shown_wheel)
    client.get("/cotton/")

    with django_assert_max_num_queries(20):
        client.get("/cotton/")


def test_an_exhibition_names_the_others(client, home, exhibition):
    from exhibits.models import ExhibitionPage

    home.add_child(instance=ExhibitionPage(title="搬家那天没舍得扔的", slug="kept"))

    assert "搬家那天没舍得扔的" in words(client.get("/cotton/"))
