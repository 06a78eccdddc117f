"""What the yearly figures ask of the volunteers' register. Each number says what it counts, and has
the rows behind it as a queryset beside it.

Days are Shanghai's, both ends included. Hours belong to the day on which their shift began, so a
shift over midnight on New Year's Eve counts for the old year. Only standing lines count: those that
no correction replaces, and that were confirmed where they had to be.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, Subquery, Sum

from museum.clock import span
from museum.volunteers.models import ServiceLine, Volunteer, VolunteerEntry

Act = VolunteerEntry.Act


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of work or one campaign: pk None is what named none."""

    pk: int | None
    name: str
    volunteers: int
    times: int
    minutes: int
    hours: Decimal


def registered(day: datetime.date):
    """Volunteers on the register at the end of day: joined by then, and not gone without returning."""
    end = span(day, day)[1]
    coming = VolunteerEntry.objects.filter(volunteer=OuterRef("pk"), happened_at__lt=end)
    last = coming.exclude(act=Act.LEVEL).order_by("-happened_at", "-pk").values("act")[:1]
    return Volunteer.objects.alias(last=Subquery(last)).filter(last__in=[Act.JOINED, Act.RETURNED])


def registered_at(day: datetime.date) -> int:
    return registered(day).count()


def joined(first: datetime.date, last: datetime.date):
    """Entries of those who came, or came back, from first to last."""
    start, end = span(first, last)
    came = VolunteerEntry.objects.filter(act__in=[Act.JOINED, Act.RETURNED])
    return came.filter(happened_at__gte=start, happened_at__lt=end)


def joined_between(first: datetime.date, last: datetime.date) -> int:
    return joined(first, last).count()


def left(first: datetime.date, last: datetime.date):
    """Entries of those who left from first to last."""
    start, end = span(first, last)
    gone = VolunteerEntry.objects.filter(act=Act.LEFT)
    return gone.filter(happened_at__gte=start, happened_at__lt=end)


def left_between(first: datetime.date, last: datetime.date) -> int:
    return left(first, last).count()


def lines(first: datetime.date, last: datetime.date, *, campaign=None):
    """Status lines with minutes, of shifts that began from first to last."""
    found = ServiceLine.objects.current().filter(shift__date__range=(first, last), minutes__gt=0)
    return found.filter(shift__campaign=campaign) if campaign else found


def served(first: datetime.date, last: datetime.date, *, campaign=None):
    """Volunteers who have at least one such line, whether still registered or not."""
    rows = lines(first, last, campaign=campaign).order_by().values("volunteer")
    return Volunteer.objects.filter(pk__in=rows)


def served_between(first: datetime.date, last: datetime.date, *, campaign=None) -> int:
    return served(first, last, campaign=campaign).count()


def minutes_between(first: datetime.date, last: datetime.date, *, campaign=None) -> int:
    total = lines(first, last, campaign=campaign).aggregate(total=Sum("minutes"))["total"]
    return total or 0


def hours_of(found) -> Decimal:
    """Return the hours of these lines: each volunteer's minutes added up, then rounded down to the
    half. So it stands on a statement, on the volunteer's own page, in the file for the civil affairs
    system and in the figures, and what is said of all is the sum of what is said of each."""
    each = found.order_by().values("volunteer").annotate(total=Sum("minutes"))
    return _cut(row["total"] for row in each)


def hours_between(first: datetime.date, last: datetime.date, *, campaign=None) -> Decimal:
    return hours_of(lines(first, last, campaign=campaign))


def by_role(first: datetime.date, last: datetime.date, *, campaign=None) -> list[Share]:
    """Minutes by kind of work, the most first."""
    return _shares(lines(first, last, campaign=campaign), "shift__role")


def by_campaign(first: datetime.date, last: datetime.date) -> list[Share]:
    """Minutes by campaign, the most first."""
    return _shares(lines(first, last), "shift__campaign")


def _shares(found, by: str) -> list[Share]:
    counted = found.order_by().values_list(by, f"{by}__name", "volunteer").annotate(
        times=Count("pk"), total=Sum("minutes")
    )  # fmt: skip
    held: dict[tuple, list[tuple[int, int]]] = {}
    for pk, name, _volunteer, times, total in counted:
        held.setdefault((pk, name or ""), []).append((times, total))
    shares = [
        Share(pk, name, len(each), sum(times for times, _total in each),
              sum(total for _times, total in each),
              _cut(total for _times, total in each))
        for (pk, name), each in held.items()
    ]  # fmt: skip
    return sorted(shares, key=lambda share: (-share.minutes, share.name))


def _cut(minutes_of_each: Iterable[int]) -> Decimal:
    return half_hours(sum(minutes // 30 * 30 for minutes in minutes_of_each))


def half_hours(minutes: int) -> Decimal:
    """Return minutes as they are shown: hours, rounded down to the half."""
    return Decimal(minutes // 30) / 2
