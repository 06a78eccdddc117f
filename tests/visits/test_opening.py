import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum import clock
from museum.visits import opening, public
from museum.visits.models import SpecialDay, VisitSettings, WeeklyHours

FIRST = datetime.date(2026, 10, 1)
pytestmark = pytest.mark.usefixtures("a_wednesday")


def test_a_special_day_goes_before_the_week_and_one_day_before_a_holiday_week(hours):
    SpecialDay.objects.create(settings=hours, first=FIRST, last=FIRST + datetime.timedelta(days=6))
    SpecialDay.objects.create(
        settings=hours, first=FIRST, last=FIRST, is_open=True,
        opens=datetime.time(8), closes=datetime.time(10),
    )  # fmt: skip

    assert [str(each) for each in opening.hours(FIRST)] == ["8:00–10:00"]
    assert not opening.is_open(FIRST + datetime.timedelta(days=1))
    assert opening.is_open(FIRST + datetime.timedelta(days=7))


def opened(hours, first, last, **told):
    return SpecialDay.objects.create(
        settings=hours, first=first, last=last, is_open=True,
        opens=datetime.time(8), closes=datetime.time(10), **told,
    )  # fmt: skip


@pytest.mark.parametrize("last", [0, 3, 9])
def test_what_was_said_last_by_hand_counts_for_a_day(hours, last):
    """A day was opened; then the museum is closed for longer, for the roof."""
    opened(hours, FIRST, FIRST + datetime.timedelta(days=last))
    roof = SpecialDay.objects.create(
        settings=hours, first=FIRST, last=FIRST + datetime.timedelta(days=6), words="修屋顶"
    )

    while_closed = [each.special for each in opening.Timetable(FIRST, roof.last).exceptions()]
    opened(hours, FIRST, FIRST)

    assert while_closed == [roof]
    assert opening.hours(FIRST)[0].opens == datetime.time(8)
    assert not opening.is_open(FIRST + datetime.timedelta(days=1))


def test_a_holiday_does_not_open_what_a_hand_closed_nor_a_season_what_a_holiday_closes(hours):
    SpecialDay.objects.create(settings=hours, first=FIRST, last=FIRST)
    opened(hours, FIRST, FIRST, holiday="nation")
    week = FIRST + datetime.timedelta(days=14)
    SpecialDay.objects.create(
        settings=hours, first=week, last=week + datetime.timedelta(days=2), holiday="moon"
    )
    opened(hours, week, week + datetime.timedelta(days=60))

    assert not opening.is_open(FIRST)
    assert not opening.is_open(week)
    assert opening.hours(week + datetime.timedelta(days=3))[0].opens == datetime.time(8)


def test_a_line_changed_in_the_form_is_said_anew_and_what_is_saved_at_once_goes_by_length(
    hours, curator, client, the_clock
):
    client.force_login(curator)
    address = reverse("wagtailsettings:edit", args=["visits", "visitsettings", hours.pk])
    at = "%Y-%m-%d"
    week = FIRST + datetime.timedelta(days=6)

    def save(*lines):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        sent = {each["name"]: each.get("value", "") for each in page.select("form input[name]")
                if each.get("type") != "checkbox" or each.has_attr("checked")}  # fmt: skip
        sent |= {each["name"]: each.text.strip() for each in page.select("form textarea[name]")}
        sent |= {each["name"]: each.select_one("option[selected]")["value"]
                 for each in page.select("form select[name]")}  # fmt: skip
        sent["special_days-TOTAL_FORMS"] = len(lines)
        for number, (pk, first, last, is_open) in enumerate(lines):
            prefix = f"special_days-{number}"
            sent |= {f"{prefix}-id": pk, f"{prefix}-first": first.strftime(at),
                     f"{prefix}-last": last.strftime(at), f"{prefix}-words": "",
                     f"{prefix}-opens": "08:00" if is_open else "",
                     f"{prefix}-closes": "10:00" if is_open else "", f"{prefix}-DELETE": ""}  # fmt: skip
            sent.pop(f"{prefix}-is_open", None)
            sent |= {f"{prefix}-is_open": "on"} if is_open else {}
        answer = client.post(address, sent)
        assert answer.status_code == 302, answer.context["form"].errors
        return list(SpecialDay.objects.order_by("pk"))

    day, closed = save(("", FIRST, FIRST, True), ("", week, week, False))
    assert opening.is_open(FIRST)
    the_clock(2026, 11, 25, 11, 0)
    day, closed = save((day.pk, FIRST, FIRST, True), (closed.pk, FIRST, week, False))
    assert day.said_at < closed.said_at
    assert not opening.is_open(FIRST)
    said = closed.said_at
    the_clock(2026, 11, 25, 12, 0)
    day, closed = save((day.pk, FIRST, FIRST, True), (closed.pk, FIRST, week, False))
    assert closed.said_at == said
    SpecialDay.objects.all().delete()
    save(("", FIRST, FIRST, True), ("", FIRST, week, False))
    assert opening.is_open(FIRST)
    assert not opening.is_open(week)
    assert "最后写" in client.get(address).content.decode()


