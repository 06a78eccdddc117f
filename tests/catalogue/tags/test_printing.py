"""号牌 on paper: made once, printed as often as one likes, on what the village has; never with an address that
will be another one some day."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from museum.catalogue import tagging
from museum.catalogue.models import Tag, TagPrinting
from tests.catalogue.desk.filling import form_on, words
from tests.factories import onlooker

PRINT = "/admin/tags/print/"


def codes_on(page):
    return [each.text for each in BeautifulSoup(page.content, "html.parser").select(".tag-code")]


def make(client, count="10", **changes):
    return client.post(PRINT, form_on(client.get(PRINT), "form.tag-print", count=count, **changes))


@pytest.mark.parametrize(("stock", "sheets"), [("a4", 3), ("a4-21", 2), ("roll", 25)])
def test_new_tags_are_made_and_shown_as_they_are_printed(as_, keeper, stock, sheets):
    client = as_(keeper)

    answer = make(client, "25", stock=stock)
    paper = client.get(answer.url)

    assert answer.url == f"/admin/tags/print/{TagPrinting.objects.get().pk}/?stock={stock}"
    assert codes_on(paper)[:2] == ["0001–R", "0002–X"]
    assert len(codes_on(paper)) == 25
    assert len(BeautifulSoup(paper.content, "html.parser").select(".tag-sheet")) == sheets
    assert "拴上，不要贴。" in words(paper)
    assert "木器拴腿、拴把" in words(paper)


def test_printed_again_and_on_another_stock_they_are_the_same_tags(as_, keeper, tags):
    client, pk = as_(keeper), TagPrinting.objects.get().pk

    papers = [client.get(f"{PRINT}{pk}/?stock={stock}") for stock in ("a4", "a4-21", "roll", "x")]

    assert {tuple(codes_on(paper)) for paper in papers} == {tuple(str(tag) for tag in tags)}
    assert Tag.objects.of_paper().count() == 10
    assert f"{PRINT}{pk}/?stock=roll" in client.get(PRINT).content.decode()


def test_what_counts_no_more_is_not_printed_again_and_what_is_tied_is(
    as_, keeper, curator, wheel, loom, tags
):
    tagging.tie(tags[0], wheel, by=curator)
    tagging.replace(wheel, tags[1], by=curator)
    tagging.void(tags[2], by=curator, reason="撕坏了")

    paper = as_(keeper).get(f"{PRINT}{TagPrinting.objects.get().pk}/")

    assert codes_on(paper) == [str(tag) for tag in (tags[1], *tags[3:])]


def test_a_form_sent_twice_makes_them_once(as_, keeper):
    client = as_(keeper)
    sent = form_on(client.get(PRINT), "form.tag-print", count="10")

    first, second = client.post(PRINT, sent), client.post(PRINT, sent)

    assert first.url == second.url
    assert Tag.objects.of_paper().count() == 10


@pytest.mark.parametrize("count", ["0", "-3", "501", "", "zehn", "9" * 30])
def test_a_slip_of_the_finger_makes_none(as_, keeper, count):
    page = make(as_(keeper), count)

    assert page.status_code == 200
    assert page.context["form"].errors["count"]
    assert not Tag.objects.of_paper().exists()


@pytest.mark.parametrize("base", ["http://localhost:8000", "https://192.168.1.20", "https://museum.local",
                                  "http://cunshiguan.example"])  # fmt: skip
def test_nothing_is_printed_while_the_museum_has_no_address_that_stays(
    as_, keeper, case, settings, tags, base
):
    client, pk = as_(keeper), TagPrinting.objects.get().pk
    settings.BASE_URL = base

    shown, refused = client.get(PRINT), make(client)
    again = client.get(f"{PRINT}{pk}/", follow=True)
    places = client.get(f"{PRINT}places/?place={case.pk}", follow=True)

    assert base in words(shown)
    assert base in words(refused)
    assert base in words(again)
    assert not codes_on(again)
    assert not codes_on(places)
    assert Tag.objects.of_paper().count() == 10


def test_the_tags_of_places_carry_their_name_and_the_code_that_they_always_had(
    as_, keeper, case, store, hall
):
    paper = as_(keeper).get(
        f"{PRINT}places/?place={store.pk}&place={case.pk}&place=9999999&place=x"
    )

    said = words(paper)
    assert "二厅·三号柜" in said
    assert "库房" in said
    assert "放东西、取东西，先扫这里" in said
    assert codes_on(paper) == [str(place.tags.get()) for place in (case, store)]
    assert "拴这里" not in said


def test_without_a_place_one_is_asked_for(as_, keeper):
    answer = as_(keeper).get(f"{PRINT}places/", follow=True)

    assert "还没挑位置" in words(answer)


def test_whoever_has_nothing_to_do_with_objects_prints_nothing(client, tags):
    client.force_login(onlooker("visits.view_visit"))

    for address in (PRINT, f"{PRINT}{TagPrinting.objects.get().pk}/", f"{PRINT}places/?place=1"):
        assert client.get(address).status_code in (302, 403)


def test_the_command_makes_them_and_says_where_they_are_printed(keeper):
    out = io.StringIO()

    call_command("print_tags", "200", by=keeper.username, stdout=out)

    assert (TagPrinting.objects.get().count, TagPrinting.objects.get().by) == (200, keeper)
    assert re.search(
        r"0001–0200.*https://cunshiguan\.example/admin/tags/print/\d+/", out.getvalue()
    )


@pytest.mark.parametrize(("count", "by", "base"), [("0", "baoguan", ""), ("10", "niemand", ""),
                                                   ("10", "baoguan", "http://localhost:8000")])  # fmt: skip
def test_the_command_refuses_what_the_desk_refuses(keeper, settings, count, by, base):
    settings.BASE_URL = base or settings.BASE_URL

    with pytest.raises(CommandError):
        call_command("print_tags", count, by=by)

    assert not Tag.objects.of_paper().exists()
