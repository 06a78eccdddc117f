"""What a group wishes for, and why it cannot be had: asked before and again inside the lock."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum.clock import day_in_words, time_in_words, today
from museum.plausible import check_planned
from museum.refusals import ask_all, refuse
from museum.visits import opening
from museum.visits.capacity import Share, check_places, first_day, has_begun, last_day, times_left
from museum.visits.models import Booking, Visit, VisitSettings
from museum.visits.permissions import demand


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
    # Whoever is on duty was asked whether they mean a visit that has begun already.
    begun_is_meant: bool = False

    @property
    def size(self) -> int:
        return sum(share.persons for share in self.shares)


def check_book(wish: Wish, *, by, but: Booking | None = None) -> None:
    """Refuse by code: forbidden, not_taken, too_early, too_late, closed, no_time, nobody, no_name,
    no_phone, begun, full. by is nobody where visitors book themselves: they alone must say whom to ask
    for. On the telephone no more is asked than at the door. All is said at once."""
    if by is not None:
        demand(by, "arrange")
    ask_all(
        lambda: check_when(wish, by_staff=by is not None, but=but),
        *(() if by else (lambda: _check_name(wish), lambda: _check_phone(wish, but))),
    )


def _check_name(wish: Wish) -> None:
    if not wish.name.strip():
        refuse("name", _("Whom may we ask for?"), "no_name")


def _check_phone(wish: Wish, but: Booking | None) -> None:
    known = but.contact.phone if but else ""
    if not wish.phone.strip() and not known:
        refuse("phone", _("Under which number can we reach you?"), "no_phone")


def check_when(wish: Wish, *, by_staff: bool, but: Booking | None = None) -> None:
    """Refuse a day or an hour on which so many cannot come. The hours of a day that is refused are
    not asked about."""
    check_day(wish.day, by_staff=by_staff)
    if wish.size < 1 or any(share.persons < 1 for share in wish.shares):
        refuse("size", _("How many are you?"), "nobody")
    times = {each.span.opens: each.left for each in times_left(wish.day, but=but)}
    if len({share.starts_at for share in wish.shares}) < len(wish.shares):
        refuse("time", _("The two parts need two times."), "no_time")
    for share in wish.shares:
        if share.starts_at not in times:
            refuse("time", _("On %(day)s no visit begins at %(time)s. Choose one of the times.")
                   % {"day": day_in_words(wish.day), "time": time_in_words(share.starts_at)}, "no_time")  # fmt: skip
        check_begun(wish, share, by_staff=by_staff)
        check_places(share, times[share.starts_at])


def check_begun(wish: Wish, share: Share, *, by_staff: bool) -> None:
    """Refuse (code "begun") an hour of today that has begun, until whoever is on duty says so again."""
    if not has_begun(wish.day, share.starts_at):
        return
    params = {"time": time_in_words(share.starts_at)}
    if not by_staff:
        refuse("time", _("%(time)s has begun already. Choose a later time.") % params, "begun")
    if not wish.begun_is_meant:
        refuse("time", _("%(time)s has begun already. If they are coming all the same, tick that and "
                         "save again.") % params, "begun")  # fmt: skip


def check_day(day: datetime.date, *, by_staff: bool) -> None:
    """Refuse by code: year, not_taken, past, too_early, too_late, closed."""
    setting = VisitSettings.load()
    check_planned(day)
    if day < today():
        refuse(
            "day", _("%(day)s is over. Choose a day to come.") % {"day": day_in_words(day)}, "past"
        )
    if not by_staff:
        if not setting.takes_bookings:
            refuse(None, _("Bookings are by telephone at the moment."), "not_taken")
        if day < first_day():
            refuse("day", _("Please book %(days)s days before. The first day is %(day)s.")
                   % {"days": setting.days_ahead, "day": day_in_words(first_day())}, "too_early")  # fmt: skip
        if day > last_day():
            refuse("day", _("Bookings are open until %(day)s.") % {"day": day_in_words(last_day())},
                   "too_late")  # fmt: skip
    if not opening.is_open(day):
        refuse("day", _("On %(day)s the museum is closed. Choose another day.")
               % {"day": day_in_words(day)}, "closed")  # fmt: skip
