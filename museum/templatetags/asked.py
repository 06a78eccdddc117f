"""The first field of a form that was refused is gone to at once (museum/desk/answers.py ties the rest)."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
FOCUS = mark_safe(" autofocus")


@register.filter
def in_focus(field: BoundField) -> SafeString:
    """Return the attribute for whatever holds the choices of a field."""
    return FOCUS if field.is_first_refused else SafeString()  # type: ignore[attr-defined]


@register.filter
def in_focus_above(form) -> SafeString:
    """Return the same for the words above a form of which no field alone was refused."""
    return SafeString() if any(field.errors for field in form) else FOCUS
