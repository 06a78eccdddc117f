"""What is asked when things are handed over: the receipt, its people, its objects."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.campaigns import Campaign
from museum.clock import today
from museum.desk.forms import DayField
from museum.people import meeting
from museum.people.models import Person
from museum.people.naming import Naming
from museum.plausible import moment_meant
from museum.refusals import sentences

HERE, OFFERED, FOUND = "here", "offered", "found"
OWN, HOUSEHOLD, ORGANISATION, OTHER = "own", "household", "organisation", "other"
ME = "me"


def text(model, name, **options):
    """Return a field of model as a form field that may stay empty."""
    plain = model._meta.get_field(name)
    given = {"required": False, "max_length": plain.max_length, "label": plain.verbose_name}
    return forms.CharField(**given | options)


def choice(label, choices, **options):
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **options)


class ReceivingForm(forms.Form):
    came = choice(
        _("What is it today?"),
        [
            (HERE, _("Somebody has brought things")),
            (OFFERED, _("Somebody only tells us; the things are not here yet")),
            (FOUND, _("Found in the museum, nobody brought it")),
        ],
        initial=HERE,
    )
    ownership = choice(
        _("Whose is it?"),
        [
            (OWN, _("their own")),
            (HOUSEHOLD, _("a household’s")),
            (ORGANISATION, _("an organisation’s")),
            (OTHER, _("somebody else’s")),
        ],
        initial=OWN,
        required=False,
    )
    household = text(Person, "name", label=_("Which household"), help_text=_("马家"))
    household_group = text(
        Person, "former_group", label=_("Former village group"), help_text=_("三组")
    )
    organisation = text(Person, "name", label=_("Which organisation"))
    another = forms.BooleanField(label=_("It is another body"), required=False)
    on_behalf = forms.CharField(
        label=_("On whose behalf"),
        max_length=80,
        required=False,
        help_text=_("Where it was handed down, for whom they speak. May stay empty."),
    )
    naming = choice(_("How does the giver want to be named?"), Naming.choices, required=False)
    received = choice(_("Who receives it?"), [(ME, ""), (OTHER, _("somebody else"))], initial=ME)
    received_on = DayField(
        label=_("On which day"),
        initial=today,
        help_text=_("Earlier days are all right."),
        error_messages={"required": _("On which day was it?")},
    )
    found_where = forms.CharField(label=_("Where was it found?"), max_length=120, required=False)
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(),
        label=_("Under a campaign?"),
        required=False,
        empty_label=pgettext_lazy("campaign", "none"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not Campaign.objects.exists():
            del self.fields["campaign"]
        self.fields["received"].choices = [(ME, str(user)), (OTHER, _("somebody else"))]

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        try:
            moment_meant(day)
        except ValidationError as refusal:
            raise ValidationError(sentences(refusal)) from refusal
        return day

    def clean(self):
        has_giver = self.cleaned_data.get("came") != FOUND
        ownership = self.cleaned_data.get("ownership")
        if has_giver and ownership == HOUSEHOLD and not self.cleaned_data.get("household"):
            self.add_error("household", _("Which household? 马家, for example."))
        if has_giver and ownership == ORGANISATION and not self.cleaned_data.get("organisation"):
            self.add_error("organisation", _("Which organisation?"))
        if has_giver and ownership == ORGANISATION:
            self._ask_which_body()
        if has_giver and not self.cleaned_data.get("naming"):
            self.add_error("naming", _("Ask how they want to be named, then choose one."))

    def _ask_which_body(self) -> None:
        name, is_new = self.cleaned_data.get("organisation", ""), self.cleaned_data["another"]
        try:
            meeting.check_body(name, field="organisation", is_new=is_new)
        except ValidationError as refusal:
            self.add_error(None, refusal)

    @property
    def asks_which_body(self) -> bool:
        """Whether it has been asked if a body is one that is known."""
        found_errors = self.errors.as_data().get("organisation", ()) if self.is_bound else ()
        asked = any(error.code == "same_body" for error in found_errors)
        return asked or bool(self.is_bound and self["another"].value())
