import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from museum import chain
from museum.ledger import LedgerLine
from museum.people.models import Contact
from museum.refusals import codes
from museum.throttling import Tries
from museum.visits import answering, booking, counting, visiting
from museum.visits.contacting import months_from, phone_for
from museum.visits.forgetting import forget, forget_contacts
from museum.visits.models import Booking, VisitSettings
from museum.visits.throttling import count_booking
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
    assert Contact.objects.not_forgotten().count() == 2

    the_clock(2027, 11, 28, 3, 0)
    call_command("forget_contacts")

    booked.refresh_from_db()
    assert (booked.contact.name, booked.contact.phone, booked.wishes) == ("", "", "")
    assert Contact.objects.not_forgotten().count() == 0
    assert "删掉联系方式2条、预约时写的要求1条" in capsys.readouterr().out


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
    assert "删掉联系方式2条" in said
    assert not any(word in said for word in ("沙", "李", "138"))


def test_a_refused_booking_keeps_that_it_was_refused(booked, on_duty, the_clock):
    answering.turn_down(booked, "沙老师，那天布展", by=on_duty)
    the_clock(2028, 1, 1, 3, 0)

    call_command("forget_contacts")

    booked.refresh_from_db()
    assert (booked.status, booked.answer) == ("refused", "—")


def test_addresses_are_hashed_and_go_after_two_days(db, the_clock, capsys):
    count_booking("203.0.113.9")
    assert "203.0.113.9" not in str(list(Tries.objects.values()))

    the_clock(2026, 11, 28, 3, 0)
    call_command("forget_contacts")

    assert "试登录的记录1条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ((2027, 3, 31), 1, (2027, 2, 28)),
        ((2027, 1, 15), 12, (2026, 1, 15)),
        ((2028, 2, 29), 12, (2027, 2, 28)),
    ],
)
def test_months_end_where_the_calendar_says(day, months, before):
    assert months_from(datetime.date(*day), -months) == datetime.date(*before)


def test_what_was_promised_is_kept_though_the_settings_grow_longer(booked, the_clock):
    VisitSettings.objects.update_or_create(defaults={"contact_months": 36})
    the_clock(2027, 11, 28, 3, 0)

    assert forget_contacts()["contacts"] == 2


def test_a_shorter_time_in_the_settings_holds_for_those_who_are_there(booked, the_clock):
    VisitSettings.objects.update_or_create(defaults={"contact_months": 1})
    the_clock(2026, 12, 28, 3, 0)

    assert forget_contacts()["contacts"] == 2


def test_who_asks_earlier_is_forgotten_at_once_and_it_is_written_down(booked, on_duty):
    booking.cancel(booked)

    forget(booked.contact, by=on_duty)

    booked.refresh_from_db()
    assert (booked.contact.name, booked.contact.phone, booked.wishes) == ("", "", "")
    assert LedgerLine.objects.filter(act="visits.contact_removed").count() == 1
    assert chain.first_misfit() is None


def test_an_open_booking_keeps_its_number(booked, on_duty):
    with pytest.raises(ValidationError) as refusal:
        forget(booked.contact, by=on_duty)

    assert codes(refusal.value) == {"open"}
    booked.contact.refresh_from_db()
    assert booked.contact.phone == "13800005678"


def test_a_keeper_forgets_nobody(booked, keeper):
    booking.cancel(booked)

    with pytest.raises(ValidationError) as refusal:
        forget(booked.contact, by=keeper)

    assert codes(refusal.value) == {"forbidden"}


def test_the_number_is_whole_for_those_on_duty_until_the_day_is_over(
    booked, on_duty, curator, keeper, the_clock
):
    assert phone_for(booked.contact, on_duty) == "13800005678"
    assert phone_for(booked.contact, keeper) == "138****5678"

    the_clock(2026, 11, 28, 9, 0)

    assert phone_for(booked.contact, on_duty) == "138****5678"
    assert phone_for(booked.contact, curator) == "13800005678"
