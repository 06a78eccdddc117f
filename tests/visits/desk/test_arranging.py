import datetime

import pytest
from django.urls import reverse

from museum.visits import booking
from museum.visits.booking import Share, Wish
from museum.visits.models import Booking, SpecialDay, Visit

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
TODAY = datetime.date(2026, 11, 25)


@pytest.fixture
def desk(client, on_duty):
    client.force_login(on_duty)
    return client


@pytest.fixture
def booked():
    return booking.book(Wish(
        day=datetime.date(2026, 11, 27), shares=[Share(datetime.time(9), 30)], name="沙老师",
        phone="13800005678", organisation="石榴湾中学", kind="school", origin="district",
    ))  # fmt: skip


def asked(**more):
    return {"day": "2026-11-27", "time": "09:00", "size": "30", "organisation": "老年大学",
            "kind": "community", "origin": "district", "name": "周老师",
            "phone": "138 0000 9876"} | more  # fmt: skip


def test_a_telephone_booking_asks_the_same_and_is_confirmed(desk):
    page = desk.get(reverse("visits:telephone"), {"day": "2026-11-27"}).content.decode()
    assert page.count('name="time"') == 3

    desk.post(reverse("visits:telephone"), asked())

    made = Booking.objects.get()
    assert (made.standing, made.by_telephone, made.contact.phone) == (
        "confirmed",
        True,
        "13800009876",
    )


def test_too_many_on_the_telephone_are_offered_two_parts(desk):
    page = desk.post(reverse("visits:telephone"), asked(size="60")).content.decode()
    assert "分两批就接待得下" in page
    assert not Booking.objects.exists()

    desk.post(reverse("visits:telephone"), asked(size="60", in_two="on"))

    assert [seat.persons for seat in Booking.objects.get().seats.all()] == [30, 30]


def test_confirming_refusing_and_the_guide(desk, booked):
    desk.post(reverse("visits:act", args=[booked.label, "guide"]), {"guide": "马德全"})
    desk.post(reverse("visits:act", args=[booked.label, "confirm"]), {"answer": "请从东门进"})
    booked.refresh_from_db()
    assert (booked.standing, booked.guide.name, booked.answer) == (
        "confirmed",
        "马德全",
        "请从东门进",
    )

    desk.post(reverse("visits:act", args=[booked.label, "turn-down"]), {"answer": "那天布展"})

    booked.refresh_from_db()
    assert (booked.standing, booked.answer) == ("refused", "那天布展")


def test_one_tap_at_the_door_makes_the_visit(desk, on_duty):
    made = booking.book(Wish(
        day=TODAY, shares=[Share(datetime.time(9), 30)], name="沙老师", phone="13800005678",
        organisation="石榴湾中学", kind="school", origin="district",
    ), by=on_duty)  # fmt: skip
    door = desk.get(reverse("visits:door")).content.decode()
    assert reverse("visits:arrive", args=[made.label]) in door

    desk.post(reverse("visits:arrive", args=[made.label]), {"persons": "27"})

    visit = Visit.objects.get()
    assert (visit.persons, visit.names, visit.origin) == (27, "石榴湾中学", "district")
    assert (
        reverse("visits:arrive", args=[made.label])
        not in desk.get(reverse("visits:door")).content.decode()
    )


def test_a_change_by_telephone_keeps_the_booking_s_number(desk, booked):
    page = desk.get(reverse("visits:change", args=[booked.label])).content.decode()
    assert "沙老师" in page

    desk.post(reverse("visits:change", args=[booked.label]), asked(time="10:00", size="12"))

    booked.refresh_from_db()
    assert (booked.label, booked.size) == ("YY-2026-0001", 12)
    assert booked.seats.get().slot.starts_at == datetime.time(10)


@pytest.mark.parametrize("act", ["confirm", "turn-down", "cancel", "guide"])
def test_forged_acts_of_a_keeper_change_nothing(client, keeper, booked, act):
    client.force_login(keeper)

    client.post(reverse("visits:act", args=[booked.label, act]), {"answer": "x", "guide": "x"})
    client.post(reverse("visits:arrive", args=[booked.label]), {"persons": "3", "origin": "city"})

    booked.refresh_from_db()
    assert (booked.standing, booked.guide, booked.answer) == ("asked", None, "")


def test_a_booking_for_a_day_that_was_closed_afterwards_says_so(desk, booked, hours):
    assert "这天不开门" not in desk.get(reverse("visits:bookings")).content.decode()
    SpecialDay.objects.create(visiting=hours, first=booked.day, last=booked.day, words="停电")

    page = desk.get(reverse("visits:bookings")).content.decode()

    assert "这天不开门，请打电话告诉他们" in page


def test_the_number_is_masked_once_the_day_is_over(desk, booked, the_clock):
    page = reverse("visits:booking", args=[booked.label])
    assert "tel:13800005678" in desk.get(page).content.decode()

    the_clock(2026, 11, 28, 9, 0)

    shown = desk.get(page).content.decode()
    assert "13800005678" not in shown
    assert "138****5678" in shown


def test_who_asks_to_be_forgotten_is_forgotten_by_one_button(desk, booked):
    booking.cancel(booked)

    desk.post(reverse("visits:act", args=[booked.label, "forget"]))

    page = desk.get(reverse("visits:booking", args=[booked.label])).content.decode()
    assert "沙老师" not in page


def test_the_first_screen_leads_to_the_door_and_says_who_comes_and_who_waits(
    desk, booked, on_duty, registrar
):
    today = booking.book(Wish(
        day=TODAY, shares=[Share(datetime.time(11), 12)], name="周老师", phone="13800009876",
        organisation="老年大学", kind="community", origin="district",
    ), by=on_duty)  # fmt: skip

    home = desk.get(reverse("wagtailadmin_home")).content.decode()

    assert f'href="{reverse("visits:door")}"' in home
    assert f'href="{reverse("visits:booking", args=[today.label])}">老年大学' in home
    assert "11:00" in home
    assert "有1个预约还没答复" in home
    assert "13800009876" not in home
    desk.force_login(registrar)
    assert reverse("visits:door") not in desk.get(reverse("wagtailadmin_home")).content.decode()
