"""How many a list has, and how many it found, said with the measure word of what is listed.

{{ paginator|counted }} stands at the foot of a list, {{ view|found:12 }} and {{ paginator|found:12 }} over
what a search or a filter left. What stands in no list below is counted in lines (条).
"""

from django import template
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from museum.wording import StrOrPromise

register = template.Library()

LINES = pgettext_lazy("measure word", "lines")
PAGES = pgettext_lazy("measure word", "pages")
UNITS: dict[str, StrOrPromise] = {
    "catalogue.item": pgettext_lazy("measure word", "objects"),
    "catalogue.donation": pgettext_lazy("measure word", "receipts"),
    "catalogue.place": pgettext_lazy("measure word", "places"),
    "catalogue.term": pgettext_lazy("measure word", "terms"),
    "people.person": pgettext_lazy("measure word", "people"),
    "volunteers.volunteer": pgettext_lazy("measure word", "people"),
    "volunteers.role": pgettext_lazy("measure word", "kinds"),
    "volunteers.shifttemplate": pgettext_lazy("measure word", "shifts"),
    "museum.campaign": pgettext_lazy("measure word", "campaigns"),
    "accounts.user": pgettext_lazy("measure word", "accounts"),
    "pictures.picture": pgettext_lazy("measure word", "pictures"),
    "wagtailcore.page": PAGES,
    "wagtailcore.site": pgettext_lazy("measure word", "sites"),
    "auth.group": pgettext_lazy("measure word", "kinds"),
    "contenttypes.contenttype": pgettext_lazy("measure word", "kinds"),
}


def unit_of(listed) -> StrOrPromise:
    """Return the measure word of a view, a queryset, a paginator or the name of a model; a view may say
    another (unit)."""
    if isinstance(listed, str):
        return UNITS[listed]
    if own := getattr(listed, "unit", None):
        return own
    if isinstance(listed, Paginator):
        listed = listed.object_list
    model = getattr(listed, "model", None)
    return UNITS.get(model._meta.label_lower, LINES) if hasattr(model, "_meta") else LINES


@register.filter
def counted(paginator) -> str:
    words = {"count": paginator.count, "unit": unit_of(paginator)}
    return _("%(count)s%(unit)s in all") % words


@register.filter
def found(listed, count: int) -> str:
    return _("%(count)s%(unit)s found") % {"count": count, "unit": unit_of(listed)}
