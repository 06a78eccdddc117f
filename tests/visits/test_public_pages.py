import dataclasses
import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar

from museum.institution import Museum
from museum.people.models import Contact
from museum.qr_codes import drawn
from museum.refusals import codes
from museum.visits import answering, booking, public
from museum.visits.capacity import Share, times_left
from museum.visits.models import Booking, SpecialDay, VisitSettings, WeeklyHours
from tests.visits.test_booking import NINE, TEN, wish

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
    assert "周二至周日" in page
    assert told["openingHoursSpecification"][0]["opens"] == "09:00"
    assert f'href="{reverse("book")}"' in page


def test_what_differs_within_a_year_is_said_and_what_lies_beyond_is_not_yet(client, hours):
    last = datetime.date(2026, 11, 25) + datetime.timedelta(days=366)
    for day, words in ((last, "布展"), (last + datetime.timedelta(days=1), "修房子")):
        SpecialDay.objects.create(settings=hours, first=day, last=day, words=words)

    page = client.get(reverse("visit")).content.decode()

    assert "布展" in page
    assert "修房子" not in page


def test_somebody_books_without_an_account_and_without_a_script(client):
    page = client.get(reverse("book"), {"day": "2026-11-27"}).content.decode()
    assert page.count('name="time"') == 3
    assert "个月删掉" in page

    shown = book(client).content.decode()

    made = Booking.objects.get()
    assert (made.status, made.notice_version) == ("asked", VisitSettings.load().notice_version)
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

    address = reverse("change_booking", args=[code])
    refused = client.post(address, asked(size="4000", time="10:00")).content.decode()
    assert "原来的预约还在" in refused
    assert "还没有约上" not in refused
    client.post(address, asked(size="12", time="10:00"))
    assert Booking.objects.get().size == 12
    client.post(reverse("cancel_booking", args=[code]))

    assert Booking.objects.get().status == "cancelled"


def test_no_page_opens_without_the_code(client):
    book(client)

    for name in ("booking", "change_booking", "booking_calendar"):
        assert client.get(reverse(name, args=["2345678923456789"])).status_code == 404
    assert client.get(reverse("booking", args=["YY-2026-0001"])).status_code == 404


def test_search_engines_other_hosts_and_whoever_comes_next_never_learn_the_address(client):
    book(client)
    code = Booking.objects.get().code
    own = {name: reverse(name, args=[code])
           for name in ("booking", "change_booking", "booking_calendar")}  # fmt: skip
    own |= {"find": reverse("find_booking"), "again": f"{reverse('book')}?again={code}"}

    answers = {name: client.get(address) for name, address in own.items()}
    answers["cancelled"] = client.post(reverse("cancel_booking", args=[code]))
    answers["new"] = client.get(reverse("book"))

    assert {name: answer.status_code for name, answer in answers.items()} == {
        **dict.fromkeys(answers, 200), "cancelled": 302
    }  # fmt: skip
    for name, answer in answers.items():
        assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", ")), name
        if name in own:
            assert answer.headers["X-Robots-Tag"] == "noindex", name
            assert answer.headers["Referrer-Policy"] == "same-origin", name


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
        "label", "code", "status", "status_words", "day", "day_words", "times", "size",
        "organisation", "name", "phone", "wants_guide", "has_guide", "wishes", "answer",
        "can_change", "is_closed", "is_changed", "was_confirmed",
    }  # fmt: skip


def test_a_visitor_s_change_after_a_forged_day_is_refused(client):
    book(client)
    made = Booking.objects.get()

    client.post(reverse("change_booking", args=[made.code]), asked(day="2026-11-25"))

    assert Booking.objects.get().day == datetime.date(2026, 11, 27)
    assert times_left(datetime.date(2026, 11, 27))[0].left == 10


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0202-11-28", "2026-13-40"])
@pytest.mark.parametrize("closes", [12, 0])
def test_a_day_that_nobody_means_is_answered_too(client, day, closes):
    WeeklyHours.objects.filter(weekday=4).update(opens=datetime.time(18 if closes == 0 else 9),
                                                 closes=datetime.time(closes))  # fmt: skip

    assert client.get(f"/visit/book/?day={day}").status_code == 200
    assert book(client, day=day).status_code == 200
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"size": "60"}, "time", "分两批"),
        ({"day": "2026-11-30"}, "day", "不开门"),
        ({"day": "2026-11-20"}, "day", "已经过"),
    ],
)
@pytest.mark.parametrize("address", ["book", "visits:telephone"])
def test_all_that_is_wrong_is_said_at_once(client, on_duty, address, wrong, field, said):
    """Also what only the register knows; and of a day that is refused no hour is asked for."""
    client.force_login(on_duty)

    page = client.post(reverse(address), asked(**wrong, name="", phone="12", kind=""))

    errors = page.context["form"].errors
    # On the telephone a name and a kind are filled in later.
    of_visitors = {"name", "kind"} if address == "book" else set()
    assert set(errors) == {"phone", field} | of_visitors
    assert said in errors[field][0]
    assert ("分两批就接待得下" in page.content.decode()) == (field == "time")
    assert not Booking.objects.exists()


