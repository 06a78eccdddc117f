"""One form for the public holidays of a year, and the reminder on the first screen."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from museum.visits import holidays
from museum.visits.days import today
from museum.visits.desk.forms import Clock, Day
from museum.visits.desk.screens import Screen, answer
from museum.visits.models import Holiday, WeeklyHours
from museum.visits.permissions import may

# Those that stand on the same day of every year.
FIXED = {Holiday.NEW_YEAR: (1, 1), Holiday.LABOUR: (5, 1), Holiday.NATION: (10, 1)}
CLOSED, OPEN = "closed", "open"


class HolidaysForm(forms.Form):
    """Five answers a holiday. A holiday without days stays as the week has it."""

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        for code, name in Holiday.choices:
            self.fields[code] = forms.DateField(label=name, widget=Day, required=False)
            self.fields[f"{code}_last"] = forms.DateField(
                label=gettext_lazy("last day"), widget=Day, required=False
            )
            self.fields[f"{code}_is"] = forms.ChoiceField(
                label=gettext_lazy("The museum is"),
                choices=[(OPEN, gettext_lazy("open")), (CLOSED, gettext_lazy("closed"))],
                required=False,
            )
            for name in ("opens", "closes"):
                self.fields[f"{code}_{name}"] = forms.TimeField(
                    label=gettext_lazy("opens") if name == "opens" else gettext_lazy("closes"),
                    widget=Clock(), required=False,
                )  # fmt: skip

    @property
    def rows(self):
        """Return (name, [its five fields]) for every holiday."""
        parts = ("", "_last", "_is", "_opens", "_closes")
        return [(name, [self[f"{code}{part}"] for part in parts]) for code, name in Holiday.choices]

    def told(self) -> dict[str, holidays.Off]:
        found, given = {}, self.cleaned_data
        for code in Holiday.values:
            first, last = given[code], given[f"{code}_last"]
            if not first and not last:
                continue
            hours = (given[f"{code}_opens"], given[f"{code}_closes"])
            if given[f"{code}_is"] == CLOSED:
                hours = (None, None)
            elif not all(hours):
                raise ValidationError({code: _("From when to when is it open?")})
            found[code] = holidays.Off(first or last, last or first, *hours)
        return found


def beginning(year: int) -> dict:
    """Return what the form begins with: what was entered, else the days that never move."""
    usual = WeeklyHours.objects.order_by("opens").first()
    found: dict = {}
    for code in Holiday.values:
        found[f"{code}_is"] = OPEN
        if usual:
            found |= {f"{code}_opens": usual.opens, f"{code}_closes": usual.closes}
    entered = list(holidays.of_year(year))
    for each in entered:
        found |= {
            each.holiday: each.first,
            f"{each.holiday}_last": each.last,
            f"{each.holiday}_is": OPEN if each.is_open else CLOSED,
        }
        if each.is_open:
            found |= {f"{each.holiday}_opens": each.opens, f"{each.holiday}_closes": each.closes}
    if not entered:
        found |= {code: datetime.date(year, *day) for code, day in FIXED.items()}
    return found


class Holidays(Screen):
    right = "open"
    template_name = "visits/desk/holidays.html"
    page_title = gettext_lazy("Public holidays")
    header_icon = "time"
    under_the_register = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.year = kwargs.get("year") or holidays.missing_year() or today().year
        if not 2000 <= self.year <= 2100:
            raise Http404

    def get(self, request, **kwargs):
        return self.shown(HolidaysForm(initial=beginning(self.year), year=self.year))

    def post(self, request, **kwargs):
        form = HolidaysForm(request.POST, year=self.year)
        if form.is_valid():
            try:
                holidays.enter(self.year, form.told(), by=request.user)
            except ValidationError as refusal:
                answer(form, refusal)
            else:
                messages.success(request, _("The holidays of %(year)s are entered. The website and "
                                            "the door say them.") % {"year": self.year})  # fmt: skip
                return redirect("visits:holidays", self.year)
        return self.shown(form)

    def shown(self, form):
        return self.render_to_response(self.get_context_data(form=form, year=self.year))


class HolidaysMissing(Component):
    """On the first screen, for those who set the hours: the holidays of which year are not in."""

    order = 200
    template_name = "visits/desk/holidays_missing.html"

    def get_context_data(self, parent_context):
        return {"year": self.year, "url": reverse("visits:holidays", args=[self.year])}

    @cached_property
    def year(self) -> int | None:
        return holidays.missing_year()


def remind(request, panels):
    """Hook construct_homepage_panels, after the desk has put its own there."""
    reminder = HolidaysMissing()
    if may(request.user, "open") and reminder.year:
        panels.append(reminder)
