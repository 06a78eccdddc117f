"""What is counted of the register of volunteers."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.figures.figure import VOLUNTEERS, Definition
from museum.figures.period_counts import PeriodCounts
from museum.volunteers.counting import hours_of
from museum.volunteers.models import ServiceLine

PEOPLE = pgettext_lazy("unit", "people")
HOURS = pgettext_lazy("unit", "hours")


def each_hours(counts: PeriodCounts) -> Decimal:
    """Return hours a head of those who served, to one place."""
    served = counts.served_count
    return (counts.hours / served).quantize(Decimal("0.1")) if served else Decimal(0)


FIGURES = [
    Definition(
        "volunteers_before", VOLUNTEERS, _("On the register before the period"),
        _("Volunteers on the register on the evening before the first day."),
        PEOPLE, lambda r: r.at_the_start.count(), lambda r: [r.at_the_start],
        knows_campaigns=False,
    ),
    Definition(
        "volunteers", VOLUNTEERS, _("On the register at the end"),
        _("Volunteers on the register on the evening of the last day."),
        PEOPLE, lambda r: r.at_the_end.count(), lambda r: [r.at_the_end], knows_campaigns=False,
    ),
    Definition(
        "served", VOLUNTEERS, _("Who served"),
        _("Volunteers with hours that count in the period, each once, gone meanwhile or not."),
        PEOPLE, lambda r: r.served_count, lambda r: [r.served],
    ),
    Definition(
        "hours", VOLUNTEERS, _("Hours of service"),
        _("Minutes between coming and going, added up for each volunteer and rounded down to half an "
          "hour. What waits for a second person does not count yet."),
        HOURS, lambda r: r.hours, lambda r: [r.service_lines],
        adds={ServiceLine: "minutes"}, sum_of=hours_of,
    ),
    Definition(
        "hours_each", VOLUNTEERS, _("Hours a head"),
        _("The hours divided by those who served."),
        HOURS, each_hours,
    ),
]  # fmt: skip
