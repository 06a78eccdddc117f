"""收一件: one thing after another, with all that is the same as the last time one tap away."""

import datetime

import pytest
from bs4 import BeautifulSoup

from museum.catalogue.desk.receiving.namesakes import naming_chosen
from museum.catalogue.desk.receiving.one import ONE
from museum.catalogue.models import Donation
from museum.catalogue.models.holdings import Way
from museum.people.models import Person
from tests.catalogue.receiving.conftest import Slip
from tests.factories import photo_file

pytestmark = pytest.mark.django_db
PAGE = "/admin/receiving/one/"


class One(Slip):
    def __init__(self, client, **said):
        super().__init__(client)
        self.said |= {"brief": "1", "received_on": datetime.date.today().isoformat()} | said

    def send(self, act="save", **changes):
        return self.client.post(PAGE, self.said | {"act": act} | changes)


@pytest.fixture
def one(signed_in, registrar, reception):
    return One(signed_in(registrar))


@pytest.fixture
def next_one(one):
    """The page after 王桂兰 has brought a spinning wheel and said how she is named."""
    one.thing("手摇纺车", name=ONE, way="deposit")
    assert one.send(naming="surname", **{"brought-address_form": "婆婆"}).status_code == 302
    after = One(one.client)
    del after.said["naming"]
    after.said["brought-name"] = ""
    return after


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_one_thing_is_received_with_photographs_and_its_story(one):
    one.thing("手摇纺车", name=ONE, photos=[photo_file(), photo_file(colour="red")],
              story="我婆婆的。", told_keep="on", told_show="on")  # fmt: skip
    answer = one.send()

    donation = Donation.objects.get()
    item = donation.holdings.get().item
    story = item.get_latest_revision_as_object().stories.get()
    assert answer.url == f"/admin/receiving/{donation.pk}/landed/"
    assert item.photos.count() == 2
    assert (story.text, story.teller.name, story.teller_naming) == ("我婆婆的。", "王桂兰", "full")
    assert (story.may_keep, story.may_show, story.may_send, story.may_publish) == (
        True, True, False, False,
    )  # fmt: skip
    assert story.told_on == datetime.date.today()
    assert not item.live


def test_the_number_stands_large_and_the_same_giver_is_one_tap_away(one):
    one.thing("手摇纺车", name=ONE, story="我婆婆的。", told_keep="on")
    there = page(one.client.get(one.send().url))

    holding = Donation.objects.get().holdings.get()
    assert there.select_one(".landed .number-stamped").text == holding.designation
    words = there.select_one(".landed-facts").text
    assert "手摇纺车，1件" in words
    assert "王桂兰" in words
    again = there.select_one(".task-foot a.button")
    assert (again.text, again["href"]) == ("同一个人还有一件", f"{PAGE}?same=1")


def test_what_was_told_is_kept_only_where_it_may_be(one):
    one.thing("手摇纺车", name=ONE, story="我婆婆的。")
    there = page(one.send())

    assert "馆里能不能存" in there.select_one("[data-refusals]").text
    assert there.select_one(f"#id_{ONE}-story").text.strip() == "我婆婆的。"
    assert not Donation.objects.exists()


def test_whoever_brought_the_last_one_is_the_first_to_be_tapped(next_one):
    there = page(next_one.client.get(PAGE))
    first = there.select_one(".pick-again .pick-row")
    assert "王桂兰（王婆婆）" in first.text
    assert "三组，送来过手摇纺车" in first.text
    assert not first.select_one("input").has_attr("checked")

    same = page(next_one.client.get(f"{PAGE}?same=1"))
    assert same.select_one(".pick-again input").has_attr("checked")
    assert same.select_one("form[data-one]")["data-begins"] == "photos"


def test_the_next_thing_of_the_same_giver_needs_no_name_and_no_naming(next_one):
    known = Person.objects.get(name="王桂兰")
    next_one.thing("汤瓶", name=ONE)
    answer = next_one.send(**{"brought-pick": known.pk})

    assert answer.status_code == 302
    second = Donation.objects.order_by("pk").last()
    assert (second.brought_by, second.naming) == (known, "surname")
    assert Person.objects.filter(name="王桂兰").count() == 1


def test_whoever_came_before_and_another_name_are_asked_about(next_one):
    known = Person.objects.get(name="王桂兰")
    next_one.thing("汤瓶", name=ONE)
    there = page(
        next_one.send(**{"brought-pick": known.pk, "brought-name": "丁贵生", "naming": "full"})
    )

    assert "是哪一位" in there.select_one("[data-refusals]").text
    assert not Person.objects.filter(name="丁贵生").exists()


def test_whoever_came_before_may_stand_there_by_name_as_well(next_one):
    known = Person.objects.get(name="王桂兰")
    next_one.thing("汤瓶", name=ONE)
    assert next_one.send(**{"brought-pick": known.pk, "brought-name": "王桂兰"}).status_code == 302
    assert Donation.objects.order_by("pk").last().brought_by == known


