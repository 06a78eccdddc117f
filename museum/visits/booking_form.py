"""What is asked when a group books: on the website and at the desk the same. On the telephone only day,
hour and size must be said, as at the door: the rest is filled in when they come."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from museum.clock import time_in_words, today
from museum.people.desk.forms import PhoneField
from museum.people.naming import masked
from museum.refusals import codes
from museum.visits.booking import Wish
from museum.visits.capacity import Share, TimeLeft, has_begun, split, times_left
from museum.visits.models import Origin, Visit, VisitSettings
from museum.visits.wishing import check_day, check_when

MOST = 2000
LATER = ("kind", "origin", "name", "phone")


class BookingForm(forms.Form):
    day = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.ChoiceField(
        label=_("At what time"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the times.")),
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
    begun_is_meant = forms.BooleanField(
        label=_("It has begun already, and they are coming all the same"), required=False
    )
    agreed = forms.BooleanField(
        label=_("I have read what happens with my data"),
        error_messages={"required": _("Please read what happens with your data, then tick.")},
    )

    times: list[TimeLeft]

    def __init__(self, *args, by_staff=False, own=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.own, self.offered, self.is_begun = own, [], False
        self.by_staff = by_staff
        self.times = []
        del self.fields["agreed" if by_staff else "begun_is_meant"]
        if by_staff:
            self._ask_later()
        if own and own.contact.phone:
            self.fields["phone"].required = False
            self.fields["phone"].help_text = _("Left empty: %(phone)s stays.") % {
                "phone": masked(own.contact.phone)
            }
        self.fields["day"].widget.attrs["min"] = today().isoformat()
        if self.chosen_day:
            self.times = [
                each
                for each in times_left(self.chosen_day, but=own)
                if by_staff or not has_begun(self.chosen_day, each.span.opens)
            ]
        self.fields["time"].choices = [
            (f"{each.span.opens:%H:%M}", str(each.span)) for each in self.times
        ]

    def _ask_later(self):
        for name in LATER:
            self.fields[name].required = False
        for name, choices in (("kind", Visit.Kind.choices), ("origin", Origin.choices)):
            self.fields[name].choices = [("", _("fill in later")), *choices]

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

    def clean(self):
        """Where something is missing already, say in the same breath what is wrong with the day or
        the hour. Where nothing is, the verb says it, under its lock."""
        given = self.cleaned_data
        if self.errors and "day" in given:
            try:
                if {"time", "size"} <= given.keys():
                    wish = Wish(name="", phone="", **self._when())
                    check_when(wish, by_staff=self.by_staff, but=self.own)
                else:
                    check_day(given["day"], by_staff=self.by_staff)
            except ValidationError as refusal:
                self.put(refusal)

    def put(self, refusal: ValidationError) -> None:
        """Hold ready what would fit, and put the sentences of a refusal under the fields they mean."""
        self.offer(refusal)
        errors_by_field = getattr(refusal, "error_dict", {None: refusal})
        if "day" in errors_by_field:
            self.errors.pop("time", None)  # of another day other times are offered
        for field, errors in errors_by_field.items():
            self.add_error(field if field in self.fields else None, errors)

    def _when(self) -> dict:
        """Return what of the wish is about day and hour."""
        given = self.cleaned_data
        starts_at, size = datetime.time.fromisoformat(given["time"]), given["size"]
        shares = [Share(starts_at, size)]
        if given["in_two"]:
            shares = self._as_before() or split(self.times, starts_at, size, in_two=True) or shares
        begun = given.get("begun_is_meant", False)
        return {"day": given["day"], "shares": shares, "begun_is_meant": begun}

    def _as_before(self) -> list[Share]:
        """Return the two parts that a booking has, where day, hour and size stay as they are."""
        if self.own is None or self.own.day != self.cleaned_data["day"]:
            return []
        seats = self.own.seats.select_related("slot").order_by("slot__starts_at")
        parts = [Share(seat.slot.starts_at, seat.persons) for seat in seats]
        same = (
            sum(part.persons for part in parts) == self.cleaned_data["size"]
            and f"{parts[0].starts_at:%H:%M}" == self.cleaned_data["time"]
        )
        return parts if same and len(parts) > 1 else []

    def wish(self) -> Wish:
        given = self.cleaned_data
        plain = ("name", "phone", "organisation", "kind", "origin", "wants_guide", "wishes")
        return Wish(
            **self._when(),
            notice_version=VisitSettings.load().notice_version if given.get("agreed") else "",
            **{name: given[name] for name in plain} | {"kind": given["kind"] or Visit.Kind.OTHER},
        )

    def offer(self, refusal: ValidationError) -> None:
        """After a refusal for want of room, hold ready how the party would fit in two parts.

        Before the refusal is put under its field: Django then forgets what was typed there.
        """
        self.is_begun = self.is_begun or "begun" in codes(refusal)
        if "full" not in codes(refusal):
            return
        given = self.cleaned_data
        starts_at = datetime.time.fromisoformat(given["time"])
        parts = split(self.times, starts_at, given["size"])
        if len(parts) == 2:
            self.offered = [(time_in_words(part.starts_at), part.persons) for part in parts]
