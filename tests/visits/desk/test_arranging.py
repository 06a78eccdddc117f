import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.visits import booking
from museum.visits.booking import Share, Wish
from museum.visits.models import Booking, SpecialDay, Visit
from tests.factories import PersonFactory

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
    assert (made.status, made.by_telephone, made.contact.phone) == (
        "confirmed",
        True,
        "13800009876",
    )


def required(form):
    return {name for name, field in form.fields.items() if field.required}


def test_on_the_telephone_no_more_must_be_said_than_at_the_door(desk):
    on_the_phone = desk.get(reverse("visits:telephone"), {"day": "2026-11-27"}).context["form"]
    at_the_door = desk.get(reverse("visits:door")).context["form"]

    # What is "persons" at the door is "size" in a booking; without a day and an hour there is none.
    assert required(on_the_phone) == {"day", "time", "size"}
    assert required(at_the_door) == {"persons", "origin"}


def test_a_call_of_which_one_knows_but_day_hour_and_size_is_booked(desk, the_clock):
    only = {"day": "2026-11-27", "time": "09:00", "size": "30"}

    page = desk.post(reverse("visits:telephone"), only, follow=True).content.decode()

    made = Booking.objects.get()
    assert (made.status, made.size, made.kind, made.origin) == ("confirmed", 30, "other", "")
    assert (made.contact.name, made.contact.phone, made.name) == ("", "", "其他团体")
    assert "没有留名字和电话" in page

    the_clock(2026, 11, 27, 10, 0)
    arrive = reverse("visits:arrive", args=[made.label])
    desk.post(arrive, {"persons": "28"})
    assert not Visit.objects.exists()
    desk.post(arrive, {"persons": "28", "origin": "city"})
    assert Visit.objects.get().persons == 28


def test_what_was_left_out_on_the_telephone_is_added_by_a_change(desk):
    desk.post(reverse("visits:telephone"), {"day": "2026-11-27", "time": "09:00", "size": "30"})
    made = Booking.objects.get()

    desk.post(reverse("visits:change", args=[made.label]), asked())

    made.refresh_from_db()
    assert (made.organisation, made.kind, made.contact.name) == ("老年大学", "community", "周老师")


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
    assert (booked.status, booked.guide.name, booked.answer) == (
        "confirmed",
        "马德全",
        "请从东门进",
    )

    desk.post(reverse("visits:act", args=[booked.label, "turn-down"]), {"answer": "那天布展"})

    booked.refresh_from_db()
    assert (booked.status, booked.answer) == ("refused", "那天布展")