def test_how_somebody_chose_counts_in_whichever_row_they_gave(next_one):
    principal = Person.objects.create(name="王桂兰", surname="王")
    Person.objects.filter(donations__isnull=False).update(merged_into=principal)

    assert naming_chosen([principal]) == {principal.pk: "surname"}
    assert naming_chosen([Person.objects.create(name="沙秀英")]) == {}


def test_a_page_that_stood_open_twice_loses_neither_thing(one):
    one.thing("手摇纺车", name=ONE)
    one.send()
    one.said[f"{ONE}-title"] = "汤瓶"
    answer = one.send()
    there = page(answer)

    assert "已经交过了" in there.select_one("[data-refusals]").text
    assert there.select_one("[name=key]")["value"] != one.said["key"]
    one.said["key"] = there.select_one("[name=key]")["value"]
    assert one.send(**{"brought-pick": Person.objects.get(name="王桂兰").pk}).status_code == 302
    assert Donation.objects.count() == 2


def test_whoever_never_said_how_they_are_named_is_asked(one, grandmother):
    one.thing("汤瓶", name=ONE)
    del one.said["naming"]
    there = page(one.send(**{"brought-name": grandmother.name, "brought-pick": grandmother.pk}))

    assert there.select_one("#id_naming[data-refused]")
    assert not Donation.objects.exists()


@pytest.mark.parametrize("typed", ["wang", "wgl", "guilan", "桂兰", "1234"])
def test_the_giver_is_found_by_pinyin_and_by_the_end_of_the_telephone(next_one, typed):
    Person.objects.filter(name="王桂兰").update(phone="13800001234", building="6栋")
    asked = next_one.said | {"brought-name": typed}
    told = next_one.client.post("/admin/receiving/look/", asked).json()["matches"]["brought"]

    row = page(type("Answer", (), {"content": told})).select_one(".pick-row")
    assert "王桂兰" in row.text
    assert "三组，现住6栋，尾号1234，送来过手摇纺车" in row.text
    assert "13800001234" not in told


def test_how_the_last_one_came_is_one_tap_away_and_never_chosen_beforehand(next_one):
    there = page(next_one.client.get(PAGE))
    again = there.select_one("[data-again]")
    assert (again["data-again"], again["data-value"]) == (f"{ONE}-way", Way.DEPOSIT)
    assert "“手摇纺车”是这样" in again.text
    assert not there.select(".options input[checked]")


def test_what_is_missing_is_asked_with_all_that_was_typed(one):
    one.thing("", name=ONE, way="", other_names="摇车子", photos=[photo_file()])
    there = page(one.send())

    assert there.select_one("[data-step='name'] [data-refused]")
    assert there.select_one("[data-step='way'] [data-refused]")
    assert there.select_one(f"[name='{ONE}-other_names']")["value"] == "摇车子"
    assert len(there.select("[data-arrived] > li")) == 1
    assert not Donation.objects.exists()


def test_sent_twice_it_is_one_object(one):
    one.thing("手摇纺车", name=ONE)
    assert one.send().url == one.send().url
    assert Donation.objects.count() == 1


def test_the_last_one_is_one_s_own(next_one, client, curator):
    client.force_login(curator)
    assert not page(client.get(PAGE)).select(".pick-again .pick-row")


def test_a_keeper_receives_nothing_and_reads_no_number_of_what_came(next_one, client, keeper):
    client.force_login(keeper)
    assert client.get(PAGE).status_code in (302, 403)
    landed = f"/admin/receiving/{Donation.objects.get().pk}/landed/"
    assert client.get(landed).status_code in (302, 403)


def test_those_who_gave_go_into_a_telephone_without_a_digit_of_theirs(next_one):
    Person.objects.filter(name="王桂兰").update(phone="13800001234", building="6栋")
    Person.objects.create(name="沙秀英", phone="13800009999")  # gave nothing
    answer = next_one.client.get(f"{PAGE}givers/")

    (giver,) = answer.json()["givers"]
    assert giver == {
        "pk": Person.objects.get(name="王桂兰").pk,
        "name": "王桂兰",
        "words": "三组，现住6栋，送来过手摇纺车",
        "named": True,
        "sounds": ["wang", "gui", "lan"],
    }
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("what", ["givers/", "worker.js"])
def test_whoever_receives_nothing_takes_nobody_along(next_one, client, keeper, what):
    client.force_login(keeper)
    assert client.get(PAGE + what).status_code in (302, 403)


def test_whoever_may_not_see_people_takes_nobody_along(next_one, monkeypatch):
    monkeypatch.setattr("museum.accounts.models.User.has_perm",
                        lambda self, name, obj=None: name != "people.view_person")  # fmt: skip
    assert next_one.client.get(f"{PAGE}givers/").json() == {"givers": []}
