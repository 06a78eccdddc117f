"""One list of what a family has fetched home, and of what came to be photographed."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.catalogue import accessioning, fetching_home, returning
from museum.catalogue.models import Holding
from museum.clock import at, briefly, day_in_words, today
from tests.catalogue.desk.filling import act_form, words
from tests.factories import photo_file, received

pytestmark = pytest.mark.django_db
LIST = reverse("objects:coming_and_going")
LEAVES = dict.fromkeys(("may_keep", "may_show", "may_send", "may_publish"), True)


def day(days):
    return today() + datetime.timedelta(days=days)


def lines(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    return [" ".join(each.get_text().split()) for each in soup.select(".going > li")]


@pytest.fixture
def away(registrar, keeper, grandmother, ma_family):
    """Three things at their families': one late since three days, one to come today, one that may stay."""
    found = {}
    for title, until, went in (("花轿", 5, 0), ("汤瓶", 0, -2), ("八仙桌", -3, -9)):
        item = received(title, by=registrar, owner=ma_family, way="deposit",
                        happened_at=at(day(-20)))  # fmt: skip
        fetching_home.fetch_home(
            item, by=keeper, until=day(until), person=grandmother, reason="办喜事",
            happened_at=at(day(went)) if went else None,
            paper=photo_file() if title == "八仙桌" else None,
        )  # fmt: skip
        found[title] = item
    return found


def copied(registrar, grandmother, title="家谱", days=0):
    return received(title, by=registrar, owner=grandmother, way="copied", family=LEAVES,
                    happened_at=at(day(days)) if days else None)  # fmt: skip


def test_what_is_late_stands_first_and_how_late_is_said_in_words(as_, keeper, away):
    late, now, later = lines(as_(keeper).get(LIST))

    assert "八仙桌" in late
    assert "过了3天" in late
    assert f"{briefly(day(-9))}拿走的" in late
    assert "王桂兰" in late
    assert "办喜事" in late
    assert "走时照了相" in late
    assert "汤瓶" in now
    assert "今天该还来" in now
    assert "走时没照相" in now
    assert "花轿" in later
    assert f"到{briefly(day(5))}" in later
    assert "过了" not in now + later


def test_what_is_here_again_is_written_down_there_and_one_returns_to_the_list(
    as_, keeper, away, store
):
    client = as_(keeper)
    row = BeautifulSoup(client.get(LIST).content, "html.parser").select_one(".going > li")
    act = row.select_one("a.button")["href"]
    answer = client.post(act, act_form(client.get(act), destination=str(store.pk))
                         | {"paper": photo_file()}, follow=True)  # fmt: skip

    assert answer.redirect_chain[-1][0] == LIST
    assert Holding.objects.get(item=away["八仙桌"]).place == store
    found = lines(answer)
    assert "八仙桌" not in found[0] + found[1]
    assert f"{briefly(today())}还来了" in found[2]
    assert "走时照了相" in found[2]
    assert "还来时照了相" in found[2]
    assert "过了" not in found[2]


def test_the_curator_opens_the_photographs_from_there(as_, curator, away):
    row = BeautifulSoup(as_(curator).get(LIST).content, "html.parser").select_one(".going > li")

    photo = as_(curator).get(row.select_one(".going-photos a")["href"])

    assert photo["Content-Type"] == "image/jpeg"


def test_what_was_photographed_stands_there_until_it_was_fetched(as_, registrar, grandmother):
    late, now = (copied(registrar, grandmother, *which) for which in (("奖状", -1), ("家谱", 0)))
    client = as_(registrar)
    before = lines(client.get(LIST))
    act = f"{reverse('objects:act', args=[late.pk, 'hand-home'])}?next={LIST}"
    answer = client.post(act, act_form(client.get(act)), follow=True)

    assert "奖状" in before[0]
    assert "说好当天拿回去，过了1天" in before[0]
    assert "家谱" in before[1]
    assert "今天拿回去" in before[1]
    assert answer.redirect_chain[-1][0] == LIST
    assert [now.title in line for line in lines(answer)] == [True]
    assert "拍完拿回去了" in words(client.get(reverse("objects:sheet", args=[late.pk])))


def test_what_was_photographed_before_anybody_wrote_that_down_is_not_asked_after(
    as_, registrar, grandmother
):
    copied(registrar, grandmother, "奖状", -31)

    assert "没有借回去的" in words(as_(registrar).get(LIST))


def test_on_paper_stands_the_list_without_the_desk(as_, keeper, away):
    page = BeautifulSoup(as_(keeper).get(LIST).content, "html.parser")

    assert day_in_words(today()) in page.select_one(".going-title").get_text()
    assert all(each.find_parent(class_="desk-acts") for each in page.select(".desk-screen .button"))


def test_what_stays_in_the_family_for_good_stands_there_no_more(as_, curator, away):
    accessioning.accept(away["花轿"], by=curator)
    returning.give_back(away["花轿"], by=curator, reason="就留在家里了")

    assert not any("花轿" in line for line in lines(as_(curator).get(LIST)))


def test_an_empty_list_says_what_to_do(as_, keeper, registrar):
    for user in (keeper, registrar):
        said = words(as_(user).get(LIST))
        assert "没有借回去的" in said
        assert "主人家借回去用几天" in said
        assert "收东西" in said


def test_who_may_not_write_it_down_is_offered_no_button(as_, registrar, keeper, away, grandmother):
    copied(registrar, grandmother)
    for user, offered in ((keeper, {"come-home"}), (registrar, {"hand-home"})):
        soup = BeautifulSoup(as_(user).get(LIST).content, "html.parser")
        acts = {
            a["href"].split("?")[0].rstrip("/").rsplit("/")[-1]
            for a in soup.select(".going a.button")
        }
        assert acts == offered


def test_it_is_for_those_who_work_with_objects(as_, storyteller):
    assert as_(storyteller).get(LIST).status_code in (302, 403)


def test_the_first_page_and_the_list_of_objects_lead_there(
    as_, keeper, registrar, grandmother, away
):
    objects = reverse("wagtailsnippets_catalogue_item:list")
    copied(registrar, grandmother)

    for user, heading in ((keeper, "主人家借回去用了"), (registrar, "翻拍了，还在这儿")):
        home = BeautifulSoup(as_(user).get(reverse("wagtailadmin_home")).content, "html.parser")
        task = next(each for each in home.select(".desk-task") if heading in each.get_text())
        assert task.select_one(".desk-all")["href"] == LIST
        assert LIST in as_(user).get(objects).content.decode()


def test_however_long_the_list_it_asks_as_little(
    as_, keeper, registrar, ma_family, away, django_assert_max_num_queries
):
    for number in range(12):
        item = received(f"凳子{number}", by=registrar, owner=ma_family, way="deposit")
        fetching_home.fetch_home(item, by=keeper, until=day(2))
    client = as_(keeper)
    client.get(LIST)

    with django_assert_max_num_queries(40):
        assert len(lines(client.get(LIST))) == 15