def test_one_tap_at_the_door_makes_the_visit(desk, on_duty):
    made = booking.book(Wish(
        day=TODAY, shares=[Share(datetime.time(9), 30)], name="沙老师", phone="13800005678",
        organisation="石榴湾中学", kind="school", origin="district", begun_is_meant=True,
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


@pytest.mark.parametrize("is_new", [False, True])
def test_a_school_that_booked_in_another_writing_is_asked_about_when_it_comes(
    desk, on_duty, is_new
):
    known = PersonFactory(name="柳河市第六小学", kind="organisation")
    made = booking.book(Wish(
        day=TODAY, shares=[Share(datetime.time(9), 30)], name="沙老师", phone="13800005678",
        organisation="柳河市六小", kind="school", origin="district", begun_is_meant=True,
    ), by=on_duty)  # fmt: skip
    arrive = reverse("visits:arrive", args=[made.label])

    asked = desk.post(arrive, {"persons": "27"}, follow=True).content.decode()

    assert "“柳河市六小”是不是同一个单位？" in asked
    assert not Visit.objects.exists()
    page = BeautifulSoup(asked, "html.parser")
    assert [each.text for each in page.select("select[name=body] option")][1:] == [
        "柳河市第六小学", "另一个，“柳河市六小”"]  # fmt: skip
    desk.post(arrive, {"persons": "27", "body": "new" if is_new else known.pk})
    assert Visit.objects.get().names == ("柳河市六小" if is_new else "柳河市第六小学")


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
    assert (booked.status, booked.guide, booked.answer) == ("asked", None, "")


def test_a_booking_for_a_day_that_was_closed_afterwards_says_so(desk, booked, hours):
    assert "这天不开门" not in desk.get(reverse("visits:bookings")).content.decode()
    SpecialDay.objects.create(settings=hours, first=booked.day, last=booked.day, words="停电")

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
    address = reverse("visits:booking", args=[booked.label])
    before = desk.get(address).content.decode()

    desk.post(reverse("visits:act", args=[booked.label, "forget"]))

    page = desk.get(address).content.decode()
    assert "沙老师" in before
    assert "已到期删去" in page
    assert not any(private in page for private in ("沙老师", "13800005678", "138****5678"))


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


def labels_of(page):
    return set(re.findall(r"/admin/visits/bookings/(YY-[\d-]+)/\"", page))


def test_past_bookings_are_narrowed_like_those_to_come(desk, booked, the_clock):
    booking.cancel(booked)
    other = booking.book(Wish(
        day=booked.day, shares=[Share(datetime.time(10), 20)], name="周老师", phone="13800009876",
        organisation="老年大学", kind="community", origin="district",
    ))  # fmt: skip
    the_clock(2026, 12, 2, 10, 0)

    shown = {status: labels_of(desk.get(reverse("visits:bookings"), {"status": status})
                                 .content.decode())
             for status in ("", "asked", "cancelled", "confirmed", "nonsense")}  # fmt: skip

    both = {booked.label, other.label}
    assert shown == {"": both, "asked": {other.label}, "cancelled": {booked.label},
                     "confirmed": set(), "nonsense": both}  # fmt: skip


def test_of_past_bookings_the_last_thirty_are_shown(desk, hours, the_clock):
    the_clock(2025, 1, 7, 10, 0)
    days = [datetime.date(2025, 1, 8) + datetime.timedelta(days=number) for number in range(40)]
    made = [
        booking.book(Wish(day=day, shares=[Share(datetime.time(9), 1)], name="沙老师",
                          phone=f"138000{day:%m%d}0", origin="district"))
        for day in [day for day in days if day.weekday()][:31]
    ]  # fmt: skip
    the_clock(2026, 11, 25, 10, 0)

    shown = labels_of(desk.get(reverse("visits:bookings")).content.decode())

    assert shown == {each.label for each in made[1:]}


def test_where_they_are_from_is_asked_at_the_door_and_else_taken_from_the_booking(
    desk, booked, the_clock
):
    second = booking.book(Wish(
        day=booked.day, shares=[Share(datetime.time(10), 10)], name="周老师", phone="13800009876",
        organisation="老年大学", kind="community", origin="district",
    ))  # fmt: skip
    the_clock(2026, 11, 27, 9, 0)

    for each, more in ((booked, {}), (second, {"origin": "village"})):
        desk.post(reverse("visits:arrive", args=[each.label]), {"persons": "9"} | more)

    assert [visit.origin for visit in Visit.objects.order_by("pk")] == ["district", "village"]


def test_what_is_confirmed_is_not_offered_to_be_confirmed_again(desk, booked):
    def buttons():
        page = desk.get(reverse("visits:booking", args=[booked.label])).content
        acts = BeautifulSoup(page, "html.parser").main.select("form.desk-form button")
        return {each.text.strip(): "button-secondary" in each["class"] for each in acts}

    before = buttons()
    desk.post(reverse("visits:act", args=[booked.label, "confirm"]), {"answer": "请从东门进"})
    after = buttons()

    assert before["定下来"] is False
    assert "定下来" not in after
    assert after["改好答复"] is True


def test_a_party_in_two_parts_that_comes_on_another_day_is_parted_by_that_day_s_places(desk):
    desk.post(reverse("visits:telephone"), asked(size="60", in_two="on"))
    made = Booking.objects.get()
    saturday = datetime.date(2026, 11, 28)
    booking.book(Wish(day=saturday, shares=[Share(datetime.time(9), 20)], name="沙老师",
                      phone="13800005678", organisation="", kind="school", origin="district"))  # fmt: skip

    desk.post(reverse("visits:change", args=[made.label]),
              asked(size="60", in_two="on", day="2026-11-28"))  # fmt: skip

    there = Booking.objects.get(pk=made.pk).seats.filter(slot__day="2026-11-28")
    assert [seat.persons for seat in there] == [20, 40]


def test_a_day_that_is_in_no_calendar_is_said_and_tomorrow_shown(desk):
    page = desk.get(reverse("visits:telephone"), {"day": "2026-13-45"}).content.decode()

    assert "“2026-13-45”？日历上没有这一天" in page
    assert 'value="2026-11-26"' in page


def test_a_school_booked_twice_is_hinted_at(desk):
    once = asked(organisation="青石桥小学", size="12")
    first = desk.post(reverse("visits:telephone"), once, follow=True).content.decode()

    twice = desk.post(
        reverse("visits:telephone"), once | {"organisation": " 青石橋小学"}, follow=True
    ).content.decode()
    other = desk.post(
        reverse("visits:telephone"), once | {"organisation": "河口小学"}, follow=True
    ).content.decode()

    assert Booking.objects.count() == 3
    assert "取消一个" not in first
    assert f"也约了：{Booking.objects.order_by('pk')[0].label}" in twice
    assert "取消一个" not in other
