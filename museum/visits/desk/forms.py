"""What is asked about a group: four things at the door, the rest when there is time."""

import datetime

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum import clock
from museum.clock import day_of, time_of
from museum.desk.forms import DayField
from museum.people import meeting
from museum.visits import tapping
from museum.visits.models import Booking, Origin, Tap, Visit
from museum.visits.slips import MOST, Slip

BATCHES = 4


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


def suggested(listed: str, address: str = ""):
    """Return a box for which the datalist listed has suggestions, and address goes on while somebody
    types (museum/suggest.js)."""
    asked = {"data-suggest": reverse_lazy(address)} if address else {}
    return forms.TextInput(attrs={"list": listed, "autocomplete": "off", **asked})


class AsksWhichBody(forms.Form):
    """A form that names bodies: whether one is new is asked only where it may be one that is known."""

    another = forms.BooleanField(label=_("It is another body"), required=False)

    @property
    def asks_which_body(self) -> bool:
        found_errors = self.errors.as_data().values() if self.is_bound else ()
        asked = any(error.code == "same_body" for errors in found_errors for error in errors)
        return asked or bool(self.is_bound and self["another"].value())


class GroupForm(AsksWhichBody):
    """A group at the door, in a quarter of a minute."""

    organisation = line(
        _("Organisation"),
        60,
        widget=suggested("organisations", "visits:suggest"),
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

    def slip(self, came: datetime.datetime | None = None) -> Slip:
        """came: when, where it was written without a connection."""
        given, now = self.cleaned_data, came or clock.now()
        return Slip(
            persons=given["persons"],
            origin=given["origin"],
            kind=given["kind"] or Visit.Kind.OTHER,
            organisations=names(given["organisation"]),
            bodies_are_new=given["another"],
            day=day_of(now),
            arrived_at=time_of(now),
        )


class TallyForm(forms.Form):
    """What stands on the paper tally of one day."""

    day = DayField(label=_("Day of the visit"))
    adult = how_many(pgettext_lazy("visitors", "Adults"))
    child = how_many(pgettext_lazy("visitors", "Children"))
    elder = how_many(pgettext_lazy("visitors", "Elders"))

    def clean(self):
        given = self.cleaned_data
        if not any(given.get(kind) for kind in ("adult", "child", "elder")) and not self.errors:
            raise forms.ValidationError(_("Nobody is on it. Write at least one number."))


class RecountForm(forms.Form):
    """How many of one kind had come on a day that was counted wrongly."""

    day = DayField(label=_("Day of the visit"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("visitors", "Who"), choices=Tap.Kind.choices, widget=forms.RadioSelect
    )
    persons = forms.IntegerField(
        label=_("How many had come"),
        min_value=0,
        max_value=tapping.MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reason = line(_("Why it is corrected"), 200)


class ArrivalForm(forms.Form):
    persons = how_many(_("How many have come"), required=True)
    origin = forms.ChoiceField(
        label=_("Where from"), choices=[("", _("please choose")), *Origin.choices]
    )
    NEW = "new"

    def __init__(self, *args, booking: Booking, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(each.pk): each for each in meeting.asked_about(booking.organisation)}
        if not self.known:
            return
        names, name = "”、“".join(map(str, self.known.values())), booking.organisation
        asks = _("We know “%(known)s”. Is “%(name)s” the same body? Choose below.")
        self.fields["body"] = forms.ChoiceField(
            label=_("Which body is it?"),
            choices=[
                ("", _("please choose")),
                *((key, each.name) for key, each in self.known.items()),
                (self.NEW, _("another one, “%(name)s”") % {"name": name}),
            ],
            error_messages={"required": asks % {"known": names, "name": name}},
        )

    def which_body(self) -> dict:
        """Return which body it is, for the verb."""
        said = self.cleaned_data.get("body", "")
        return {"body": self.known.get(said), "body_is_new": said == self.NEW}


class AnswerForm(forms.Form):
    answer = lines(_("Words to them"), help_text=_("They read them on their booking’s page."))


class GuideForm(forms.Form):
    guide = line(pgettext_lazy("person", "Guide"), 60, widget=suggested("guides"))
