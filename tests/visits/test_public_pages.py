import dataclasses
import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from icalendar import Calendar

from museum.people.models import Contact
from museum.visits import public
from museum.visits.models import Booking, Visiting
from museum.visits.room import free

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


def asked(**more):
    return {"day": "2026-11-27", "time": "09:00", "size": "30", "organisation": "石榴湾中学",
            "kind": "school", "origin": "district", "name": "沙老师", "phone": "13800005678",
            "agreed": "on", "wishes": "一位同学坐轮椅"} | more  # fmt: skip


def book(client, **more):
    return client.post(reverse("book"), asked(**more), follow=True)


def test_the_page_of_hours_says_them_to_people_and_to_search_engines(client):
    page = client.get(reverse("visit")).content.decode()

    told = json.loads(BeautifulSoup(page, "html.parser").find(type="application/ld+json").string)
    assert "星期二至星期日" in page
    assert told["openingHoursSpecification"][0]["opens"] == "09:00"
    assert f'href="{reverse("book")}"' in page


def test_somebody_books_without_an_account_and_without_a_script(client):
    page = client.get(reverse("book"), {"day": "2026-11-27"}).content.decode()
    assert page.count('name="time"') == 3
    assert "个月删掉" in page

    shown = book(client).content.decode()

    made = Booking.objects.get()
    assert (made.standing, made.notice_version) == ("asked", Visiting.load().notice_version)
    assert made.code in shown
    assert "13800005678" not in shown


@pytest.mark.parametrize("missing", ["agreed", "name", "phone", "size", "time", "origin"])
def test_what_is_missing_is_asked_for_and_nothing_is_lost(client, missing):
    page = book(client, **{missing: ""}).content.decode()

    assert not Booking.objects.exists()
    assert not Contact.objects.exists()
    assert "石榴湾中学" in page


def test_a_party_too_large_is_offered_two_parts(client):
    page = book(client, size="60").content.decode()
    assert "分两批" in page

    book(client, size="60", in_two="on")

    assert [seat.persons for seat in Booking.objects.get().seats.all()] == [30, 30]


def test_with_the_code_one_changes_and_cancels(client):
    book(client)
    code = Booking.objects.get().code

    client.post(reverse("change_booking", args=[code]), asked(size="12", time="10:00"))
    assert Booking.objects.get().size == 12
    client.post(reverse("cancel_booking", args=[code]))

    assert Booking.objects.get().standing == "cancelled"


def test_no_page_opens_without_the_code(client):
    book(client)

    for name in ("booking", "change_booking", "booking_calendar"):
        assert client.get(reverse(name, args=["2345678923456789"])).status_code == 404
    assert client.get(reverse("booking", args=["YY-2026-0001"])).status_code == 404


def test_search_engines_and_other_hosts_never_learn_the_address(client):
    book(client)
    answer = client.get(reverse("booking", args=[Booking.objects.get().code]))

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_calendar_file_comes_as_one(client):
    book(client)
    answer = client.get(reverse("booking_calendar", args=[Booking.objects.get().code]))

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    begins = Calendar.from_ical(answer.content).walk("VEVENT")[0].decoded("dtstart")
    assert begins.astimezone(datetime.UTC) == datetime.datetime(
        2026, 11, 27, 1, tzinfo=datetime.UTC
    )


def test_one_address_books_so_often_and_not_more(client):
    for _each in range(12):
        book(client, size="1")
    page = book(client, size="1").content.decode()

    assert Booking.objects.count() == 12
    assert "太多" in page
    assert (
        client.post(reverse("book"), asked(size="1"), REMOTE_ADDR="198.51.100.7").status_code == 302
    )


@pytest.mark.parametrize("day", ["", "nonsense", "2026-11-30", "9999-12-31", "2026-02-30", "1-1-1"])
def test_no_day_in_the_address_ends_in_an_error(client, day):
    assert client.get(reverse("book"), {"day": day}).status_code == 200


def test_the_door_lets_out_these_fields_and_no_others():
    assert {field.name for field in dataclasses.fields(public.PublicBooking)} == {
        "label", "code", "standing", "standing_words", "day", "day_words", "times", "size",
        "organisation", "name", "phone", "wants_guide", "has_guide", "wishes", "answer",
        "can_change",
    }  # fmt: skip


def test_a_visitor_s_change_after_a_forged_day_is_refused(client):
    book(client)
    made = Booking.objects.get()

    client.post(reverse("change_booking", args=[made.code]), asked(day="2026-11-25"))

    assert Booking.objects.get().day == datetime.date(2026, 11, 27)
    assert free(datetime.date(2026, 11, 27))[0].left == 10
