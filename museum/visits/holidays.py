"""法定节假日: the country's notice for one year, entered in one form. No list of dates comes with the
program: the government publishes them each autumn, and a village may open when others close."""

import datetime
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from museum.clock import day_in_words, today
from museum.plausible import check_planned
from museum.refusals import refuse
from museum.visits.models import Holiday, SpecialDay, VisitSettings, WeeklyHours
from museum.visits.models.hours import has_hours
from museum.visits.permissions import demand

LONGEST = 16
WORKING, WEEKEND = Holiday.WORKING, (5, 6)
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


def check_enter(year: int, days_off: Mapping[str, Off], working: Sequence[Off] = (), *, by) -> None:
    """Refuse by code: forbidden, nothing, order, year, hours, twice, no_weekend. The field is the
    holiday's, of the working weekend days working_0, working_1 …"""
    demand(by, "open")
    if not days_off and not working:
        refuse(None, _("Write down at least one holiday."), "nothing")
    for code, off in days_off.items():
        check_planned(off.first, field=code)
        check_planned(off.last, field=code)
        if off.first > off.last:
            refuse(code, _("The last day lies before the first. Look again."), "order")
        if off.last.year != year or (off.last - off.first).days >= LONGEST:
            refuse(code, _("From %(first)s to %(last)s is no holiday of %(year)s. Look again.")
                   % {"first": day_in_words(off.first), "last": day_in_words(off.last), "year": year},
                   "year")  # fmt: skip
        if off.is_open and not has_hours(off.opens, off.closes):
            refuse(code, _("From when to when is it open?"), "hours")
    _check_working(year, days_off, working)
    inorder = sorted(days_off.items(), key=lambda each: each[1].first)
    for (one, before), (other, after) in itertools.pairwise(inorder):
        if after.first <= before.last:
            refuse(other, _("%(one)s and %(other)s share a day. Write such a holiday once and leave "
                            "the other empty.")
                   % {"one": Holiday(one).label, "other": Holiday(other).label}, "twice")  # fmt: skip


def _check_working(year: int, days_off: Mapping[str, Off], working: Sequence[Off]) -> None:
    seen = set()
    for number, off in enumerate(working):
        field, day = f"{WORKING}_{number}", off.first
        if day.year != year:
            refuse(field, _("%(day)s is no day of %(year)s. Look again.")
                   % {"day": day_in_words(day), "year": year}, "year")  # fmt: skip
        if day.weekday() not in WEEKEND:
            refuse(field, _("%(day)s is no Saturday and no Sunday. Look again.")
                   % {"day": day_in_words(day)}, "no_weekend")  # fmt: skip
        if off.is_open and not has_hours(off.opens, off.closes):
            refuse(field, _("From when to when is it open?"), "hours")
        if day in seen or any(each.first <= day <= each.last for each in days_off.values()):
            refuse(field, _("%(day)s stands here twice, or is a holiday. Look again.")
                   % {"day": day_in_words(day)}, "twice")  # fmt: skip
        seen.add(day)


@transaction.atomic
def enter(year: int, days_off: Mapping[str, Off], working: Sequence[Off] = (), *, by) -> None:
    """Write down the holidays of year, and the weekend days on which the country works for them,
    instead of those that stood there. Other special days stay, and what one of them closes stays
    closed."""
    setting = VisitSettings.load()
    VisitSettings.objects.select_for_update().get(pk=setting.pk)
    check_enter(year, days_off, working, by=by)
    of_year(year).delete()
    for code, off in [*days_off.items(), *((WORKING, each) for each in working)]:
        SpecialDay.objects.create(  # type: ignore[misc]  # a column takes lazy words
            settings=setting, holiday=code, words=Holiday(code).label, first=off.first,
            last=off.last, is_open=off.is_open, opens=off.opens, closes=off.closes,
        )  # fmt: skip


def of_year(year: int):
    """Return the holidays that were entered for year."""
    return SpecialDay.objects.filter(last__year=year).exclude(holiday="")


def closed_by_hand(year: int) -> list[SpecialDay]:
    """Return what somebody closed by hand in year: no holiday of this form opens it."""
    ends = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return list(SpecialDay.objects.filter(
        holiday="", is_open=False, last__gte=ends[0], first__lte=ends[1]
    ))  # fmt: skip


def missing_year() -> int | None:
    """Return the first year whose holidays should be entered and are not: this one, or from the
    middle of November the next. None where no opening hours are set at all."""
    day = today()
    if not WeeklyHours.objects.exists():
        return None
    wanted = [day.year, day.year + 1] if (day.month, day.day) >= PUBLISHED else [day.year]
    return next((year for year in wanted if not of_year(year).exists()), None)
