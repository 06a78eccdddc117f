"""Minutes after midnight belong to the shift's day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.refusals import codes
from museum.volunteers import attending, counting, handing_over, hours, planning, rota
from museum.volunteers.desk.forms import EnterForm, within
from museum.volunteers.models import ServiceLine, Shift, ShiftTemplate
from tests.volunteers.conftest import MONDAY, day_at

T = datetime.time
TUESDAY = MONDAY + datetime.timedelta(days=1)


@pytest.fixture
def evening(coordinator, watch, clock):
    def until(ends, starts=19):
        return planning.add_shift(MONDAY, T(starts), ends, watch, by=coordinator, needed=3)

    return until


@pytest.mark.parametrize(
    ("ends", "came", "left", "minutes"),
    [
        (T(0), "19:00", "0:00", 300),
        (T(0), "19:00", "24:00", 300),
        (T(0), "18:50", "0:10", 320),
        (T(23, 59), "19:00", "0:10", 310),
        (T(22), "19:00", "0:10", 310),
        (T(22), "19:00", "22:00", 180),
        (T(1), "23:30", "0:30", 60),
        (T(1), "0:10", "0:50", 40),
    ],
)
def test_the_sheet_s_times_are_those_of_the_evening(
    evening, granny, coordinator, clock, ends, came, left, minutes
):
    shift = evening(ends)
    clock(day_at(TUESDAY, 10))
    form = EnterForm({"volunteer": granny.pk, "came": came, "left": left}, shift=shift)
    assert form.is_valid(), form.errors

    line = hours.enter(shift, granny, *form.times(), by=coordinator)

    assert line.minutes == minutes
    assert counting.minutes_between(MONDAY, MONDAY) == minutes
    assert counting.minutes_between(TUESDAY, TUESDAY) == 0


@pytest.mark.parametrize(("came", "left", "minutes"), [
    ("0:00", "0:00", 1440), ("0:00", "24:00", 1440), ("8:00", "0:00", 960), ("0:00", "8:00", 480),
])  # fmt: skip
def test_the_whole_day_is_signed_from_midnight_to_midnight(
    coordinator, granny, watch, clock, came, left, minutes
):
    shift = planning.add_shift(MONDAY, T(0), T(0), watch, by=coordinator)
    clock(day_at(TUESDAY, 10))
    form = EnterForm({"volunteer": granny.pk, "came": came, "left": left}, shift=shift)
    assert form.is_valid(), form.errors

    line = hours.enter(shift, granny, *form.times(), by=coordinator)

    assert (shift.hours, line.minutes) == ("0:00–24:00", minutes)
    assert counting.minutes_between(MONDAY, MONDAY) == minutes


def test_a_forgotten_sign_out_of_the_whole_day_is_settled_at_its_end(
    coordinator, granny, doorkeeper, watch, client, clock
):
    shift = planning.add_shift(MONDAY, T(0), T(0), watch, by=coordinator)
    rota.sign_up(shift, granny, by=coordinator)
    row = attending.sign_in(shift, granny, by=doorkeeper, happened_at=day_at(MONDAY, 0))
    clock(day_at(TUESDAY, 10))
    client.force_login(coordinator)

    client.post(reverse("volunteering:hours"), {"act": "settle", "pk": row.pk, "left": "00:00"})

    assert ServiceLine.objects.get().minutes == 1440


@pytest.mark.parametrize(("came", "left"), [("9:00", "9:00"), ("12:00", "9:00")])
def test_coming_and_going_at_once_is_no_time_in_the_morning(
    morning, granny, coordinator, clock, came, left
):
    clock(day_at(TUESDAY, 10))
    form = EnterForm({"volunteer": granny.pk, "came": came, "left": left}, shift=morning)
    assert form.is_valid(), form.errors

    with pytest.raises(ValidationError) as refusal:
        hours.enter(morning, granny, *form.times(), by=coordinator)

    assert codes(refusal.value) == {"no_time"}


def test_a_morning_s_times_stay_in_the_morning(morning):
    assert within(morning, T(8, 50)) == day_at(MONDAY, 8, 50)
    assert within(morning, T(12, 10)) == day_at(MONDAY, 12, 10)
    assert within(morning, T(17)) == day_at(MONDAY, 17)


@pytest.mark.parametrize("ends", [T(0), T(23, 59), T(0, 30)])
def test_the_tablet_lets_out_after_midnight(evening, granny, doorkeeper, coordinator, client, clock,
                                            ends):  # fmt: skip
    shift = evening(ends)
    rota.sign_up(shift, granny, by=coordinator)
    clock(day_at(MONDAY, 19))
    attending.sign_in(shift, granny, by=doorkeeper)
    clock(day_at(TUESDAY, 0, 10))
    client.force_login(doorkeeper)
    address = reverse("volunteering:tablet")

    page = client.post(address, {"surname": "王", "number": "1"})
    assert [each["do"] for each in page.context["offers"]] == [f"out-{shift.sign_ins.get().pk}"]
    client.post(address, {"who": page.context["who"], "key": page.context["key"],
                          "do": page.context["offers"][0]["do"]})  # fmt: skip

    line = ServiceLine.objects.current().get()
    assert (line.minutes, line.waits) == (310, "")


def test_who_comes_after_midnight_is_let_into_the_evening_that_runs(
    evening, granny, doorkeeper, coordinator, client, clock
):
    shift = evening(T(2))
    rota.sign_up(shift, granny, by=coordinator)
    clock(day_at(TUESDAY, 0, 10))
    client.force_login(doorkeeper)

    page = client.post(reverse("volunteering:tablet"), {"surname": "王", "number": "1"})

    assert [each["do"] for each in page.context["offers"]] == [f"in-{shift.pk}"]


def test_a_forgotten_evening_is_settled_at_its_end(evening, granny, coordinator, client, clock):
    shift = evening(T(0))
    rota.sign_up(shift, granny, by=coordinator)
    clock(day_at(MONDAY, 19))
    row = attending.sign_in(shift, granny, by=coordinator)
    clock(day_at(TUESDAY, 9))
    client.force_login(coordinator)

    client.post(reverse("volunteering:hours"), {"act": "settle", "pk": row.pk, "left": "00:00"})

    assert ServiceLine.objects.current().get().minutes == 300


def test_three_times_fifty_minutes_are_two_and_a_half_hours_everywhere(
    granny, coordinator, watch, client, clock
):
    for day in range(3):
        date = MONDAY + datetime.timedelta(days=day)
        clock(day_at(date, 18))
        shift = planning.add_shift(date, T(9), T(10), watch, by=coordinator)
        hours.enter(shift, granny, day_at(date, 9), day_at(date, 9, 50), by=coordinator)
    client.force_login(coordinator)
    last = MONDAY + datetime.timedelta(days=2)

    _row, written = handing_over.hand_over(MONDAY, last, by=coordinator)
    page = client.get(reverse("volunteers:inspect", args=[granny.pk]))

    rows = [line.split(",") for line in written.decode("utf-8-sig").splitlines()[1:]]
    assert [row[6] for row in rows] == ["0.5", "1", "1"]
    assert [row[7] for row in rows] == ["50", "50", "50"]
    assert page.context["total"] == page.context["this_year"] == 2.5
    assert counting.hours_between(MONDAY, last) == 2.5
    (share,) = counting.by_role(MONDAY, last)
    assert (share.hours, share.minutes, share.times) == (2.5, 150, 3)


def test_of_two_people_each_is_cut_for_themselves(volunteer_of, coordinator, watch, clock):
    clock(day_at(MONDAY, 18))
    shift = planning.add_shift(MONDAY, T(9), T(10), watch, by=coordinator, needed=3)
    for name in ("王桂兰", "马德全"):
        hours.enter(shift, volunteer_of(name), day_at(MONDAY, 9), day_at(MONDAY, 9, 50),
                    by=coordinator)  # fmt: skip

    _row, written = handing_over.hand_over(MONDAY, MONDAY, by=coordinator)

    assert counting.hours_between(MONDAY, MONDAY) == 1
    assert [line.split(",")[6] for line in written.decode("utf-8-sig").splitlines()[1:]] == [
        "0.5", "0.5"
    ]  # fmt: skip
    assert Shift.objects.count() == 1


@pytest.mark.parametrize(("starts", "ends"), [(16, 9), (9, 9), (12, 7), (9, 4)])
def test_a_shift_that_goes_through_the_night_is_asked_about(evening, db, watch, starts, ends):
    with pytest.raises(ValidationError) as refusal:
        evening(T(ends), starts)
    weekly = ShiftTemplate(weekday=0, starts=T(starts), ends=T(ends), role=watch)
    with pytest.raises(ValidationError) as said:
        weekly.full_clean()

    assert refusal.value.error_dict["ends"][0].code == "no_time"
    assert (
        refusal.value.messages == said.value.messages == ["结束的时间在开始之前，请再看一眼时间。"]
    )
    assert evening(T(6), 12).ends_at == day_at(TUESDAY, 6)
    assert evening(T(0), 10).ends_at == day_at(TUESDAY, 0)
    assert evening(T(0, 30), 9).ends_at == day_at(TUESDAY, 0, 30)
    until_midnight = ShiftTemplate(weekday=0, starts=T(10), ends=T(0), role=watch)
    until_midnight.full_clean()
    assert "10:00–24:00" in str(until_midnight)
