import datetime

import pytest
from django.core.management import call_command

from museum.visits import booking, counting, visiting
from museum.visits.forgetting import months_before
from museum.visits.models import Booking, Contact, Knock
from museum.visits.throttling import knock
from museum.visits.visiting import Caller, Slip

DAY = datetime.date(2026, 11, 27)
pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


@pytest.fixture
def booked(on_duty):
    wish = booking.Wish(
        day=DAY, shares=[booking.Share(datetime.time(9), 20)], name="沙老师",
        phone="13800005678", organisation="石榴湾中学", origin="village", wishes="沙同学坐轮椅",
    )  # fmt: skip
    slip = Slip(persons=12, origin="city", leader=Caller("李老师", "13800001234"))
    visiting.receive(slip, by=on_duty)
    return booking.book(wish)


def test_contacts_stay_until_their_time_is_over_and_not_a_day_longer(booked, the_clock, capsys):
    the_clock(2027, 11, 25, 3, 0)
    call_command("forget_contacts")
    assert Contact.objects.kept().count() == 2

    the_clock(2027, 11, 28, 3, 0)
    call_command("forget_contacts")

    booked.refresh_from_db()
    assert (booked.contact.name, booked.contact.phone, booked.wishes) == ("", "", "")
    assert Contact.objects.kept().count() == 0
    assert "contacts removed: 2; wishes removed: 1" in capsys.readouterr().out


def test_counts_and_organisations_stay(booked, the_clock):
    the_clock(2028, 1, 1, 3, 0)
    call_command("forget_contacts")

    day = datetime.date(2026, 11, 25)
    assert counting.between(day, day).persons == 12
    assert Booking.objects.get().organisation == "石榴湾中学"


def test_what_is_said_names_nobody(booked, the_clock, capsys):
    the_clock(2028, 1, 1, 3, 0)

    call_command("forget_contacts")

    said = capsys.readouterr().out
    assert not any(word in said for word in ("沙", "李", "138"))


def test_a_refused_booking_keeps_that_it_was_refused(booked, on_duty, the_clock):
    booking.turn_down(booked, "沙老师，那天布展", by=on_duty)
    the_clock(2028, 1, 1, 3, 0)

    call_command("forget_contacts")

    booked.refresh_from_db()
    assert (booked.standing, booked.answer) == ("refused", "—")


def test_addresses_are_hashed_and_go_after_two_days(db, the_clock, capsys):
    knock("203.0.113.9")
    assert "203.0.113.9" not in str(list(Knock.objects.values()))

    the_clock(2026, 11, 28, 3, 0)
    call_command("forget_contacts")

    assert "addresses removed: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ((2027, 3, 31), 1, (2027, 2, 28)),
        ((2027, 1, 15), 12, (2026, 1, 15)),
        ((2028, 2, 29), 12, (2027, 2, 28)),
    ],
)
def test_months_end_where_the_calendar_says(day, months, before):
    assert months_before(datetime.date(*day), months) == datetime.date(*before)
