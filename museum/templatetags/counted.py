"""{{ paginator|counted }}: how many lines a list has, said with the measure word of what is listed."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

MEASURED = {
    "catalogue.item": _("%(count)s objects in all"),
    "catalogue.donation": _("%(count)s receipts in all"),
    "catalogue.place": _("%(count)s places in all"),
    "people.person": _("%(count)s people in all"),
    "volunteers.volunteer": _("%(count)s people in all"),
    "accounts.user": _("%(count)s accounts in all"),
    "pictures.picture": _("%(count)s pictures in all"),
}
LINES = _("%(count)s lines in all")


@register.filter
def counted(paginator) -> str:
    model = getattr(paginator.object_list, "model", None)
    words = MEASURED.get(model._meta.label_lower, LINES) if model else LINES
    return words % {"count": paginator.count}
