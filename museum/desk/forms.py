"""What every register's forms share: days and times, the key of a form sent twice, where a refusal is put."""

import uuid

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from museum.clock import today
from museum.reading.days import day_meant


class Day(forms.DateInput):
    """The browser's own calendar. Whoever types instead writes as on paper (static/museum/typed.js)."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """Takes 2026年11月20日, 11.20 and 昨天, and refuses what it cannot read as it was written."""

    widget = Day
    default_error_messages = {"invalid": _("This is no day in the calendar. Look again.")}

    def to_python(self, value):
        read = day_meant(value, today()) if isinstance(value, str) else None
        return super().to_python(value if read is None else read)


class Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


def as_key(text) -> uuid.UUID | None:
    """Return text as a key, None where it is none."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def key_of(request) -> uuid.UUID:
    """Return the key that came with a form, so that a form sent twice is written once."""
    return as_key(request.POST.get("key", "")) or uuid.uuid4()


def put_errors(form, name: str | None, errors) -> None:
    """Put errors under a field of this name, or above the form where it has none."""
    known = name in form.fields and name != NON_FIELD_ERRORS
    form.add_error(name if known else None, errors)


def put(form, refusal: ValidationError, **names: str) -> None:
    """Put the sentences of a refusal under the fields they mean, or above the form.

    names: what a verb calls a value and the form otherwise: on="day".
    """
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        put_errors(form, names.get(name, name), errors)