def test_the_verb_too_says_all_at_once(on_duty):
    for by, of_visitors in ((None, {"no_name", "no_phone"}), (on_duty, set())):
        with pytest.raises(ValidationError) as refusal:
            booking.check_book(wish(60, name=" ", phone=""), by=by)

        assert codes(refusal.value) == {"full"} | of_visitors


def test_the_two_parts_of_a_booking_stay_when_it_is_changed(client):
    book(client, size="60", in_two="on")
    made = Booking.objects.get(size=60)
    parts = [(each.slot.starts_at.hour, each.persons) for each in made.seats.all()]

    page = client.get(reverse("change_booking", args=[made.code]))
    form = page.context["form"]
    client.post(reverse("change_booking", args=[made.code]),
                asked(size="60", in_two="on", organisation="石榴湾小学"))  # fmt: skip
    made.refresh_from_db()

    assert form["in_two"].value() is True
    assert 'name="in_two"' in page.content.decode()
    assert made.organisation == "石榴湾小学"
    assert [(each.slot.starts_at.hour, each.persons) for each in made.seats.all()] == parts

    client.post(reverse("change_booking", args=[made.code]), asked(size="20", in_two="on"))
    made.refresh_from_db()
    assert [each.persons for each in made.seats.all()] == [10, 10]

    client.post(reverse("change_booking", args=[made.code]), asked(size="20"))
    assert [each.persons for each in made.seats.all()] == [20]


def test_parts_of_uneven_size_stay_as_they_were(client):
    other = booking.book(wish(30))
    made = booking.book(wish(shares=[Share(NINE, 10), Share(TEN, 38)]))
    booking.cancel(other)

    client.post(reverse("change_booking", args=[made.code]), asked(size="48", in_two="on"))

    assert [each.persons for each in made.seats.order_by("slot__starts_at")] == [10, 38]


