"""A booking as a calendar file. The time zone is spelled out: without it a phone shows 17:30 for 9:30."""

import datetime

from django.db.models import Max
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress

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
    """Return the calendar file of a booking: one event a time, always under the same UID.

    Each change counts SEQUENCE up, so that a calendar replaces what it holds; what is cancelled,
    and the second time of a party that comes in one part now, is sent to be taken out.
    """
    status = STATUS[booking.standing]
    seats = list(booking.seats.select_related("slot"))
    told = booking.entries.aggregate(last=Max("happened_at"), times=Max("times"))
    found = Calendar()
    found.add("prodid", "-//village-museum//visits//ZH")
    found.add("version", "2.0")
    found.add("method", "CANCEL" if status == "CANCELLED" else "PUBLISH")
    found.add_component(time_zone())
    for number in range(1, max(len(seats), told["times"] or 1) + 1):
        seat = seats[min(number, len(seats)) - 1]
        event = Event()
        event.add("uid", f"{booking.uuid}-{number}@village-museum")
        event.add("dtstamp", (told["last"] or booking.made_at).astimezone(datetime.UTC))
        for name, time in (("dtstart", seat.slot.starts_at), ("dtend", seat.slot.ends_at)):
            event.add(name, datetime.datetime.combine(seat.slot.day, time, tzinfo=SHANGHAI))
        event.add("summary", f"参观{museum}（{seat.persons}人）")
        event.add("sequence", booking.entries.count())
        event.add("status", status if number <= len(seats) else "CANCELLED")
        organizer = vCalAddress(url)
        organizer.params["CN"] = museum
        event.add("organizer", organizer)
        if address:
            event.add("location", address)
        event.add("url", url)
        found.add_component(event)
    return found.to_ical()
