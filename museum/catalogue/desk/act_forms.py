"""What is asked before an act is done. Whether it may be done is asked by the verb."""

import uuid

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield

from museum.accounts.models import User
from museum.catalogue.correcting import OF_A_RECEIPT, OF_AN_OBJECT
from museum.catalogue.describing import is_writer
from museum.catalogue.models import Donation, Holding, Place, RegisterEntry, Tag
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Series
from museum.desk.forms import DayField
from museum.wording import StrOrPromise


class PlaceField(forms.ModelChoiceField):
    """A choice of places that says how full each one is."""

    def __init__(self, places=None, **kwargs):
        kwargs.setdefault("label", _("Where to"))
        places = Place.objects.all() if places is None else places
        ordered = places.counted().order_by("tree_order")
        super().__init__(ordered, **kwargs)

    def label_from_instance(self, place):
        if place.capacity is not None:
            words = _("%(place)s (%(now)s of %(capacity)s)")
        else:
            words = _("%(place)s (%(now)s here)")
        return words % {"place": place, "now": place.now, "capacity": place.capacity}


class MustSay(forms.CharField):
    """Words that must be there, and are marked so. The verb asks, in its own words and together with
    whatever else is missing."""

    def validate(self, value):
        pass


class ActForm(forms.Form):
    """The key makes an act that is sent twice happen once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    happened_at = DayField(
        label=_("When"),
        required=False,
        help_text=_("Left empty: just now."),
    )

    folded: tuple[str, ...] = ()  # names of the fields that stand folded away

    def __init__(self, *args, holdings, **kwargs):
        self.holdings = holdings
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "happened_at"])


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)


class AcceptForm(ReasonForm):
    series = forms.ChoiceField(
        label=_("Series"),
        choices=[(each.value, each.label) for each in Series if each != Series.DEPOSIT],
        initial=Series.COLLECTION,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if all(holding.way in STILL_THE_OWNERS for holding in self.holdings):
            del self.fields["series"]

    folded = ("series",)

    def clean_series(self):
        return self.cleaned_data["series"] or Series.COLLECTION


class MoveForm(ReasonForm):
    destination = PlaceField()
    field_order = ["destination", "reason"]


class DisplayForm(MoveForm):
    destination = PlaceField(Place.objects.for_display())

    @property
    def nowhere(self) -> StrOrPromise:
        """Return what to do first, "" where there is a place to choose."""
        if Place.objects.for_display().exists():
            return ""
        return _("No case is for display yet. Open it under Places and tick “for display”.")


class TakeOffForm(MoveForm):
    destination = PlaceField(Place.objects.filter(for_display=False))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("destination", Place.objects.store())


def person_field():
    """A person, through whatever chooser the desk has for people."""
    return formfield_for_dbfield(RegisterEntry._meta.get_field("person"), required=False)


class ConsentForm(ActForm):
    concerning = MustSay(
        label=_("Who consents, and how"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For which family or community, and how it was said."),
    )
    field_order = ["concerning", "person"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field()
        self.order_fields(self.field_order)


class ConsentEndedForm(ReasonForm):
    field_order = ["reason", "person"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field()
        self.order_fields(self.field_order)


class MatchForm(ReasonForm):
    known = forms.CharField(
        label=_("It is number"), max_length=30, help_text=_("As on the old label: CS00012")
    )
    sure = forms.BooleanField(
        label=_("I have looked: it is this one, and it no longer stands there"), required=False
    )
    field_order = ["known", "sure", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["sure"]  # asked where the register has it standing elsewhere

    def clean_known(self):
        number = self.cleaned_data["known"].strip().upper()
        code = Tag.objects.leading().select_related("item").named(number)
        found = code.item if code else None
        if found is None:
            raise forms.ValidationError(
                _("There is no object %(number)s. Look at the label again."),
                code="unknown",
                params={"number": number},
            )
        return found


class HandOnForm(ReasonForm):
    """To whom: those who write at the register, the one who writes it already left out."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Who goes on with it"))
    field_order = ["to", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["happened_at"]  # from now on, and no earlier
        self.fields["reason"].label = _("What is still missing")
        writers = [
            each.pk
            for each in User.objects.filter(is_active=True)
            if each.has_perm("catalogue.change_item")
            and not all(is_writer(holding, each) for holding in self.holdings)
        ]
        self.fields["to"].queryset = User.objects.filter(pk__in=writers)
        self.order_fields([*self.field_order, "key"])


class NothingAsked(ActForm):
    """Only the button: it happens now."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["happened_at"]


FACTS = {
    **{f"object.{name}": (Holding, name) for name in OF_AN_OBJECT},
    **{f"receipt.{name}": (Donation, name) for name in OF_A_RECEIPT},
}


class CorrectForm(ActForm):
    """Two steps: which fact, then its new value."""

    field = forms.ChoiceField(widget=forms.HiddenInput, choices=[(name, name) for name in FACTS])
    reason = MustSay(label=_("Reason"), max_length=300)
    field_order = ["field", "new", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.data.get("field") or self.initial.get("field")
        if chosen in FACTS:
            self.fields["new"] = new_value(*FACTS[chosen])
            self.order_fields([*self.field_order, "key", "happened_at"])


def new_value(model, name: str) -> forms.Field:
    """Return the field in which the new value of a registered fact is written."""
    fact = model._meta.get_field(name)
    if isinstance(fact, models.DateField):
        return DayField(label=_("New value"), required=not fact.null)
    field = formfield_for_dbfield(fact, label=_("New value"), help_text="")
    field.required = not fact.null and bool(getattr(fact, "choices", None))
    return field
