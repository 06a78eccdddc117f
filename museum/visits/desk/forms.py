"""What is asked about a group: four things at the door, the rest when there is time."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.visits import days
from museum.visits.models import Origin, Visit
from museum.visits.slips import MOST, Slip

BATCHES = 4


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


def how_many(label, *, required=False, most=MOST, **options):
    return forms.IntegerField(
        label=label,
        min_value=1 if required else 0,
        max_value=most,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **options,
    )


def line(label, most, **options):
    options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
    return forms.CharField(label=label, max_length=most, required=False, **options)


def names(text: str) -> list[str]:
    """Return the names written one a line, or with 、 between."""
    found = (" ".join(each.split()) for each in text.replace("、", "\n").splitlines())
    return [each for each in found if each]


def lines(label, **options):
    return forms.CharField(
        label=label,
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        **options,
    )


def suggested(listed: str):
    return forms.TextInput(attrs={"list": listed, "autocomplete": "off"})


class GroupForm(forms.Form):
    """A group at the door, in a quarter of a minute."""

    organisation = line(
        _("Organisation"),
        60,
        widget=suggested("organisations"),
        help_text=_("Type two signs: those known appear. A new one is written down."),
    )
    persons = how_many(pgettext_lazy("visitors", "How many"), required=True)
    origin = forms.ChoiceField(
        label=_("Where from"), choices=Origin.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=_("Kind of group"),
        choices=[("", _("fill in later")), *Visit.Kind.choices],
        required=False,
    )

    def slip(self) -> Slip:
        given, now = self.cleaned_data, days.now()
        return Slip(
            persons=given["persons"],
            origin=given["origin"],
            kind=given["kind"] or Visit.Kind.OTHER,
            organisations=names(given["organisation"]),
            day=now.date(),
            arrived_at=now.time().replace(second=0, microsecond=0),
        )


class TallyForm(forms.Form):
    """What stands on the paper tally of one day."""

    day = forms.DateField(label=_("Day of the visit"), widget=Day)
    adult = how_many(pgettext_lazy("visitors", "Adults"))
    child = how_many(pgettext_lazy("visitors", "Children"))
    elder = how_many(pgettext_lazy("visitors", "Elders"))

    def clean(self):
        given = self.cleaned_data
        if not any(given.get(kind) for kind in ("adult", "child", "elder")) and not self.errors:
            raise forms.ValidationError(_("Nobody is on it. Write at least one number."))


class ArrivalForm(forms.Form):
    persons = how_many(_("How many have come"), required=True)
    origin = forms.ChoiceField(
        label=_("Where from"), choices=[("", _("please choose")), *Origin.choices]
    )


class AnswerForm(forms.Form):
    answer = lines(_("Words to them"), help_text=_("They read them on their booking’s page."))


class GuideForm(forms.Form):
    guide = line(pgettext_lazy("person", "Guide"), 60, widget=suggested("guides"))
