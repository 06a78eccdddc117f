"""What a group wishes for, and why it cannot be had: asked before and again inside the lock."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum.refusals import refuse
from museum.visits import opening
from museum.visits.days import today, words
from museum.visits.models import Booking, Visit, Visiting
from museum.visits.permissions import demand
from museum.visits.room import Share, check_places, clock, first_day, free, last_day


@dataclass(frozen=True)
class Wish:
    """What is asked for: by the public form and, on the telephone, by whoever is on duty."""

    day: datetime.date
    shares: Sequence[Share]
    name: str
    phone: str
    organisation: str = ""
    kind: str = Visit.Kind.OTHER
    origin: str = ""
    wants_guide: bool = False
    wishes: str = ""
    notice_version: str = ""

    @property
    def size(self) -> int:
        return sum(share.persons for share in self.shares)


def check_book(wish: Wish, *, by, but: Booking | None = None) -> None:
    """Refuse by code: forbidden, not_taken, too_early, too_late, closed, no_time, nobody, no_name,
    no_phone, full. by is nobody where visitors book themselves."""
    if by is not None:
        demand(by, "arrange")
    check_day(wish.day, by=by)
    if wish.size < 1 or any(share.persons < 1 for share in wish.shares):
        refuse("size", _("How many are you?"), "nobody")
    if not wish.name.strip():
        refuse("name", _("Whom may we ask for?"), "no_name")
    known = but.contact.phone if but else ""
    if not wish.phone.strip() and not known:
        refuse("phone", _("Under which number can we reach you?"), "no_phone")
    times = {each.span.opens: each.left for each in free(wish.day, but=but)}
    for share in wish.shares:
        if share.starts_at not in times:
            refuse("time", _("On %(day)s no visit begins at %(time)s. Choose one of the times.")
                   % {"day": words(wish.day), "time": clock(share.starts_at)}, "no_time")  # fmt: skip
        check_places(share, times[share.starts_at])


def check_day(day: datetime.date, *, by) -> None:
    """Refuse by code: not_taken, past, too_early, too_late, closed."""
    setting = Visiting.load()
    if day < today():
        refuse("day", _("%(day)s is over. Choose a day to come.") % {"day": words(day)}, "past")
    if by is None:
        if not setting.takes_bookings:
            refuse(None, _("Bookings are by telephone at the moment."), "not_taken")
        if day < first_day():
            refuse("day", _("Please book %(days)s days before. The first day is %(day)s.")
                   % {"days": setting.days_ahead, "day": words(first_day())}, "too_early")  # fmt: skip
        if day > last_day():
            refuse("day", _("Bookings are open until %(day)s.") % {"day": words(last_day())},
                   "too_late")  # fmt: skip
    if not opening.is_open(day):
        refuse("day", _("On %(day)s the museum is closed. Choose another day.")
               % {"day": words(day)}, "closed")  # fmt: skip