def test_the_address_of_cancelling_shows_the_booking_and_cancels_nothing(client):
    book(client)
    booking = Booking.objects.get()

    answer = client.get(f"/visit/booking/{booking.code}/cancel/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/visit/booking/{booking.code}/"
    booking.refresh_from_db()
    assert booking.status == "asked"


def test_a_cancelled_booking_is_taken_out_of_the_calendar_and_can_be_made_again(client):
    book(client)
    made = Booking.objects.get()
    status = client.get(reverse("booking", args=[made.code])).content.decode()
    client.post(reverse("cancel_booking", args=[made.code]))

    page = BeautifulSoup(client.get(reverse("booking", args=[made.code])).content, "html.parser")
    links = {each.text.strip(): each["href"] for each in page.select(".actions a")}
    choose = client.get(links["再约一次"])
    form = BeautifulSoup(choose.content, "html.parser").select_one("form.booking-day")
    given = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    again = client.get(reverse("book"), given | {"day": "2026-11-28"})

    assert "放进我的日历" in status
    assert "再约一次" not in status
    assert set(links) == {"再约一次", "从我的日历里拿掉"}
    assert b"STATUS:CANCELLED" in client.get(links["从我的日历里拿掉"]).content
    assert again.headers["X-Robots-Tag"] == "noindex"
    told = again.context["form"]
    assert (told["organisation"].value(), told["size"].value(), told["name"].value()) == (
        "石榴湾中学", 30, "沙老师",
    )  # fmt: skip
    assert not told["agreed"].value()
    assert "13800005678" not in again.content.decode()


def said_after_a_change(client, made):
    page = client.post(
        reverse("change_booking", args=[made.code]), asked(size="12", time="10:00"), follow=True
    )
    notice = BeautifulSoup(page.content, "html.parser").select_one("main .notice")
    return " ".join(notice.get_text(" ").split())


def test_whoever_changed_their_booking_reads_that_it_is_changed(client):
    book(client)

    said = said_after_a_change(client, Booking.objects.get())

    assert said.startswith("改好了")
    assert "重新答复" not in said


@pytest.mark.parametrize("by_staff", [True, False])
def test_a_confirmed_booking_that_is_changed_says_that_it_is_answered_anew(
    client, on_duty, by_staff
):
    if by_staff:
        made = booking.book(wish(), by=on_duty)
    else:
        made = booking.book(wish())
        answering.confirm(made, by=on_duty)

    said = said_after_a_change(client, made)

    assert "改好了" in said
    assert "重新答复" in said
    answering.confirm(made, by=on_duty)
    assert "重新答复" not in client.get(reverse("booking", args=[made.code])).content.decode()


def test_a_visitor_is_asked_to_note_the_code_that_is_asked_for_later(client):
    page = book(client).content.decode()

    notice = BeautifulSoup(page, "html.parser").select_one("main .notice").get_text()

    assert f"请记下预约码{Booking.objects.get().code}" in "".join(notice.split())
    assert "地址" not in notice


def test_what_a_museum_cannot_answer_is_not_asked_for(client, db):
    VisitSettings.objects.update(slot_capacity=0)
    WeeklyHours.objects.all().delete()

    without = client.get(reverse("visit")).content.decode()
    Museum.objects.update_or_create(defaults={"name": "石桥村史馆", "telephone": "0851-1234567"})
    reachable = client.get(reverse("visit")).content.decode()

    assert "先说一声" not in without
    assert "先说一声" in reachable
    assert "0851" in reachable


def shown_of(client, made):
    answer = client.get(reverse("booking", args=[made.code]))
    return BeautifulSoup(answer.content, "html.parser").select_one(".booking-page")


def test_a_booking_carries_code_and_place_and_no_address_that_leads_nowhere(client, settings):
    Museum.objects.update_or_create(
        defaults={"name": "石桥村史馆", "address": "石桥小区一楼", "telephone": "0851-1234567"}
    )
    book(client)
    made = Booking.objects.get()

    for base in ("http://localhost:8000", "https://192.168.1.20", "http://museum.example"):
        settings.BASE_URL = base
        page = shown_of(client, made)
        assert page.select_one(".booking svg") is None, base
        assert "网址" not in page.text
        assert page.select_one(".booking-code").text.replace(" ", "") == made.code
    assert "石桥小区一楼" in page.text
    assert page.select_one('a[href="tel:0851-1234567"]')


def test_where_the_museum_is_on_the_web_a_booking_has_its_code_as_a_square_and_in_letters(
    client, settings
):
    settings.BASE_URL = "https://museum.example"
    book(client)
    made = Booking.objects.get()

    page = shown_of(client, made)

    words = " ".join(page.text.split())
    fours = [made.code[at : at + 4] for at in range(0, 16, 4)]
    assert f"网址：museum.example/visit/booking/{made.code}/" in words
    assert page.select_one(".booking-code").text == " ".join(fours)
    assert str(page.select_one(".code-square svg")) == str(
        BeautifulSoup(drawn(f"https://museum.example/visit/booking/{made.code}/"), "html.parser")
    )


def test_the_code_finds_the_booking_as_it_is_printed_in_fours(client):
    book(client)
    made = Booking.objects.get()

    answer = client.post(reverse("find_booking"), {
        "code": public.booking_of(made.code).code_in_fours.lower(), "telephone": "5678"})  # fmt: skip

    assert answer.url == reverse("booking", args=[made.code])


@pytest.mark.parametrize(
    ("address", "typed", "refused"),
    [
        ("book", asked(size="", phone="12"), ["size", "phone"]),
        ("book", asked(time=""), ["time"]),
        ("book", asked(agreed=""), ["agreed"]),
        ("find_booking", {"code": "", "telephone": ""}, ["code", "telephone"]),
    ],
)
def test_what_is_wrong_is_tied_to_its_field_and_the_first_is_gone_to(
    client, address, typed, refused
):
    page = BeautifulSoup(client.post(reverse(address), typed).content, "html.parser")

    said = {f"id_{name}": page.find(id=f"id_{name}_error") for name in refused}
    assert page.title.text.startswith("还没填好：")
    assert all(each.text for each in said.values())
    for name in said:
        assert f"{name}_error" in page.find(id=name)["aria-describedby"].split()
    assert [each["id"] for each in page.select("[autofocus]")] == [f"id_{refused[0]}"]


def test_a_form_as_it_comes_says_nothing_is_wrong(client):
    page = BeautifulSoup(client.get(reverse("book"), {"day": "2026-11-27"}).content, "html.parser")

    assert page.select_one("form.booking-form")
    assert page.title.text.startswith("预约")
    assert page.select("[autofocus], [aria-invalid], .field-refusal") == []


def test_a_refusal_of_the_whole_form_is_gone_to_itself(client):
    page = BeautifulSoup(
        client.post(reverse("find_booking"), {"code": "ABCD", "telephone": "1234"}).content,
        "html.parser",
    )

    assert page.select_one("[autofocus]")["role"] == "alert"
