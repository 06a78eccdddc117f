"""Whoever has the code of a booking finds it again, with the last figures of its telephone number.

Wrong code and wrong number are answered alike, so that nobody learns which of both was right, and an
address tries only so often. What is asked never stands in an address or a log: it is posted.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from museum.reading.figures import in_one_width
from museum.refusals import refuse
from museum.visits.booking import PREFIX, with_code
from museum.visits.models import Booking
from museum.visits.throttling import count_search

FIGURES = 4
NUMBER = re.compile(rf"{PREFIX}\W?\d{{4}}\W?\d{{4,6}}")  # YY-2026-0001


class FindForm(forms.Form):
    code = forms.CharField(
        label=pgettext_lazy("booking", "Code"),
        max_length=60,
        help_text=gettext_lazy("16 letters and figures on the booking’s page, in fours."),
        error_messages={"required": gettext_lazy("Please write down the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    telephone = forms.CharField(
        label=gettext_lazy("Last four figures of the telephone number"),
        max_length=30,
        error_messages={"required": gettext_lazy("Please write down the last four figures.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    def clean_code(self):
        """The number of a booking is no secret and leads nowhere: say which of the two is meant."""
        code = self.cleaned_data["code"]
        if NUMBER.fullmatch("".join(in_one_width(code).upper().split())):
            raise forms.ValidationError(
                _("This is the number of the booking; what is needed is its code."), code="number"
            )
        return code

    def found(self, address: str) -> Booking | None:
        """Return the booking, or None with the refusal above the form."""
        if not self.is_valid():
            return None
        try:
            return find(self.cleaned_data["code"], self.cleaned_data["telephone"], address=address)
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return None


def find(code: str, telephone: str, *, address: str) -> Booking:
    """Return the booking of this code and number. Refuse by code: too_often, not_found."""
    count_search(address)
    booking, typed_figures = with_code(code), _last_figures(telephone)
    known = _last_figures(booking.contact.phone) if booking else ""
    if (
        booking is None
        or len(typed_figures) < FIGURES
        or not constant_time_compare(known, typed_figures)
    ):
        refuse(None, _("No booking fits this code and these figures. Look at both again, or call us."),
               "not_found")  # fmt: skip
    return booking


def _last_figures(number: str) -> str:
    return "".join(sign for sign in in_one_width(number) if sign.isdecimal())[-FIGURES:]
