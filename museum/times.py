"""Times of a day as people write them: an evening ends at 24:00, or at half past midnight.

From when to when something of one day can last is one rule, asked by form, verb and database alike
(`is_a_span` and, in the database, `in_order`):

- it ends later on the same day: 9:00 to 16:30;
- or at midnight, as 24:00 or 0:00, whenever it began: 10:00 to 24:00;
- or in the hour after midnight, which nobody means for noon: 11:00 to 0:30;
- or later in the night, until 6:00, if it began at noon or later: 18:00 to 2:00. What begins in the
  morning and ends at 4:30 was meant for half past four in the afternoon, and is asked about.

The minutes after midnight are those of the day it began on, and it is over before a whole day is:
0:30 to 0:15 is a slip of the finger. Only 0:00 to 24:00 is the whole day.
"""

import datetime

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.clock import time_in_words
from museum.reading.hours import time_in_figures

DAY = 24 * 60
MIDNIGHT, HOUR_AFTER = datetime.time(), datetime.time(1)
# What begins after noon may end so late in the night after.
NOON, NIGHT = datetime.time(12), datetime.time(6)


class TimeField(forms.TimeField):
    """Takes 24:00 for the midnight at the end of the day, and what people write: １８：００, 下午四点半."""

    default_error_messages = {"invalid": _("A time looks like 9:00. Look again.")}

    def to_python(self, value):
        if isinstance(value, str):
            value = time_in_figures(value).replace("24:00", "00:00", 1)
        return super().to_python(value)


class ClosingField(models.TimeField):
    """Takes 24:00 too. In the database a time like every other."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TimeField, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TimeField", args, kwargs


def minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute


def ends(opens: datetime.time, closes: datetime.time) -> int:
    """Return the minute of the day at which it ends, counted on past midnight: 0:30 is 1470."""
    return minutes(closes) + (DAY if closes <= opens else 0)


def is_a_span(opens: datetime.time, closes: datetime.time) -> bool:
    """Return whether something of one day can last from opens to closes, by the rule above."""
    return (
        opens < closes
        or closes == MIDNIGHT
        or (closes < HOUR_AFTER <= opens)
        or (opens >= NOON and closes <= NIGHT)
    )


def in_order(opens: str, closes: str) -> models.Q:
    """Return the same rule as a condition on two columns of a table."""
    return (
        models.Q(**{f"{opens}__lt": models.F(closes)})
        | models.Q(**{closes: MIDNIGHT})
        | models.Q(**{f"{closes}__lt": HOUR_AFTER, f"{opens}__gte": HOUR_AFTER})
        | models.Q(**{f"{opens}__gte": NOON, f"{closes}__lte": NIGHT})
    )


def span(opens: datetime.time, closes: datetime.time) -> str:
    """Return from when to when: 9:00–16:30, 18:00–24:00, 18:00–次日0:30."""
    if closes > opens:
        return f"{time_in_words(opens)}–{time_in_words(closes)}"
    return f"{time_in_words(opens)}–{'24:00' if closes == MIDNIGHT else '次日' + time_in_words(closes)}"
