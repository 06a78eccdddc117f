"""What is counted of the register of volunteers."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.figures.figure import VOLUNTEERS, Definition
from museum.figures.reckoning import Reckoning
from museum.volunteers.counting import half_hours
from museum.volunteers.models import ServiceLine

PEOPLE = pgettext_lazy("unit", "people")
HOURS = pgettext_lazy("unit", "hours")


def each_hours(reckoning: Reckoning) -> Decimal:
    """Return hours a head of those who served, to one place."""
    served = reckoning.served_count
    return (
        (half_hours(reckoning.minutes) / served).quantize(Decimal("0.1")) if served else Decimal(0)
    )


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
        _("Minutes between coming and going, added up and rounded down to half an hour. What waits "
          "for a second person does not count yet."),
        HOURS, lambda r: half_hours(r.minutes), lambda r: [r.service_lines],
        adds={ServiceLine: "minutes"}, told_from_the_sum=half_hours,
    ),
    Definition(
        "hours_each", VOLUNTEERS, _("Hours a head"),
        _("The hours divided by those who served."),
        HOURS, each_hours,
    ),
]  # fmt: skip
