import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.visits import days, opening, public
from museum.visits.models import SpecialDay, Visiting, WeeklyHours

FIRST = datetime.date(2026, 10, 1)
pytestmark = pytest.mark.usefixtures("a_wednesday")


def test_a_special_day_goes_before_the_week_and_one_day_before_a_holiday_week(hours):
    SpecialDay.objects.create(visiting=hours, first=FIRST, last=FIRST + datetime.timedelta(days=6))
    SpecialDay.objects.create(
        visiting=hours, first=FIRST, last=FIRST, is_open=True,
        opens=datetime.time(8), closes=datetime.time(10),
    )  # fmt: skip

    assert [str(each) for each in opening.hours(FIRST)] == ["8:00–10:00"]
    assert not opening.is_open(FIRST + datetime.timedelta(days=1))
    assert opening.is_open(FIRST + datetime.timedelta(days=7))


def test_a_visit_that_would_not_end_before_closing_is_no_time(hours):
    Visiting.objects.update(slot_minutes=50)

    assert [str(each) for each in opening.slots(FIRST)] == [
        "9:00–9:50",
        "9:50–10:40",
        "10:40–11:30",
    ]


def test_the_days_of_a_week_that_were_open(hours):
    assert opening.days_open(FIRST, FIRST + datetime.timedelta(days=6)) == 6


def test_neighbouring_days_of_the_same_hours_stand_on_one_line(hours):
    WeeklyHours.objects.filter(weekday=6).update(closes=datetime.time(11))

    assert [(line.weekdays, line.times) for line in public.opening().week] == [
        ("星期一", ""), ("星期二至星期六", "9:00–12:00"), ("星期日", "9:00–11:00"),
    ]  # fmt: skip


def test_search_engines_read_the_week_and_what_differs(hours):
    day = datetime.date(2026, 12, 1)
    SpecialDay.objects.create(visiting=hours, first=day, last=day)

    week, closed = public.hours_for_schema(public.opening())

    assert (week["opens"], week["closes"], len(week["dayOfWeek"])) == ("09:00", "12:00", 6)
    assert (closed["validFrom"], closed["opens"], closed["closes"]) == (
        "2026-12-01",
        "00:00",
        "00:00",
    )


def test_without_hours_there_is_nothing_to_book(db):
    assert not public.opening().takes_bookings
    assert public.bookable_days() == []


def test_a_day_within_a_holiday_week_is_told_once_and_as_it_is(hours):
    SpecialDay.objects.create(
        visiting=hours, first=datetime.date(2026, 12, 1), last=datetime.date(2026, 12, 5)
    )
    SpecialDay.objects.create(
        visiting=hours, first=datetime.date(2026, 12, 3), last=datetime.date(2026, 12, 3),
        is_open=True, opens=datetime.time(13), closes=datetime.time(15),
    )  # fmt: skip

    told = [(each.first.day, each.last.day, each.times) for each in public.opening().exceptions]

    assert told == [(1, 2, ""), (3, 3, "13:00–15:00"), (4, 5, "")]


def test_a_special_day_can_have_a_rest_at_noon(hours):
    day = datetime.date(2026, 12, 1)
    for opens, closes in ((9, 11), (14, 16)):
        SpecialDay.objects.create(visiting=hours, first=day, last=day, is_open=True,
                                  opens=datetime.time(opens), closes=datetime.time(closes))  # fmt: skip

    assert [str(each) for each in opening.hours(day)] == ["9:00–11:00", "14:00–16:00"]


def test_the_footer_and_the_page_of_hours_say_what_the_register_says(client, hours):
    hours.good_to_know = "不收门票"
    hours.save()
    SpecialDay.objects.create(
        visiting=hours, first=datetime.date(2026, 11, 28), last=datetime.date(2026, 11, 28),
        words="布展",
    )  # fmt: skip

    page = BeautifulSoup(client.get(reverse("visit")).content, "html.parser")

    footer = page.footer.text
    assert "星期二至星期日 9:00–12:00" in footer
    assert "9:00–12:00。不收门票。" in footer
    assert "2026年11月28日" in page.main.text
    assert "布展" in page.main.text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2026, 12, 1), (2026, 12, 1), "2026年12月1日"),
        ((2026, 12, 1), (2026, 12, 3), "2026年12月1日至3日"),
        ((2026, 9, 30), (2026, 10, 7), "2026年9月30日至10月7日"),
        ((2026, 12, 31), (2027, 1, 2), "2026年12月31日至2027年1月2日"),
    ],
)
def test_days_are_said_as_short_as_they_can_be(first, last, said):
    assert days.span(datetime.date(*first), datetime.date(*last)) == said
