"""A booking as a calendar file. The time zone is spelled out: without it a phone shows 17:30 for 9:30."""

import datetime

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from museum.numbering import SHANGHAI
from museum.visits.models import Booking

STATUS = {
    Booking.Standing.ASKED: "TENTATIVE",
    Booking.Standing.CONFIRMED: "CONFIRMED",
    Booking.Standing.ARRIVED: "CONFIRMED",
    Booking.Standing.REFUSED: "CANCELLED",
    Booking.Standing.CANCELLED: "CANCELLED",
}


def time_zone() -> Timezone:
    """Return VTIMEZONE for Asia/Shanghai: eight hours ahead, without summer time since 1991."""
    standard = TimezoneStandard()
    standard.add("tzname", "CST")
    standard.add("dtstart", datetime.datetime(1991, 9, 15))
    standard.add("tzoffsetfrom", datetime.timedelta(hours=8))
    standard.add("tzoffsetto", datetime.timedelta(hours=8))
    zone = Timezone()
    zone.add("tzid", "Asia/Shanghai")
    zone.add_component(standard)
    return zone


def file(booking: Booking, *, museum: str, address: str, url: str) -> bytes:
    """Return the calendar file of a booking: one event a time; a cancelled one says so."""
    found = Calendar()
    found.add("prodid", "-//village-museum//visits//ZH")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add_component(time_zone())
    for number, seat in enumerate(booking.seats.select_related("slot"), start=1):
        event = Event()
        event.add("uid", f"{booking.uuid}-{number}@village-museum")
        event.add("dtstamp", booking.made_at.astimezone(datetime.UTC))
        for name, time in (("dtstart", seat.slot.starts_at), ("dtend", seat.slot.ends_at)):
            event.add(name, datetime.datetime.combine(seat.slot.day, time, tzinfo=SHANGHAI))
        event.add("summary", f"参观{museum}（{seat.persons}人）")
        event.add("sequence", booking.entries.count())
        event.add("status", STATUS[booking.standing])
        if address:
            event.add("location", address)
        event.add("url", url)
        found.add_component(event)
    return found.to_ical()
