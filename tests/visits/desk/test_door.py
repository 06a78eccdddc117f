import json
import re
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from museum import clock
from museum.people.models import Person
from museum.visits import visiting
from museum.visits.counting import between
from museum.visits.models import Tap, Visit
from tests.factories import onlooker

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


@pytest.fixture
def desk(client, on_duty):
    client.force_login(on_duty)
    return client


def today():
    return between(clock.today(), clock.today())


def hand_in(client, taps, device=None):
    told = {"device": str(device or uuid.uuid4()), "taps": taps}
    return client.post(reverse("visits:hand_in"), json.dumps(told), content_type="application/json")


def a_tap(**more):
    return {"key": str(uuid.uuid4()), "kind": "adult", "at": "2026-11-25T01:59:00.000Z"} | more


def test_the_door_says_the_day_the_hours_and_not_to_tap_groups(desk):
    page = desk.get(reverse("visits:door")).content.decode()

    assert "11月25日 周三" in page
    assert "9:00–12:00" in page
    assert len(BeautifulSoup(page, "html.parser").select("form[data-tap] button")) == 4


def test_the_buttons_work_without_a_script(desk):
    for kind in ("adult", "child", "child"):
        desk.post(reverse("visits:tap"), {"kind": kind, "key": uuid.uuid4()})
    assert (today().adults, today().children) == (1, 2)


def test_a_button_pressed_twice_by_a_slow_line_counts_once(desk):
    key = uuid.uuid4()

    for _each in range(2):
        desk.post(reverse("visits:tap"), {"kind": "adult", "key": key})

    assert today().persons == 1


def test_taking_back_takes_this_device_s_last_one(desk):
    desk.get(reverse("visits:door"))
    for kind in ("adult", "child"):
        desk.post(reverse("visits:tap"), {"kind": kind, "key": uuid.uuid4()})
    hand_in(desk, [a_tap(kind="elder")])

    desk.post(reverse("visits:tap"), {"kind": "undo"})

    assert (today().adults, today().children, today().elders) == (1, 0, 1)


def test_a_queue_says_what_the_device_can_forget(desk):
    taps = [a_tap(), a_tap(kind="dog"), {"key": "nonsense"}, a_tap(cancels=str(uuid.uuid4()))]

    answer = hand_in(desk, taps).json()

    assert answer["taken"] == [taps[0]["key"], taps[1]["key"], "nonsense"]
    assert answer["counts"]["adult"] == answer["counts"]["all"] == 1


def a_group(**more):
    return {"key": str(uuid.uuid4()), "organisation": "青石桥小学", "persons": "48", "origin": "city",
            "kind": "", "at": "2026-11-24T09:10:00+08:00"} | more  # fmt: skip


def hand_in_groups(desk, *groups):
    sent = {"device": str(uuid.uuid4()), "taps": [], "groups": list(groups)}
    return desk.post(reverse("visits:hand_in"), sent, content_type="application/json").json()


def test_a_group_of_the_queue_is_written_once_on_the_day_on_which_it_came(desk):
    group = a_group()

    answers = [hand_in_groups(desk, group) for _each in range(2)]

    visit = Visit.objects.get()
    assert [(each["written"], each["asked"]) for each in answers] == [([group["key"]], [])] * 2
    assert (visit.names, visit.persons, visit.day.day) == ("青石桥小学", 48, 24)
    assert (visit.arrived_at.hour, visit.arrived_at.minute) == (9, 10)
    assert f"记下了：{visit.label}" in desk.get(reverse("visits:door")).content.decode()


def test_what_of_the_queue_has_to_be_looked_at_again_is_said_and_not_forgotten(desk):
    hand_in_groups(desk, a_group())
    other = a_group(organisation="青石桥小学校")
    without = a_group(origin="")

    answer = hand_in_groups(desk, other, without, {"key": "nonsense"}, a_group(persons="2"))

    assert answer["asked"] == [other["key"], without["key"]]
    assert answer["written"][0] == "nonsense"
    assert sorted(Visit.objects.values_list("persons", flat=True)) == [2, 48]


def test_who_may_count_and_not_write_hands_in_no_group(client):
    client.force_login(onlooker("visits.count", "visits.view_visit"))
    group = a_group()

    answer = hand_in_groups(client, group)

    assert answer["asked"] == [group["key"]]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"device": "x", "taps": []}', '{"taps": 3}', "null"]
)
def test_nonsense_is_refused_and_breaks_nothing(desk, body):
    answer = desk.post(reverse("visits:hand_in"), body, content_type="application/json")

    assert answer.status_code == 400


def test_a_group_takes_four_answers(desk):
    page = desk.get(reverse("visits:door")).content.decode()
    key = re.findall(r'name="key" value="([^"]+)"', page)[-1]

    answer = desk.post(reverse("visits:door"), {
        "key": key, "organisation": "青石桥小学", "persons": "48", "origin": "city", "kind": "",
    }, follow=True)  # fmt: skip

    visit = Visit.objects.get()
    assert (visit.names, visit.persons, visit.origin) == ("青石桥小学", 48, "city")
    assert visit.arrived_at.hour == 10
    assert reverse("visits:correct", args=[visit.label]) in answer.content.decode()


