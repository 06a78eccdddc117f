"""Hours and places are changed after somebody booked."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar

from museum.refusals import codes
from museum.visits import answering, booking, calendar, fitting, holidays, opening, public
from museum.visits.capacity import Share, times_left
from museum.visits.holidays import Off
from museum.visits.models import SpecialDay, WeeklyHours
from museum.volunteers import joining, planning, rota
from museum.volunteers.models import Role
from tests.accounts.test_every_address import form_at
from tests.factories import PersonFactory, UserFactory
from tests.visits.test_booking import DAY, NINE, TEN, TODAY, refused, wish

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
T, D = datetime.time, datetime.date
NEW_YEAR = D(2027, 1, 1)


def length(hours, minutes):
    hours.slot_minutes = minutes
    hours.save()


def half_past(hours, weekday=4):
    WeeklyHours.objects.filter(weekday=weekday).update(opens=T(9, 30))


def test_a_longer_visit_counts_whom_it_meets(hours):
    booking.book(wish(40, at=TEN))

    length(hours, 90)

    assert {each.span.opens: each.left for each in times_left(DAY)} == {T(9): 0, T(10, 30): 0}
    assert refused(booking.book, wish(1, at=T(10, 30))) == {"full"}


def test_another_opening_counts_whom_it_meets(hours):
    booking.book(wish(30, at=TEN))

    half_past(hours)

    assert {each.span.opens: each.left for each in times_left(DAY)} == {T(9, 30): 10, T(10, 30): 10}


def test_places_are_what_the_fullest_moment_leaves(hours):
    booking.book(wish(15, at=NINE))
    booking.book(wish(25, at=TEN))
    length(hours, 120)

    (first,) = times_left(DAY)
    assert first.left == 15
    assert refused(booking.book, wish(16, at=NINE)) == {"full"}

    booking.book(wish(15, at=NINE))
    assert times_left(DAY)[0].left == 0


def test_the_same_beginning_with_another_end_is_another_time(hours):
    booking.book(wish(10, at=NINE))
    length(hours, 90)

    made = booking.book(wish(10, at=NINE))

    assert public.booking_of(made.code).times == (("9:00", "10:30", 10),)


def test_days_that_can_be_booked_say_the_same_places(hours):
    booking.book(wish(40, at=TEN))
    length(hours, 90)

    left = {each.day: each.left for each in public.bookable_days()}

    assert DAY not in left
    assert left[DAY + datetime.timedelta(days=1)] == 80


@pytest.mark.parametrize("change", ["closed", "hours", "full"])
def test_saving_names_the_bookings_that_no_longer_fit(hours, client, curator, change):
    first = booking.book(wish(20, at=NINE))
    second = booking.book(wish(20, at=NINE))
    if change == "closed":
        SpecialDay.objects.create(settings=hours, first=DAY, last=DAY)
    elif change == "hours":
        half_past(hours)
    else:
        hours.slot_capacity = 30
        hours.save()

    found = [(each.booking, each.why) for each in fitting.misfits()]
    client.force_login(curator)
    said = client.post(reverse("visits:holidays", args=[2027]), {
        "new_year": "2027-01-01", "new_year_is": "closed"}, follow=True).content.decode()  # fmt: skip

    assert found == (
        [(second, "full")] if change == "full" else [(first, change), (second, change)]
    )
    assert all(each.label in said for each, _why in found)


def test_the_form_of_the_settings_names_them_too(hours, client, curator):
    made = booking.book(wish(20, at=NINE))
    client.force_login(curator)
    address = reverse("wagtailsettings:edit", args=["visits", "visitsettings", hours.pk])
    sent = form_at(client, address) | {
        "special_days-TOTAL_FORMS": "1", "special_days-0-first": str(DAY),
        "special_days-0-last": str(DAY), "special_days-0-words": "灯会", "special_days-0-ORDER": "1",
        "special_days-0-is_open": "on", "special_days-0-opens": "18:00",
        "special_days-0-closes": "24:00",
    }  # fmt: skip
    sent = {name: value for name, value in sent.items() if "__prefix__" not in name}

    said = client.post(address, sent, follow=True).content.decode()

    assert [str(span) for span in opening.hours(DAY)] == ["18:00–24:00"]
    assert made.label in said


def test_saving_a_closure_names_who_is_on_duty(hours, client, curator):
    coordinator = UserFactory(groups=[Group.objects.get(name="志愿者召集人")])
    volunteer = joining.join(PersonFactory(name="沙秀英"), born=1960, by=coordinator)
    shift = planning.add_shift(DAY, T(9), T(12), Role.objects.first(), by=coordinator)
    rota.sign_up(shift, volunteer, by=coordinator)
    client.force_login(curator)

    assert fitting.on_duty_while_closed() == []
    SpecialDay.objects.create(settings=hours, first=DAY, last=DAY)

    (said,) = fitting.on_duty_while_closed()
    assert "沙秀英" in said
    assert "11月27日" in said


def test_a_confirmed_booking_of_a_day_closed_since_says_so_everywhere(hours, client, on_duty):
    made = answering.confirm(booking.book(wish()), by=on_duty)
    page = client.get(reverse("booking", args=[made.code])).content.decode()
    assert "定下了" in page

    SpecialDay.objects.create(settings=hours, first=DAY, last=DAY, words="布展")

    page = client.get(reverse("booking", args=[made.code])).content.decode()
    event = Calendar.from_ical(calendar.file(made, museum="村史馆", address="", url="http://x/"))
    (event,) = event.walk("VEVENT")
    assert "定下了" not in page
    assert "不开门" in page
    assert event["STATUS"] == "TENTATIVE"
    assert "不开门" in event["SUMMARY"]
    client.force_login(on_duty)
    assert "那天不开门" in client.get(reverse("visits:booking", args=[made.label])).content.decode()


def test_nobody_confirms_a_booking_of_a_closed_day(hours, on_duty):
    made = booking.book(wish())
    SpecialDay.objects.create(settings=hours, first=DAY, last=DAY)

    assert refused(answering.confirm, made, by=on_duty) == {"closed"}


def test_what_a_hand_closed_no_holiday_opens(hours, client, curator):
    WeeklyHours.objects.create(settings=hours, weekday=0, opens=T(9), closes=T(12))
    SpecialDay.objects.create(settings=hours, first=NEW_YEAR, last=NEW_YEAR, words="盘点")
    client.force_login(curator)
    address = reverse("visits:holidays", args=[2027])

    page = client.get(address).content.decode()
    said = client.post(address, {
        "new_year": "2027-01-01", "new_year_last": "2027-01-03", "new_year_is": "open",
        "new_year_opens": "09:00", "new_year_closes": "16:30",
        "spring": "2027-02-06", "spring_last": "2027-02-08", "spring_is": "closed",
    }, follow=True).content.decode()  # fmt: skip

    assert "2027年1月1日" in page
    assert not opening.is_open(NEW_YEAR)
    assert opening.is_open(D(2027, 1, 2))
    assert "2027年1月1日（盘点）" in said
    assert refused(booking.check_book, wish(day=NEW_YEAR), by=None) == {"closed"}


def test_a_working_sunday_has_a_line_of_its_own(hours, client, curator):
    sunday, saturday = D(2027, 2, 14), D(2027, 2, 20)
    client.force_login(curator)
    address = reverse("visits:holidays", args=[2027])

    client.post(address, {
        "spring": "2027-02-06", "spring_last": "2027-02-12", "spring_is": "closed",
        "working_0": str(sunday), "working_0_is": "closed",
        "working_1": str(saturday), "working_1_is": "open", "working_1_opens": "14:00",
        "working_1_closes": "17:00",
    })  # fmt: skip

    assert not opening.is_open(sunday)
    assert [str(span) for span in opening.hours(saturday)] == ["14:00–17:00"]
    page = client.get(address).content.decode()
    assert f'value="{sunday}"' in page
    assert f'value="{saturday}"' in page


@pytest.mark.parametrize(
    ("day", "code"),
    [(D(2027, 2, 15), "no_weekend"), (D(2027, 2, 7), "twice"), (D(2028, 2, 13), "year")],
)
def test_a_working_day_is_a_weekend_s_and_no_holiday(curator, day, code):
    spring = {"spring": Off(D(2027, 2, 6), D(2027, 2, 12))}

    assert refused(holidays.enter, 2027, spring, [Off(day, day)], by=curator) == {code}
    assert refused(holidays.enter, 2027, {}, [], by=curator) == {"nothing"}


def test_an_hour_that_has_begun_is_not_for_the_public_and_staff_are_asked(
    hours, client, on_duty, the_clock
):
    hours.days_ahead = 0
    hours.save()
    the_clock(2026, 11, 25, 10, 0)

    assert refused(booking.book, wish(day=TODAY, at=NINE)) == {"begun"}
    assert refused(booking.book, wish(day=TODAY, at=TEN)) == {"begun"}
    assert booking.book(wish(day=TODAY, at=T(11)))
    assert refused(booking.book, wish(day=TODAY, at=TEN), by=on_duty) == {"begun"}
    assert booking.book(wish(day=TODAY, at=TEN, begun_is_meant=True), by=on_duty)
    page = client.get(reverse("book") + f"?day={TODAY}").content.decode()
    assert 'value="11:00"' in page
    assert 'value="10:00"' not in page
    assert {each.day: each.left for each in public.bookable_days()}[TODAY] == 10


def test_the_desk_s_form_asks_with_a_tick(client, on_duty):
    client.force_login(on_duty)
    given = {"day": str(TODAY), "time": "09:00", "size": "3", "name": "沙老师", "kind": "school",
             "phone": "13800005678", "origin": "village"}  # fmt: skip

    asked = client.post(reverse("visits:telephone"), given).content.decode()
    client.post(reverse("visits:telephone"), given | {"begun_is_meant": "on"})

    assert 'name="begun_is_meant"' in asked
    assert booking.Booking.objects.count() == 1


def test_a_party_cannot_take_one_time_twice():
    with pytest.raises(ValidationError) as refusal:
        booking.book(wish(shares=[Share(NINE, 30), Share(NINE, 30)]))

    assert codes(refusal.value) == {"no_time"}
