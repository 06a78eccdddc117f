"""A lantern evening ends at 24:00, or at half past midnight, and stays that day's."""

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from icalendar import Calendar

from museum.refusals import codes
from museum.times import TimeField, is_a_span
from museum.visits import booking, calendar, opening, public, visiting
from museum.visits.capacity import Share, times_left
from museum.visits.models import SpecialDay, WeeklyHours
from museum.visits.models.hours import IN_ORDER
from museum.visits.slips import Slip
from tests.visits.test_booking import DAY, wish

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
T = datetime.time
SIX = T(18)
YESTERDAY = datetime.date(2026, 11, 24)


def evening(hours, closes, opens=SIX):
    day = SpecialDay(settings=hours, first=DAY, last=DAY, is_open=True, opens=opens, closes=closes,
                     words="灯会")  # fmt: skip
    day.clean()
    day.save()
    return day


def test_twenty_four_o_clock_and_a_chinese_colon_are_times():
    field = TimeField()

    assert field.clean("24:00") == T(0)
    assert field.clean("18：30") == T(18, 30)
    assert field.clean("２４：００") == T(0)
    assert field.clean("　９：０５") == T(9, 5)
    with pytest.raises(ValidationError):
        field.clean("24:30")


@pytest.mark.parametrize(
    ("closes", "said", "begin"),
    [
        (T(0, 30), "18:00–次日0:30", [18, 19, 20, 21, 22, 23]),
        (T(0), "18:00–24:00", [18, 19, 20, 21, 22, 23]),
        (T(2), "18:00–次日2:00", [18, 19, 20, 21, 22, 23]),
        (T(22), "18:00–22:00", [18, 19, 20, 21]),
    ],
)
def test_a_lantern_evening_can_be_entered_is_said_and_can_be_booked(hours, closes, said, begin):
    evening(hours, closes)

    assert [str(span) for span in opening.hours(DAY)] == [said]
    assert [each.span.opens.hour for each in times_left(DAY)] == begin
    assert said in {each.times for each in public.opening().exceptions}
    assert opening.hours(DAY + datetime.timedelta(days=1))[0].opens == T(9)


def test_who_books_the_last_hour_reads_the_day_they_come_on(hours):
    evening(hours, T(0, 30), opens=T(18, 30))
    made = booking.book(wish(shares=[Share(T(23, 30), 12)]))

    event = Calendar.from_ical(
        calendar.file(made, museum="村史馆", address="", url="http://x/")
    ).walk("VEVENT")[0]  # fmt: skip

    assert public.booking_of(made.code).times == (("23:30", "次日0:30", 12),)
    assert event.decoded("dtstart").isoformat() == "2026-11-27T23:30:00+08:00"
    assert event.decoded("dtend").isoformat() == "2026-11-28T00:30:00+08:00"
    assert times_left(DAY)[-1].left == 28


@pytest.mark.parametrize(("opens", "closes"), [(T(16, 30), T(9)), (T(9), T(8)), (T(9), T(9)),
                                               (T(18), T(18)), (T(9), T(4, 30)), (T(11), T(1)),
                                               (T(0, 30), T(0, 15)), (T(0, 30), T(0, 30))])  # fmt: skip
def test_hours_that_end_before_they_begin_stay_refused(hours, opens, closes):
    with pytest.raises(ValidationError) as refusal:
        evening(hours, closes, opens=opens)
    assert codes(refusal.value) == {"hours"}

    with pytest.raises(IntegrityError), transaction.atomic():
        WeeklyHours.objects.create(settings=hours, weekday=0, opens=opens, closes=closes)


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        (T(10), T(0), "10:00–24:00"),
        (T(0), T(0), "0:00–24:00"),
        (T(8), T(0, 30), "8:00–次日0:30"),
        (T(11, 59), T(0, 59), "11:59–次日0:59"),
        (T(12), T(6), "12:00–次日6:00"),
    ],
)
def test_what_begins_in_the_morning_may_last_to_midnight_everywhere(
    hours, on_duty, opens, closes, said
):
    SpecialDay.objects.all().delete()
    slip = Slip(persons=3, origin="city", day=YESTERDAY, arrived_at=opens, left_at=closes)

    evening(hours, closes, opens=opens)
    WeeklyHours.objects.create(settings=hours, weekday=0, opens=opens, closes=closes).full_clean()

    assert [str(span) for span in opening.hours(DAY)] == [said]
    assert times_left(DAY)[0].span.opens == opens
    if opens != closes:
        assert visiting.receive(slip, by=on_duty).hours == said