def test_a_group_without_an_origin_is_asked_again_and_keeps_its_words(desk):
    page = desk.post(reverse("visits:door"), {"organisation": "青石桥小学", "persons": "48"})

    assert not Visit.objects.exists()
    assert "青石桥小学" in page.content.decode()


@pytest.mark.parametrize("typed", ["柳河市六小", "柳河市第六小学校", "第六小学"])
def test_a_school_in_another_writing_is_asked_about_at_the_door(desk, on_duty, typed):
    slip = visiting.Slip(persons=3, origin="city", kind="school", organisations=["柳河市第六小学"])
    visiting.receive(slip, by=on_duty)
    told = {"organisation": typed, "persons": "48", "origin": "city", "kind": ""}

    asked = desk.post(reverse("visits:door"), told | {"key": uuid.uuid4()}).content.decode()

    assert 'name="another"' not in desk.get(reverse("visits:door")).content.decode()
    assert f"“{typed}”是不是同一个单位？" in asked
    assert 'name="another"' in asked
    assert Visit.objects.count() == 1
    of_nowhere = told | {"key": uuid.uuid4(), "another": "on", "origin": ""}
    assert 'name="another"' in desk.post(reverse("visits:door"), of_nowhere).content.decode()
    desk.post(reverse("visits:door"), told | {"key": uuid.uuid4(), "another": "on"})
    assert {visit.names for visit in Visit.objects.all()} == {"柳河市第六小学", typed}


def test_a_school_written_as_it_is_known_is_asked_nothing(desk, on_duty):
    for name in ("柳河市第六小学", "柳河市六小"):
        slip = visiting.Slip(persons=3, origin="city", kind="school", organisations=[name],
                             bodies_are_new=True)  # fmt: skip
        visiting.receive(slip, by=on_duty)

    desk.post(reverse("visits:door"), {
        "key": uuid.uuid4(), "organisation": "柳河市六小", "persons": "48", "origin": "city", "kind": "",
    })  # fmt: skip

    assert Person.objects.filter(kind="organisation").count() == 2
    assert Visit.objects.count() == 3


def test_a_known_organisation_brings_where_from_and_what_kind(desk, on_duty):
    slip = visiting.Slip(persons=3, origin="province", kind="company", organisations=["江城纺织厂"])
    visiting.receive(slip, by=on_duty)

    found = desk.get(reverse("visits:suggest"), {"q": "纺织"}).json()

    assert found == [{"name": "江城纺织厂", "origin": "province", "kind": "company"}]


@pytest.mark.parametrize(
    "name", ["index", "door", "slip", "tallies", "bookings", "telephone", "paper", "now", "suggest"]
)
@pytest.mark.parametrize("who", ["keeper", "registrar"])
def test_no_screen_opens_for_those_who_are_not_on_duty(client, request, who, name):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(f"visits:{name}")).status_code in (302, 403)
    assert not Tap.objects.exists()


def test_forged_posts_of_a_keeper_write_nothing(client, keeper, on_duty):
    visit = visiting.receive(visiting.Slip(persons=3, origin="city"), by=on_duty)
    client.force_login(keeper)

    client.post(reverse("visits:door"), {"persons": "48", "origin": "city"})
    client.post(reverse("visits:tap"), {"kind": "adult"})
    client.post(reverse("visits:tallies"), {"day": "2026-11-25", "adult": "3"})
    client.post(reverse("visits:strike_out", args=[visit.label]), {"reason": "x"})
    client.post(reverse("visits:correct", args=[visit.label]), {"persons": "3", "reason": "x"})

    assert hand_in(client, [a_tap()]).status_code in (302, 403)
    assert Visit.objects.count() == 1
    assert not Tap.objects.exists()


def test_the_curator_may_all_of_it(client, curator):
    client.force_login(curator)

    for name in ("index", "door", "slip", "tallies", "bookings", "telephone", "paper"):
        assert client.get(reverse(f"visits:{name}")).status_code == 200


def test_a_form_is_no_queue_and_is_told_so(on_duty):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(on_duty)
    careful.get(reverse("visits:door"))
    token = careful.cookies["csrftoken"].value

    answer = careful.post(reverse("visits:hand_in"), {"a": "b"}, headers={"x-csrftoken": token})

    assert answer.status_code == 400
    assert "refused" in answer.json()


def test_the_device_keeps_all_that_the_kept_page_is_made_of(desk):
    page = BeautifulSoup(desk.get(reverse("visits:away")).content, "html.parser")
    worker = desk.get(reverse("visits:worker")).content.decode()

    loaded = [each["href"] for each in page.select("link[rel=stylesheet]")]
    loaded += [each["src"] for each in page.select("script[src]")]
    assert len(loaded) == 7
    assert re.findall(r'"(/static/[^"]+)"', worker) == loaded
