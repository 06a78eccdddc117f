"""What is asked when a group books: on the website and at the desk the same."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from museum.people.admin.forms import PhoneField
from museum.people.naming import masked
from museum.refusals import codes
from museum.visits.booking import Wish
from museum.visits.days import today
from museum.visits.models import Origin, Visit, Visiting
from museum.visits.room import Free, Share, clock, free, split

MOST = 2000


class BookingForm(forms.Form):
    day = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.ChoiceField(
        label=_("At what time"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the times.")},
    )
    size = forms.IntegerField(
        label=_("How many are coming"),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("How many are you?")},
    )
    in_two = forms.BooleanField(label=_("Come in two parts"), required=False)
    organisation = forms.CharField(
        label=_("School, organisation, family"), max_length=60, required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind of group"), choices=[("", _("please choose")), *Visit.Kind.choices]
    )
    origin = forms.ChoiceField(
        label=_("Where from"), choices=[("", _("please choose")), *Origin.choices]
    )
    name = forms.CharField(label=_("Whom may we ask for"), max_length=60)
    phone = PhoneField(label=_("Telephone"), required=True)
    wants_guide = forms.BooleanField(label=_("We would like a guide"), required=False)
    wishes = forms.CharField(
        label=_("Anything else"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A wheelchair, an oath, a group photograph. Please no names of pupils."),
    )
    agreed = forms.BooleanField(
        label=_("I have read what happens with my data"),
        error_messages={"required": _("Please read what happens with your data, then tick.")},
    )

    def __init__(self, *args, by_staff=False, own=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.own, self.offered = own, []
        self.times: list[Free] = []
        if by_staff:
            del self.fields["agreed"]
        if own and own.contact.phone:
            self.fields["phone"].required = False
            self.fields["phone"].help_text = _("Left empty: %(phone)s stays.") % {
                "phone": masked(own.contact.phone)
            }
        self.fields["day"].widget.attrs["min"] = today().isoformat()
        if self.chosen_day:
            self.times = free(self.chosen_day, but=own)
        self.fields["time"].choices = [
            (f"{each.span.opens:%H:%M}", f"{clock(each.span.opens)}–{clock(each.span.closes)}")
            for each in self.times
        ]

    @property
    def chosen_day(self) -> datetime.date | None:
        given = self.data.get("day") if self.is_bound else self.initial.get("day")
        if isinstance(given, datetime.date):
            return given
        try:
            return datetime.date.fromisoformat(str(given or ""))
        except ValueError:
            return None

    @property
    def choices(self):
        """Return the times as radio buttons, each with the places left."""
        return list(zip(self["time"], self.times, strict=True))

    def wish(self) -> Wish:
        given = self.cleaned_data
        starts_at = datetime.time.fromisoformat(given["time"])
        shares = [Share(starts_at, given["size"])]
        if given["in_two"]:
            shares = split(self.times, starts_at, given["size"]) or shares
        plain = ("day", "name", "phone", "organisation", "kind", "origin", "wants_guide", "wishes")
        return Wish(
            shares=shares,
            notice_version=Visiting.load().notice_version if given.get("agreed") else "",
            **{name: given[name] for name in plain},
        )

    def offer(self, refusal: ValidationError) -> None:
        """After a refusal for want of room, hold ready how the party would fit in two parts.

        Before the refusal is put under its field: Django then forgets what was typed there.
        """
        if "full" not in codes(refusal):
            return
        given = self.cleaned_data
        starts_at = datetime.time.fromisoformat(given["time"])
        parts = split(self.times, starts_at, given["size"])
        if len(parts) == 2:
            self.offered = [(clock(part.starts_at), part.persons) for part in parts]
