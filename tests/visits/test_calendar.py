import datetime

import pytest
import vobject
from icalendar import Calendar

from museum.public import museum
from museum.visits import booking, public
from museum.visits.booking import Share, Wish

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


NINE = datetime.time(9)


def wish(persons=30, at=NINE, **more):
    told = {"day": datetime.date(2026, 11, 27), "shares": [Share(at, persons)], "name": "沙老师",
            "phone": "13800005678", "origin": "village"}  # fmt: skip
    return Wish(**told | more)


def parted():
    return wish(shares=[Share(NINE, 30), Share(datetime.time(10), 20)])


@pytest.fixture
def file():
    made = booking.book(parted())
    return public.calendar_file(made.code, museum(), "http://testserver/visit/booking/X/")[1]


def test_a_calendar_reads_two_events_in_shanghai_time(file):
    found = Calendar.from_ical(file)

    events = list(found.walk("VEVENT"))
    begins = [event.decoded("dtstart") for event in events]
    assert [each.astimezone(datetime.UTC).hour for each in begins] == [1, 2]
    assert [event.decoded("dtend").hour for event in events] == [10, 11]
    assert str(found.walk("VTIMEZONE")[0]["tzid"]) == "Asia/Shanghai"


def test_a_reader_that_knows_no_zones_finds_the_zone_spelled_out(file):
    lines = file.decode().replace("\r\n ", "").split("\r\n")

    begun = [line for line in lines if line.startswith("DTSTART;")]
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]

    assert begun == [
        "DTSTART;TZID=Asia/Shanghai:20261127T090000",
        "DTSTART;TZID=Asia/Shanghai:20261127T100000",
    ]
    assert "TZOFFSETTO:+0800" in zone
    assert all(len(line.encode()) <= 75 for line in file.decode().split("\r\n"))


def test_no_name_and_no_number_stands_in_the_file(file):
    text = file.decode().replace("\r\n ", "")

    assert text.count("BEGIN:VEVENT") == 2
    assert "http://testserver/visit/booking/X/" in text
    assert "沙老师" not in text
    assert "13800005678" not in text


def read(booked):
    """Return what a second reader, of another make, finds."""
    booked.refresh_from_db()
    return vobject.readOne(
        public.calendar_file(booked.code, museum(), "http://testserver/")[1].decode()
    )


def test_another_reader_reads_the_same(file):
    found = vobject.readOne(file.decode())

    begins = [event.dtstart.value for event in found.vevent_list]
    assert [each.utcoffset() for each in begins] == [datetime.timedelta(hours=8)] * 2
    assert [each.hour for each in begins] == [9, 10]
    assert found.method.value == "PUBLISH"


def test_a_change_keeps_the_uid_and_counts_up_so_that_a_calendar_replaces_it():
    made = booking.book(wish(30))
    before = read(made).vevent

    booking.change(made, wish(25, at=datetime.time(11)))

    after = read(made).vevent
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert (before.dtstart.value.hour, after.dtstart.value.hour) == (9, 11)


def test_a_cancelled_booking_is_sent_to_be_taken_out():
    made = booking.book(wish(30))

    booking.cancel(made)

    found = read(made)
    assert (found.method.value, found.vevent.status.value) == ("CANCEL", "CANCELLED")


def test_the_second_time_of_a_party_that_comes_in_one_part_now_is_taken_out():
    made = booking.book(parted())

    booking.change(made, wish(30))

    told = [(event.uid.value[-17:], event.status.value) for event in read(made).vevent_list]
    assert told == [("-1@village-museum", "TENTATIVE"), ("-2@village-museum", "CANCELLED")]
