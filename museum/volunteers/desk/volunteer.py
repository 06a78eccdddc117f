"""What a volunteer's page says: shifts to come, hours line by line, records, papers, calendar."""

from django.db.models import Sum
from django.urls import reverse

from museum.clock import time_in_words, today
from museum.public_address import absolute
from museum.volunteers.counting import half_hours
from museum.volunteers.models import ServiceLine, Shift, SignIn, Volunteer


def facts_of(volunteer: Volunteer, request) -> dict:
    """Return the facts for volunteer's page and for their own. A handful of queries."""
    current = ServiceLine.objects.current().filter(volunteer=volunteer)
    first = today().replace(month=1, day=1)
    total = current.aggregate(total=Sum("minutes"))["total"] or 0
    this_year = current.filter(shift__date__gte=first).aggregate(total=Sum("minutes"))["total"] or 0
    coming = Shift.objects.held().of(volunteer).filter(date__gte=today())
    that_count = set(current.values_list("pk", flat=True))
    key = volunteer.feed_key
    return {
        "volunteer": volunteer,
        "total": half_hours(total),
        "this_year": half_hours(this_year),
        "year": first.year,
        "coming": coming.select_related("role").order_by("starts_at"),
        "lines": [line_shown(line, that_count) for line in _latest_lines(volunteer)],
        "open": SignIn.objects.open().filter(volunteer=volunteer).select_related("shift__role"),
        "records": volunteer.records.current(),
        "statements": volunteer.statements.all(),
        "entries": volunteer.entries.all(),
        "feed_url": absolute(f"/volunteers/{key}.ics") if key else "",
        "feed_act": reverse("volunteering:feed", args=[volunteer.pk]),
    }  # fmt: skip


def _latest_lines(volunteer):
    return volunteer.lines.select_related("shift__role", "confirmation", "replaces").order_by(
        "-shift__date", "-pk"
    )[:200]


def line_shown(line: ServiceLine, that_count: set[int]) -> dict:
    decided = getattr(line, "confirmation", None)
    return {
        "line": line,
        "day": line.shift.date,
        "came": time_in_words(line.came_at),
        "went": time_in_words(line.left_at),
        "stands": line.pk in that_count,
        "waits": line.get_waits_display() if line.waits and decided is None else "",
        "refused": decided is not None and not decided.accepted,
    }
