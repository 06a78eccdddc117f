import datetime

import pytest
from icalendar import Calendar

from museum.public import museum
from museum.visits import booking, public
from museum.visits.booking import Share, Wish

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


@pytest.fixture
def file():
    wish = Wish(
        day=datetime.date(2026, 11, 27),
        shares=[Share(datetime.time(9), 30), Share(datetime.time(10), 20)],
        name="沙老师", phone="13800005678", origin="village",
    )  # fmt: skip
    made = booking.book(wish)
    return public.calendar_file(made, museum(), "http://testserver/visit/booking/X/")


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
    assert "沙老师" not in file.decode()
    assert "13800005678" not in file.decode()


def test_another_reader_reads_the_same(file):
    vobject = pytest.importorskip("vobject")

    found = vobject.readOne(file.decode())

    assert found.vevent.dtstart.value.utcoffset() == datetime.timedelta(hours=8)
