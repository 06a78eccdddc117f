"""今天要打的电话: what waits for a call is one list; ticked rows stay till the evening."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from museum.accounts.roles import COORDINATOR
from museum.calls import calling, due
from museum.calls.models import Call
from museum.catalogue import donating, returning
from museum.catalogue.donating import Thing
from museum.clock import today
from museum.people.erasing import erase
from museum.people.models import Look, Person
from museum.refusals import codes
from museum.visits import answering, booking
from museum.visits.capacity import Share
from museum.visits.models import VisitSettings, WeeklyHours
from museum.volunteers import attending, joining, planning, rota
from museum.volunteers.models import Role
from tests.factories import PersonFactory, UserFactory, received

pytestmark = pytest.mark.django_db
T = datetime.time


def days(n: int) -> datetime.date:
    return today() + datetime.timedelta(days=n)


@pytest.fixture
def coordinator(db):
    return UserFactory(username="zhaoji", groups=[Group.objects.get(name=COORDINATOR)])


@pytest.fixture
def neighbour(db):
    return Person.objects.create(name="何秀芝", phone="13800001029")


@pytest.fixture
def lamp(registrar, neighbour):
    return received("煤油灯", by=registrar, owner=neighbour, way="loan", loan_ends=days(9))


@pytest.fixture
def mortar(registrar, curator, neighbour):
    item = received("石臼", by=registrar, owner=neighbour)
    returning.decline(item, by=curator, reason="馆里有三只了")
    return item


@pytest.fixture
def school(curator):
    for weekday in range(7):
        WeeklyHours.objects.create(
            settings=VisitSettings.load(), weekday=weekday, opens=T(9), closes=T(17)
        )
    wish = booking.Wish(day=days(5), shares=[Share(T(9), 32)], name="陈老师", phone="13800002206",
                        organisation="镇中心小学", kind="school", origin="district")  # fmt: skip
    return booking.book(wish)


@pytest.fixture
def forgotten(coordinator):
    volunteer = joining.join(PersonFactory(name="丁小满", phone="13800001004"), born=1980,
                             by=coordinator, joined_on=days(-40))  # fmt: skip
    shift = planning.add_shift(days(-1), T(9), T(12), Role.objects.get(name="值守"), by=coordinator)
    rota.sign_up(shift, volunteer, by=coordinator, happened_at=shift.starts_at)
    return attending.sign_in(shift, volunteer, by=coordinator, happened_at=shift.starts_at)


def told(user) -> dict[str, str]:
    return {each.why: each.sentence for each in due.calls_for(user)}


def only(user):
    (found,) = due.calls_for(user)
    return found


def rows(answer) -> list[str]:
    page = BeautifulSoup(answer.content, "html.parser")
    return [" ".join(each.get_text(" ").split()) for each in page.select(".calls > li")]


def test_what_waits_for_a_call_is_one_list(curator, coordinator, lamp, mortar, school, forgotten):
    of_the_curator, of_the_coordinator = told(curator), told(coordinator)

    assert set(of_the_curator) == {"asked", "fetch", "loan", "sign_out"}
    assert "32人" in of_the_curator["asked"]
    assert "石臼没有留下" in of_the_curator["fetch"]
    assert "煤油灯借到" in of_the_curator["loan"]
    assert set(of_the_coordinator) == {"sign_out"}


def test_the_list_says_who_why_and_the_number(client, curator, lamp):
    client.force_login(curator)

    (row,) = rows(client.get(reverse("calls")))

    assert "何秀芝" in row
    assert "借来摆的" in row
    assert "13800001029" in row


def test_without_the_right_the_number_is_masked(client, coordinator, forgotten):
    client.force_login(coordinator)

    (row,) = rows(client.get(reverse("calls")))

    assert "138****1004" in row
    assert "13800001004" not in row


def test_a_ticked_row_stays_till_the_evening_with_what_was_said(client, curator, lamp):
    client.force_login(curator)
    key = only(curator).key

    client.post(reverse("calls"), {"row": key, "called": key, f"said-{key}": "再摆一个月"})
    page = BeautifulSoup(client.get(reverse("calls")).content, "html.parser")

    assert page.select_one(".calls > li[data-done] [name=called][checked]")
    assert page.select_one(".calls [type=text]")["value"] == "再摆一个月"


def test_the_next_day_it_is_gone_and_comes_again_after_a_week(curator, lamp):
    made = calling.call(only(curator), by=curator)

    Call.objects.filter(pk=made.pk).update(day=days(-1))
    tomorrow = due.calls_for(curator)
    Call.objects.filter(pk=made.pk).update(day=days(-7))

    assert tomorrow == []
    assert only(curator).called is None


def test_whom_nobody_reached_stands_there_again(client, curator, lamp):
    client.force_login(curator)
    key = only(curator).key

    client.post(reverse("calls"), {"row": key, f"said-{key}": ""})

    assert not Call.objects.exists()
    assert only(curator).key == key


def test_a_tick_is_taken_away_again(client, curator, lamp):
    client.force_login(curator)
    calling.call(only(curator), by=curator)

    client.post(reverse("calls"), {"row": only(curator).key})

    assert not Call.objects.exists()


def test_a_line_without_a_tick_counts_as_called(client, curator, lamp):
    client.force_login(curator)
    key = only(curator).key

    client.post(reverse("calls"), {"row": key, f"said-{key}": "下午再打"})

    assert Call.objects.get().said == "下午再打"


def test_an_answered_booking_is_told_unless_they_were_called_about_it(curator, school):
    answering.confirm(school, by=curator)
    to_tell = told(curator)
    calling.call(only(curator), by=curator)
    Call.objects.update(day=days(-1))

    assert set(to_tell) == {"answered"}
    assert told(curator) == {}


def test_what_was_offered_is_asked_about_after_three_days(curator, registrar, neighbour):
    offered = donating.Receipt([Thing("石磨"), Thing("箩")], owner=neighbour, in_hand=False)
    donation = donating.receive(offered, by=registrar)
    at_once = told(curator)

    type(donation).objects.filter(pk=donation.pk).update(
        recorded_at=donation.recorded_at - datetime.timedelta(days=3)
    )

    assert at_once == {}
    assert "石磨、箩" in told(curator)["offered"]


def test_ticked_twice_it_is_one_call(curator, lamp):
    for words in ("没空", "再摆一个月"):
        calling.call(only(curator), by=curator, said=words)

    assert Call.objects.get().said == "再摆一个月"


def test_a_page_of_talk_is_no_line(curator, lamp):
    with pytest.raises(ValidationError) as refusal:
        calling.call(only(curator), by=curator, said="说" * 201)

    assert codes(refusal.value) == {"long"}
    assert not Call.objects.exists()


def test_who_makes_no_calls_neither_ticks_nor_sees_the_list(client, keeper, curator, lamp):
    waiting = only(curator)
    client.force_login(keeper)

    answer = client.get(reverse("calls"))
    for act in (calling.call, calling.untick):
        with pytest.raises(ValidationError) as refusal:
            act(waiting, by=keeper)
        assert codes(refusal.value) == {"forbidden"}

    assert answer["Location"] == reverse("wagtailadmin_home")


def test_the_first_page_leads_to_the_list_and_looks_at_no_number(client, curator, lamp, mortar):
    client.force_login(curator)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "今天要打的电话" in page
    assert "13800001029" not in page
    assert not Look.objects.exists()


def test_what_an_erased_person_said_is_gone_at_once(curator, lamp, neighbour):
    calling.call(only(curator), by=curator, said="何家再借一个月")

    erase(neighbour, by=curator)

    assert not Call.objects.exists()


def test_notes_of_calls_are_forgotten(curator, lamp):
    calling.call(only(curator), by=curator)
    Call.objects.update(day=days(-91))

    call_command("forget_calls")

    assert not Call.objects.exists()
