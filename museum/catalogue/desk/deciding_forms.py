"""What is asked before a decision that says why: who signed, and a photo of the paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from museum.catalogue.desk.act_forms import (
    AcceptForm,
    ConsentForm,
    MustSay,
    PlaceField,
    ReasonForm,
    person_field,
)
from museum.catalogue.fetching_home import last_place
from museum.catalogue.models import Place, Term
from museum.desk.forms import DayField
from museum.pictures.judging import judge


class WhyForm(ReasonForm):
    """A decision that says why."""

    reason = MustSay(
        label=_("Reason"),
        max_length=200,
        help_text=_("A few words for those who come later."),
    )


class PaperField(forms.FileField):
    """A photo of the paper that was signed, judged before the act is done."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Photo of the signed paper"),
            required=False,
            help_text=_("May stay empty. Kept for the museum alone, never shown in public."),
            widget=forms.FileInput(attrs={"accept": "image/*"}),
            **kwargs,
        )

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file:
            file.judged = judge(file)
        return file or None


class SignedForm(WhyForm):
    """Why, who signed, and the paper."""

    who = _("Who signed")
    who_help = _("Where somebody signed.")
    field_order = ["reason", "person", "paper"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field()
        self.fields["person"].label, self.fields["person"].help_text = self.who, self.who_help
        self.fields["paper"] = PaperField()
        self.order_fields(self.field_order)


class SignsForm(SignedForm):
    who_help = _("The owner, or who may sign for them.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        owner = self.holdings[0].owner or self.holdings[0].donation.owner
        if owner and not owner.is_erased:
            self.initial.setdefault("person", owner.pk)


class HandedForm(SignsForm):
    who = _("To whom it is handed")
    who_help = _("The owner, or whom they sent.")


class BroughtForm(SignedForm):
    who = _("Who brought it")
    who_help = _("Where it is known.")


class TakeBackForm(WhyForm):
    pass


class DeaccessionForm(WhyForm):
    """The steps in the order in which a village passes them (field.md §4.5)."""

    reason_code = forms.ChoiceField(
        label=_("Why it leaves"), required=False, widget=forms.RadioSelect
    )
    decided_on = DayField(
        label=_("Decided on"),
        required=False,
        help_text=_("The day on which the village committee or the council decided."),
    )
    approval = forms.CharField(label=_("Number of the approval"), required=False, max_length=200)
    giver_said = forms.CharField(
        label=_("What the giver said"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The giver is asked before it leaves. If nobody is to be found, write that."),
    )
    noticed_on = DayField(
        label=_("Notice put up on"),
        required=False,
        help_text=_("It hangs for 15 days before the object leaves."),
    )
    field_order = ["reason_code", "reason", "looked_at_by", "decided_on", "approval", "agreed_by",
                   "giver_said", "noticed_on", "paper"]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = Term.objects.of("deaccession_reason").order_by("position")
        self.fields["reason_code"].choices = list(reasons.values_list("code", "name"))
        for name, label, words in (
            ("looked_at_by", _("Who looked at it"), _("Somebody who knows such things.")),
            ("agreed_by", _("Who agreed and signed"), _("The giver, or who may sign for them.")),
        ):
            self.fields[name] = person_field()
            self.fields[name].label, self.fields[name].help_text = label, words
        self.fields["paper"] = PaperField()
        self.order_fields(self.field_order)


class AcceptAfterAllForm(WhyForm, AcceptForm):
    pass


class FetchHomeForm(SignedForm):
    """Who takes it, until when, and how it looks as it goes."""

    until = DayField(label=_("Until when"), required=False)
    who, who_help = _("Who takes it"), _("Left empty: the owner.")
    what_for, photo = _("What for"), _("A photograph as it goes")
    field_order = ["until", "person", "reason", "paper"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(label=self.what_for, required=False, max_length=200)
        self.fields["paper"].label = self.photo
        self.order_fields(self.field_order)


class ComeHomeForm(FetchHomeForm):
    until = None  # type: ignore[assignment]
    destination = PlaceField(Place.objects.exclude(kind__in=("elsewhere", "home")))
    who, who_help = _("Who brought it"), _("May stay empty.")
    what_for, photo = _("How it looks now"), _("A photograph as it came")
    field_order = ["destination", "person", "reason", "paper"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("destination", last_place(self.holdings[0]))


class SettledForm(ConsentForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["concerning"].label = _("Who said so, and what")
        self.fields["concerning"].help_text = _("Who of the family agreed, and how it was said.")
