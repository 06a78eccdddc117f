"""Every figure of the museum, once: its words, what it counts, how, and from which rows."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.figures import of_objects, of_visits, of_volunteers
from museum.figures.figure import GIVERS, OBJECTS, VISITS, VOLUNTEERS

SECTIONS = {
    OBJECTS: _("Old things"),
    GIVERS: _("Those who gave"),
    VISITS: pgettext_lazy("museum", "Visits"),
    VOLUNTEERS: pgettext_lazy("museum", "Volunteers"),
}
ALL = [*of_objects.FIGURES, *of_visits.FIGURES, *of_volunteers.FIGURES]
BY_CODE = {each.code: each for each in ALL}
