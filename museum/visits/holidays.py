"""法定节假日: the country's notice for one year, entered in one form. No list of dates comes with the
program: the government publishes them each autumn, and a village may open when others close."""

import datetime
import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from museum.refusals import refuse
from museum.visits.days import today, words
from museum.visits.models import Holiday, SpecialDay, Visiting, WeeklyHours
from museum.visits.permissions import demand

LONGEST = 16
# The notice for the next year is out by then.
PUBLISHED = (11, 15)


@dataclass(frozen=True)
class Off:
    """One holiday: from when to when, and the hours where the museum is open then."""

    first: datetime.date
    last: datetime.date
    opens: datetime.time | None = None
    closes: datetime.time | None = None

    @property
    def is_open(self) -> bool:
        return self.opens is not None


def check_enter(year: int, told: Mapping[str, Off], *, by) -> None:
    """Refuse by code: forbidden, nothing, order, year, hours, twice. The field is the holiday's."""
    demand(by, "open")
    if not told:
        refuse(None, _("Write down at least one holiday."), "nothing")
    for code, off in told.items():
        if off.first > off.last:
            refuse(code, _("The last day lies before the first. Look again."), "order")
        if off.last.year != year or (off.last - off.first).days >= LONGEST:
            refuse(code, _("From %(first)s to %(last)s is no holiday of %(year)s. Look again.")
                   % {"first": words(off.first), "last": words(off.last), "year": year},
                   "year")  # fmt: skip
        if off.is_open and not (off.closes and off.opens < off.closes):
            refuse(code, _("From when to when is it open?"), "hours")
    inorder = sorted(told.items(), key=lambda each: each[1].first)
    for (one, before), (other, after) in itertools.pairwise(inorder):
        if after.first <= before.last:
            refuse(other, _("%(one)s and %(other)s share a day. Write such a holiday once and leave "
                            "the other empty.")
                   % {"one": Holiday(one).label, "other": Holiday(other).label}, "twice")  # fmt: skip


@transaction.atomic
def enter(year: int, told: Mapping[str, Off], *, by) -> None:
    """Write down the holidays of year instead of those that stood there. Other special days stay."""
    setting = Visiting.load()
    Visiting.objects.select_for_update().get(pk=setting.pk)
    check_enter(year, told, by=by)
    of_year(year).delete()
    for code, off in told.items():
        SpecialDay.objects.create(
            visiting=setting, holiday=code, words=Holiday(code).label, first=off.first,
            last=off.last, is_open=off.is_open, opens=off.opens, closes=off.closes,
        )  # fmt: skip


def of_year(year: int):
    """Return the holidays that were entered for year."""
    return SpecialDay.objects.filter(last__year=year).exclude(holiday="")


def missing_year() -> int | None:
    """Return the first year whose holidays should be entered and are not: this one, or from the
    middle of November the next. None where no opening hours are set at all."""
    day = today()
    if not WeeklyHours.objects.exists():
        return None
    wanted = [day.year, day.year + 1] if (day.month, day.day) >= PUBLISHED else [day.year]
    return next((year for year in wanted if not of_year(year).exists()), None)
