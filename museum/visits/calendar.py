"""A booking as a calendar file. The time zone is spelled out: without it a phone shows 17:30 for 9:30."""

import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from museum.clock import at
from museum.visits.models import Booking
from museum.visits.opening import is_open

MIDNIGHT = datetime.time()

STATUS: dict[str, str] = {
    Booking.Status.ASKED: "TENTATIVE",
    Booking.Status.CONFIRMED: "CONFIRMED",
    Booking.Status.ARRIVED: "CONFIRMED",
    Booking.Status.REFUSED: "CANCELLED",
    Booking.Status.CANCELLED: "CANCELLED",
}


def file(booking: Booking, *, museum: str, address: str, url: str) -> bytes:
    """Return the calendar file of a booking: one event a time, always under the same UID.

    Each change counts SEQUENCE up, so that a calendar replaces what it holds; what is cancelled,
    and the second time of a party that comes in one part now, is sent to be taken out.
    """
    status = STATUS[booking.status]
    # The booking stands, but who opens this file must not come before a closed door.
    is_closed = status == "CONFIRMED" and booking.is_open and not is_open(booking.day)
    status = "TENTATIVE" if is_closed else status
    seats = list(booking.seats.select_related("slot"))
    latest = booking.entries.aggregate(last=Max("happened_at"), times=Max("times"))
    found = Calendar()
    found.add("prodid", "-//village-museum//visits//ZH")
    found.add("version", "2.0")
    found.add("method", "CANCEL" if status == "CANCELLED" else "PUBLISH")
    for number in range(1, max(len(seats), latest["times"] or 1) + 1):
        seat = seats[min(number, len(seats)) - 1]
        event = Event()
        event.add("uid", f"{booking.uuid}-{number}@village-museum")
        event.add("dtstamp", (latest["last"] or booking.made_at).astimezone(datetime.UTC))
        for name, minute in (("dtstart", seat.slot.begins), ("dtend", seat.slot.ends)):
            event.add(name, at(seat.slot.day, MIDNIGHT) + datetime.timedelta(minutes=minute))
        closed = _("(closed on that day, please call)") if is_closed else ""
        event.add("summary", f"{closed}参观{museum}（{seat.persons}人）")
        event.add("sequence", booking.entries.count())
        event.add("status", status if number <= len(seats) else "CANCELLED")
        organizer = vCalAddress(url)
        organizer.params["CN"] = museum
        event.add("organizer", organizer)
        if address:
            event.add("location", address)
        event.add("url", url)
        found.add_component(event)
    found.add_missing_timezones()
    return found.to_ical()