def test_a_visit_that_would_not_end_before_closing_is_no_time(hours):
    VisitSettings.objects.update(slot_minutes=50)

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
        ("周一", ""), ("周二至周六", "9:00–12:00"), ("周日", "9:00–11:00"),
    ]  # fmt: skip


def test_search_engines_read_the_week_and_what_differs(hours):
    day = datetime.date(2026, 12, 1)
    SpecialDay.objects.create(settings=hours, first=day, last=day)

    week, closed = public.hours_for_schema(public.opening())

    assert (week["opens"], week["closes"], len(week["dayOfWeek"])) == ("09:00", "12:00", 6)
    assert (closed["validFrom"], closed["opens"], closed["closes"]) == (
        "2026-12-01",
        "00:00",
        "00:00",
    )


def test_without_hours_there_is_nothing_to_book(db):
    without = (public.opening().takes_bookings, public.bookable_days())
    WeeklyHours.objects.create(settings=VisitSettings.load(), weekday=2, opens=datetime.time(9),
                               closes=datetime.time(12))  # fmt: skip

    assert without == (False, [])
    assert public.opening().takes_bookings
    assert {each.day.weekday() for each in public.bookable_days()} == {2}


def test_a_day_within_a_holiday_week_is_told_once_and_as_it_is(hours):
    SpecialDay.objects.create(
        settings=hours, first=datetime.date(2026, 12, 1), last=datetime.date(2026, 12, 5)
    )
    SpecialDay.objects.create(
        settings=hours, first=datetime.date(2026, 12, 3), last=datetime.date(2026, 12, 3),
        is_open=True, opens=datetime.time(13), closes=datetime.time(15),
    )  # fmt: skip

    told = [(each.first.day, each.last.day, each.times) for each in public.opening().exceptions]

    assert told == [(1, 2, ""), (3, 3, "13:00–15:00"), (4, 5, "")]


def test_a_special_day_can_have_a_rest_at_noon(hours):
    day = datetime.date(2026, 12, 1)
    for opens, closes in ((9, 11), (14, 16)):
        SpecialDay.objects.create(settings=hours, first=day, last=day, is_open=True,
                                  opens=datetime.time(opens), closes=datetime.time(closes))  # fmt: skip

    assert [str(each) for each in opening.hours(day)] == ["9:00–11:00", "14:00–16:00"]


def test_the_footer_and_the_page_of_hours_say_what_the_register_says(client, hours):
    hours.good_to_know = "不收门票"
    hours.save()
    SpecialDay.objects.create(
        settings=hours, first=datetime.date(2026, 11, 28), last=datetime.date(2026, 11, 28),
        words="布展",
    )  # fmt: skip

    page = BeautifulSoup(client.get(reverse("visit")).content, "html.parser")

    footer = page.footer.text
    assert "周二至周日 9:00–12:00" in footer
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
    assert clock.days_in_words(datetime.date(*first), datetime.date(*last)) == said
