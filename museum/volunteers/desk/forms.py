"""What is asked on the screens of the volunteers' register."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.campaigns import Campaign
from museum.clock import at, today
from museum.desk.forms import Clock, DayField
from museum.refusals import refuse
from museum.times import TimeField
from museum.volunteers.models import Record, Role, Shift, Volunteer
from museum.volunteers.models.volunteers import Level

NO_DAY = {"required": _("On which day?")}
NO_TIME = {"required": _("At what time?")}


def day(label, **options):
    return DayField(label=label, error_messages=NO_DAY, **options)


def clock(label, **options):
    return TimeField(label=label, widget=Clock, error_messages=NO_TIME, **options)


def why(**options):
    return forms.CharField(label=_("Why"), max_length=200, **options)


def known_as(volunteer: Volunteer) -> str:
    group = volunteer.person.former_group
    return f"{volunteer.person.name}{f'（{group}）' if group else ''} {volunteer.label}"


class VolunteerChoice(forms.ModelChoiceField):
    def __init__(self, **options):
        known = Volunteer.objects.registered().select_related("person")
        super().__init__(
            known.order_by("person__sounds", "number"),
            label=_("Volunteer"),
            error_messages={"required": _("Which volunteer?")},
            **options,
        )

    def label_from_instance(self, volunteer):
        return known_as(volunteer)


class ShiftForm(forms.Form):
    date = day(_("On which day"))
    starts = clock(pgettext_lazy("volunteer", "From"), initial=datetime.time(9))
    ends = clock(pgettext_lazy("volunteer", "Until"), initial=datetime.time(12))
    role = forms.ModelChoiceField(Role.objects.all(), label=_("Kind of work"),
                                  error_messages={"required": _("What is to be done?")})  # fmt: skip
    needed = forms.IntegerField(
        label=_("How many volunteers"), min_value=1, max_value=99, initial=1
    )
    place = forms.CharField(label=_("Where"), max_length=40, required=False)
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(),
        label=_("Campaign"),
        required=False,
        empty_label=pgettext_lazy("volunteer", "none"),
    )


class ChangeForm(forms.Form):
    needed = forms.IntegerField(label=_("How many volunteers"), min_value=1, max_value=99)
    place = forms.CharField(label=_("Where"), max_length=40, required=False)
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(),
        label=_("Campaign"),
        required=False,
        empty_label=pgettext_lazy("volunteer", "none"),
    )


class CallOffForm(forms.Form):
    reason = why(required=False)


class TimesForm(forms.Form):
    """Came and went, on the clock of the day of the shift."""

    came = clock(pgettext_lazy("volunteer", "Came at"))
    left = clock(pgettext_lazy("volunteer", "Went at"))

    def __init__(self, *args, shift: Shift, **kwargs):
        super().__init__(*args, **kwargs)
        self.shift = shift

    def times(self) -> tuple[datetime.datetime, datetime.datetime]:
        given = self.cleaned_data
        return within(self.shift, given["came"]), within(self.shift, given["left"], leaving=True)


def within(shift: Shift, time: datetime.time, *, leaving: bool = False) -> datetime.datetime:
    """Return the moment that a time on the sheet of shift means: of the day before, the day itself and
    the day after the one that lies nearest to the shift. 0:10 after an evening is ten past midnight,
    whether the shift ends at 24:00, at 23:59 or at 22:00.

    Of two that lie equally near one comes at the first and leaves at the last: 0:00 to 0:00 is the
    whole of a day that is worked from 0:00 to 24:00."""
    here = at(shift.date, time)
    day = datetime.timedelta(days=1)

    def away(moment):
        return max(shift.starts_at - moment, moment - shift.ends_at, datetime.timedelta())

    found = (here + day, here, here - day) if leaving else (here - day, here, here + day)
    return min(found, key=away)


class EnterForm(TimesForm):
    volunteer = VolunteerChoice()

    field_order = ["volunteer", "came", "left"]


class CorrectForm(TimesForm):
    reason = why(required=False)
    strike = forms.BooleanField(
        label=_("They were not there at all: strike this line out"), required=False
    )

    def times(self):
        came, left = super().times()
        return (came, came) if self.cleaned_data["strike"] else (came, left)


class DayForm(forms.Form):
    """When a volunteer left or came back."""

    day = day(_("On which day"), initial=today)
    reason = why(required=False)


class LevelForm(DayForm):
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)

    field_order = ["level", "day", "reason"]


class RecordForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("volunteer", "What"), choices=Record.Kind.choices)
    day = day(_("On which day"), initial=today)
    title = forms.CharField(
        label=_("Subject, name or conclusion"), max_length=80, required=False,
        help_text=_("“How to lead a school class”, “Volunteer of the year”, “good”."),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Hours"), min_value=0, max_value=999, decimal_places=1, required=False,
        help_text=_("For trainings."),
    )  # fmt: skip
    body = forms.CharField(label=_("Held, awarded or judged by"), max_length=80, required=False)
    place = forms.CharField(label=_("Where"), max_length=80, required=False)
    content = forms.CharField(
        label=_("In words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = why(required=False)

    def __init__(self, *args, replaces=None, **kwargs):
        super().__init__(*args, **kwargs)
        if replaces is None:
            del self.fields["reason"]

    def arguments(self) -> dict:
        given = dict(self.cleaned_data)
        given["on"] = given.pop("day")
        given["minutes"] = int((given.pop("hours") or 0) * 60)
        return given


class PeriodForm(forms.Form):
    first = day(_("From which day"))
    last = day(_("To which day"))


def whole(form: forms.Form) -> dict:
    """Return what a valid form says, or refuse with its first sentence (code "form")."""
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.items()))
    refuse(None, f"{form.fields[name].label}：{errors[0]}", "form")
