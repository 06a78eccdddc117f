"""A field as a form asks it: tied to what was refused of it; the first one refused is gone to at once."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
FOCUS = mark_safe(" autofocus")


@register.filter
def asked(field: BoundField) -> SafeString:
    """Return the field's widget. What was refused has the id …_error, which Django ties to it."""
    return field.as_widget(attrs={"autofocus": True} if _is_first_refused(field) else None)


@register.filter
def in_focus(field: BoundField) -> SafeString:
    """Return the same for whatever holds the choices of a field."""
    return FOCUS if _is_first_refused(field) else SafeString()


@register.filter
def in_focus_above(form) -> SafeString:
    """Return the same for the words above a form of which no field alone was refused."""
    return SafeString() if any(field.errors for field in form) else FOCUS


def _is_first_refused(field: BoundField) -> bool:
    form = field.form
    if not form.is_bound:
        return False
    return next((each.name for each in form if each.errors), None) == field.name
