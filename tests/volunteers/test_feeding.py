import datetime
import re

import icalendar
import pytest
import vobject

from museum.volunteers import feeding, leaving, planning, rota
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

pytestmark = pytest.mark.urls("tests.volunteers.urls")


def strictly(text):
    """Read an iCalendar file after RFC 5545 with nothing of a library: (components, events in UTC).

    Refuses bare line feeds, lines above 75 octets, unbalanced components, and a TZID that the file
    itself does not explain.
    """
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    open_, found, zones, events, event = [], [], {}, [], None
    for line in lines:
        name, value = re.fullmatch(r"([A-Z-]+(?:;[A-Z-]+=[^:]+)*):(.*)", line).groups()
        if name == "BEGIN":
            open_.append(value)
            found.append(value)
            event = {} if value == "VEVENT" else event
        elif name == "END":
            assert open_.pop() == value
            if value == "VEVENT":
                events.append(event)
        elif name == "TZID":
            zone = value
        elif name == "TZOFFSETTO" and open_[-1] == "STANDARD":
            sign = 1 if value[0] == "+" else -1
            zones[zone] = sign * datetime.timedelta(hours=int(value[1:3]), minutes=int(value[3:5]))
        elif open_[-1] == "VEVENT":
            bare, _sep, zoned = name.partition(";TZID=")
            if zoned:
                local = datetime.datetime.strptime(value, "%Y%m%dT%H%M%S")
                value = (local - zones[zoned]).replace(tzinfo=datetime.UTC)
            event[bare] = value
    assert open_ == []
    return found, events


@pytest.fixture
def feed(guide, morning, registrar, client):
    rota.sign_up(morning, guide, by=registrar)
    key = feeding.renew(guide, by=registrar)
    return lambda: client.get(f"/volunteers/{key}.ics")


def test_icalendar_reads_the_shift_at_nine_in_shanghai(feed, morning):
    told = icalendar.Calendar.from_ical(feed().content)

    [event] = told.walk("VEVENT")
    assert event.decoded("dtstart") == day_at(MONDAY, 9)
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert [zone["TZID"] for zone in told.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_vobject_reads_the_same_shift_at_the_same_moment(feed, morning):
    told = vobject.readOne(feed().content.decode())

    [event] = told.vevent_list
    assert event.dtstart.value == day_at(MONDAY, 9)
    assert event.dtend.value == day_at(MONDAY, 12)
    assert event.dtstart.value.utcoffset() == datetime.timedelta(hours=8)
    assert event.summary.value.startswith("值守")


def test_vobject_takes_the_zone_from_the_file_and_from_nowhere_else(feed):
    moved = feed().content.decode().replace("TZOFFSETTO:+0800", "TZOFFSETTO:+0900")
    moved = moved.replace("TZOFFSETFROM:+0800", "TZOFFSETFROM:+0900")
    moved = moved.replace("Asia/Shanghai", "Village")

    [event] = vobject.readOne(moved).vevent_list

    assert event.dtstart.value == day_at(MONDAY, 8)


def test_a_reader_that_knows_no_zones_reads_the_same_moment(feed, morning):
    parts, [event] = strictly(feed().content.decode())

    assert parts[:3] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert event["DTSTART"] == datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)
    assert event["DTEND"] == morning.ends_at
    assert event["SUMMARY"].startswith("值守")


def test_no_name_and_no_telephone_stands_in_it(feed):
    answer = feed()
    text = answer.content.decode().replace("\r\n ", "")

    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert "杨振华" not in text
    assert "13800001234" not in text


def test_a_shift_called_off_says_so(feed, morning, coordinator):
    planning.call_off(morning, by=coordinator, reason="停电")

    [event] = icalendar.Calendar.from_ical(feed().content).walk("VEVENT")

    assert event["STATUS"] == "CANCELLED"


def test_a_new_address_closes_the_old_one_and_leaving_closes_both(
    feed, guide, registrar, coordinator, client
):
    key = feeding.renew(guide, by=registrar)

    assert feed().status_code == 404
    assert client.get(f"/volunteers/{key}.ics").status_code == 200
    leaving.leave(guide, by=coordinator)
    assert client.get(f"/volunteers/{key}.ics").status_code == 404


def test_the_address_of_somebody_else_is_not_theirs_to_make(granny, registrar):
    assert refused(feeding.renew, granny, by=registrar) == {"forbidden"}
    assert granny.feed_key is None


def test_the_second_reader_refuses_a_zone_that_is_not_explained(feed):
    text = feed().content.decode()
    cut = re.sub(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", "", text, flags=re.DOTALL)

    with pytest.raises((KeyError, UnboundLocalError)):
        strictly(cut)
