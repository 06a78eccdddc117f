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

from museum.clock import briefly, days_in_words, today
from museum.desk.forms import Clock, DayField, put
from museum.times import TimeField
from museum.visits import fitting, holidays
from museum.visits.desk.screens import Screen
from museum.visits.models import Holiday, VisitSettings, WeeklyHours
from museum.visits.permissions import may

# Those that stand on the same day of every year.
MANY = 12
FIXED = {Holiday.NEW_YEAR: (1, 1), Holiday.LABOUR: (5, 1), Holiday.NATION: (10, 1)}
CLOSED, OPEN = "closed", "open"
# More working weekend days than any year has had.
WORKING = [f"{holidays.WORKING}_{number}" for number in range(8)]
LINES = [
    *((code, name) for code, name in Holiday.choices if code != holidays.WORKING),
    *((code, Holiday.WORKING.label) for code in WORKING),
]


class HolidaysForm(forms.Form):
    """Five answers a holiday. A holiday without days stays as the week has it."""

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        for code, name in LINES:
            self.fields[code] = DayField(label=name, required=False)
            if not code.startswith(holidays.WORKING):
                self.fields[f"{code}_last"] = DayField(
                    label=gettext_lazy("last day"), required=False
                )
            self.fields[f"{code}_is"] = forms.ChoiceField(
                label=gettext_lazy("The museum is"),
                choices=[(OPEN, gettext_lazy("open")), (CLOSED, gettext_lazy("closed"))],
                required=False,
            )
            for name in ("opens", "closes"):
                self.fields[f"{code}_{name}"] = TimeField(
                    label=gettext_lazy("opens") if name == "opens" else gettext_lazy("closes"),
                    widget=Clock(), required=False,
                )  # fmt: skip

    @property
    def rows(self):
        """Return (name, [its five fields]) for every holiday; a working weekend day has four."""
        parts = ("", "_last", "_is", "_opens", "_closes")
        return [
            (name, [self[f"{code}{part}"] for part in parts if f"{code}{part}" in self.fields])
            for code, name in LINES
        ]

    def as_entered(self) -> tuple[dict[str, holidays.Off], list[holidays.Off]]:
        """Return the holidays by their code, and the weekend days on which the country works."""
        found, given = {}, self.cleaned_data
        for code, _name in LINES:
            first, last = given[code], given.get(f"{code}_last")
            if not first and not last:
                continue
            hours = (given[f"{code}_opens"], given[f"{code}_closes"])
            if given[f"{code}_is"] == CLOSED:
                hours = (None, None)
            elif None in hours:
                raise ValidationError({code: _("From when to when is it open?")})
            found[code] = holidays.Off(first or last, last or first, *hours)  # type: ignore[arg-type]  # one is given
        working = [found.pop(code) for code in WORKING if code in found]
        return found, working


def closed_by_hand(year: int) -> list[str]:
    """Return what a hand closed in year, in words."""
    return [
        days_in_words(each.first, each.last) + (f"（{each.words}）" if each.words else "")
        for each in holidays.closed_by_hand(year)
    ]


def say_what_stays_closed(request, year: int) -> None:
    if closed := closed_by_hand(year):
        said = _("Closed by hand, and closed it stays: %(days)s. To open it, take that line away under "
                 "“Other closed days and the week”.")  # fmt: skip
        messages.warning(request, said % {"days": "、".join(closed)})


def say_what_no_longer_fits(request) -> None:
    """After the hours or the holidays were saved: whom to call."""
    if found := fitting.misfits():
        said = _("These bookings no longer fit. Call them: %(bookings)s.")
        messages.warning(request, said % {
            "bookings": "；".join(f"{briefly(each.booking.day)} {each}" for each in found[:MANY])
        })  # fmt: skip
    if on_duty := fitting.on_duty_while_closed():
        said = _("The museum is closed, and these are on duty. Tell them: %(shifts)s.")
        messages.warning(request, said % {"shifts": "；".join(on_duty[:MANY])})


def after_the_settings(request, setting):
    """Hook after_edit_setting."""
    if isinstance(setting, VisitSettings):
        say_what_no_longer_fits(request)


def beginning(year: int) -> dict:
    """Return what the form begins with: what was entered, else the days that never move."""
    usual = WeeklyHours.objects.order_by("opens").first()
    found: dict = {}
    code: str | None
    for code, _name in LINES:
        found[f"{code}_is"] = OPEN
        if usual:
            found |= {f"{code}_opens": usual.opens, f"{code}_closes": usual.closes}
    entered = list(holidays.of_year(year))
    free = iter(WORKING)
    for each in entered:
        code = next(free, None) if each.holiday == holidays.WORKING else each.holiday
        if code is None:
            continue
        found |= {
            code: each.first,
            f"{code}_last": each.last,
            f"{code}_is": OPEN if each.is_open else CLOSED,
        }
        if each.is_open:
            found |= {f"{code}_opens": each.opens, f"{code}_closes": each.closes}
    if not entered:
        found |= {code: datetime.date(year, *day) for code, day in FIXED.items()}
    for each in holidays.closed_by_hand(year):
        for code, first in FIXED.items():
            if found.get(code) and each.first <= datetime.date(year, *first) <= each.last:
                found[f"{code}_is"] = CLOSED
    return found


class Holidays(Screen):
    needs = "open"
    template_name = "visits/desk/holidays.html"
    page_title = gettext_lazy("Public holidays")
    header_icon = "time"
    above = ()

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
                holidays.enter(self.year, *form.as_entered(), by=request.user)
            except ValidationError as refusal:
                put(form, refusal)
            else:
                messages.success(request, _("The holidays of %(year)s are entered. The website and "
                                            "the door say them.") % {"year": self.year})  # fmt: skip
                say_what_stays_closed(request, self.year)
                say_what_no_longer_fits(request)
                return redirect("visits:holidays", self.year)
        return self.shown(form)

    def shown(self, form):
        return self.render_to_response(self.get_context_data(
            form=form, year=self.year, closed_by_hand=closed_by_hand(self.year)
        ))  # fmt: skip


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
