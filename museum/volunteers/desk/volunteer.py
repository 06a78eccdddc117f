"""What a volunteer's page says: shifts to come, hours line by line, records, papers, calendar."""

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse

from museum.volunteers.counting import half_hours
from museum.volunteers.models import ServiceLine, Shift, SignIn, Volunteer
from museum.volunteers.recording import clock, today


def facts_of(volunteer: Volunteer, request) -> dict:
    """Return the facts for volunteer's page and for their own. A handful of queries."""
    standing = ServiceLine.objects.standing().filter(volunteer=volunteer)
    first = today().replace(month=1, day=1)
    total = standing.aggregate(total=Sum("minutes"))["total"] or 0
    this_year = (
        standing.filter(shift__date__gte=first).aggregate(total=Sum("minutes"))["total"] or 0
    )
    coming = Shift.objects.held().of(volunteer).filter(date__gte=today())
    key = volunteer.feed_key
    return {
        "volunteer": volunteer,
        "total": half_hours(total),
        "this_year": half_hours(this_year),
        "year": first.year,
        "coming": coming.select_related("role").order_by("starts_at"),
        "lines": [told(line, standing_pks) for standing_pks in [_pks(standing)] for line in
                  _written(volunteer)],
        "open": SignIn.objects.open().filter(volunteer=volunteer).select_related("shift__role"),
        "records": volunteer.records.standing(),
        "statements": volunteer.statements.all(),
        "entries": volunteer.entries.all(),
        "feed_url": settings.BASE_URL + f"/volunteers/{key}.ics" if key else "",
        "feed_act": reverse("volunteering:feed", args=[volunteer.pk]),
    }  # fmt: skip


def _pks(standing) -> set[int]:
    return set(standing.values_list("pk", flat=True))


def _written(volunteer):
    return volunteer.lines.select_related("shift__role", "confirmation", "replaces").order_by(
        "-shift__date", "-pk"
    )[:200]


def told(line: ServiceLine, standing: set[int]) -> dict:
    decided = getattr(line, "confirmation", None)
    return {
        "line": line,
        "day": line.shift.date,
        "came": clock(line.came_at),
        "went": clock(line.left_at),
        "hours": half_hours(line.minutes),
        "stands": line.pk in standing,
        "waits": line.get_waits_display() if line.waits and decided is None else "",
        "refused": decided is not None and not decided.accepted,
    }