def test_the_rule_of_the_house_and_of_the_database_are_one(hours):
    """Every quarter of an hour against every other, asked in both places."""
    quarters = [T(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
    SpecialDay.objects.bulk_create(
        SpecialDay(settings=hours, first=DAY, last=DAY, opens=opens, closes=closes)
        for opens in quarters
        for closes in quarters
    )

    told = SpecialDay.objects.filter(IN_ORDER).values_list("opens", "closes")

    assert set(told) == {
        (opens, closes) for opens in quarters for closes in quarters if is_a_span(opens, closes)
    }
    assert 4000 < len(told) < 6000


@pytest.mark.parametrize(
    ("arrived", "left", "field"),
    [
        (T(23, 50), None, "arrived_at"),
        (T(10, 30), T(11), "arrived_at"),
        (T(9), T(16, 30), "left_at"),
        (None, T(16, 30), "left_at"),
        (T(9), T(0), "left_at"),
    ],
)
def test_an_hour_of_today_that_is_still_to_come_is_asked_about(on_duty, arrived, left, field):
    slip = Slip(persons=12, origin="city", arrived_at=arrived, left_at=left)

    with pytest.raises(ValidationError) as refusal:
        visiting.receive(slip, by=on_duty)

    assert codes(refusal.value) == {"future"}
    assert list(refusal.value.error_dict) == [field]
    assert visiting.receive(replace(slip, arrived_at=T(9), left_at=T(10)), by=on_duty)
    assert visiting.receive(replace(slip, day=YESTERDAY), by=on_duty)


def test_whoever_came_last_night_left_this_morning(on_duty, the_clock):
    slip = Slip(persons=12, origin="city", day=YESTERDAY, arrived_at=T(20), left_at=T(0, 30))

    the_clock(2026, 11, 25, 0, 10)
    with pytest.raises(ValidationError) as refusal:
        visiting.receive(slip, by=on_duty)
    the_clock(2026, 11, 25, 0, 40)

    assert codes(refusal.value) == {"future"}
    assert visiting.receive(slip, by=on_duty).hours == "20:00–次日0:30"


def test_a_group_of_the_evening_leaves_after_midnight(on_duty):
    slip = Slip(persons=12, origin="city", day=YESTERDAY, arrived_at=T(19), left_at=T(0, 20))

    visit = visiting.receive(slip, by=on_duty)

    assert visit.hours == "19:00–次日0:20"
    with pytest.raises(ValidationError) as refusal:
        visiting.check_receive(
            Slip(persons=12, origin="city", day=YESTERDAY, arrived_at=T(15), left_at=T(14)),
            by=on_duty,
        )
    assert codes(refusal.value) == {"times"}


@pytest.mark.parametrize("second", [(T(9, 30), T(18)), (T(9), T(12)), (T(10), T(11))])
def test_two_lines_for_one_weekday_are_one(hours, second):
    WeeklyHours.objects.create(settings=hours, weekday=4, opens=second[0], closes=second[1])

    (span,) = opening.hours(DAY)
    begins = [each.span.opens for each in times_left(DAY)]

    assert span == opening.Span(T(9), max(T(12), second[1]))
    assert len(begins) == len(set(begins)) == max(12, second[1].hour) - 9


def test_a_rest_at_noon_stays_a_rest(hours):
    WeeklyHours.objects.create(settings=hours, weekday=4, opens=T(14), closes=T(16))

    assert [str(span) for span in opening.hours(DAY)] == ["9:00–12:00", "14:00–16:00"]
