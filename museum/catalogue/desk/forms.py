"""What is asked when things are handed over: the receipt, its people, its objects."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from museum.campaigns import Campaign
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Term
from museum.catalogue.models.holdings import Holding, Way
from museum.catalogue.recording import moment
from museum.ledger import row_key
from museum.people.admin.forms import PhoneField, digits
from museum.people.models import Person
from museum.people.naming import Naming
from museum.refusals import sentences

HERE, OFFERED, FOUND = "here", "offered", "found"
OWN, HOUSEHOLD, ORGANISATION, OTHER = "own", "household", "organisation", "other"
ME = "me"
NEW = "new"
MATCHES = 8


def text(model, name, **options):
    """Return a field of model as a form field that may stay empty."""
    plain = model._meta.get_field(name)
    given = {"required": False, "max_length": plain.max_length, "label": plain.verbose_name}
    return forms.CharField(**given | options)


def choice(label, choices, **options):
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **options)


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


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
    on_behalf = forms.CharField(
        label=_("On whose behalf"),
        max_length=80,
        required=False,
        help_text=_("Where it was handed down, for whom they speak. May stay empty."),
    )
    naming = choice(_("How does the giver want to be named?"), Naming.choices, required=False)
    received = choice(_("Who receives it?"), [(ME, ""), (OTHER, _("somebody else"))], initial=ME)
    received_on = forms.DateField(
        label=_("On which day"),
        widget=Day,
        initial=timezone.localdate,
        help_text=_("Earlier days are all right."),
        error_messages={
            "required": _("On which day was it?"),
            "invalid": _("This is no day in the calendar. Look again."),
        },
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
            moment(day)
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
        if has_giver and not self.cleaned_data.get("naming"):
            self.add_error("naming", _("Ask how they want to be named, then choose one."))


class PersonPick(forms.Form):
    """Somebody known, or somebody new: one name to type, and a choice where names meet."""

    name = text(Person, "name")
    pick = forms.CharField(required=False, max_length=20)
    address_form = text(Person, "address_form", help_text=_("先生, 女士, 老师, 婆婆 …"))
    phone = PhoneField(help_text=_("Only to reach them about these things. Never made public."))
    former_group = text(Person, "former_group", help_text=_("三组"))
    building = text(Person, "building", help_text=_("6 栋, no flat number"))

    def __init__(self, *args, user, label, nobody, needed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.nobody, self.needed = user, nobody, needed
        self.fields["name"].label = label

    def typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")).strip() if self.is_bound else ""

    @cached_property
    def matches(self) -> list[Person]:
        """Return those already known whose name holds what was typed."""
        name = self.typed("name")
        if not name or not self.user.has_perm("people.view_person"):
            return []
        return list(Person.objects.known().filter(name__icontains=name)[:MATCHES])

    @cached_property
    def picked(self) -> Person | None:
        """Return the known person chosen, as long as the name typed is still theirs."""
        pick = self.typed("pick")
        if not pick.isdecimal():
            return None
        return next((each for each in self.matches if each.pk == int(pick)), None)

    def clean(self):
        if not self.needed or self.picked:
            return
        name = self.cleaned_data.get("name")
        if not name:
            self.add_error("name", self.nobody)
        elif self.matches and not self.is_new:
            self.add_error(
                "name", _("We know somebody of such a name. Choose below whether it is them.")
            )

    @property
    def is_new(self) -> bool:
        return self.typed("pick") == NEW

    def draft(self) -> Person:
        """Return the person meant, not yet saved where new."""
        if self.picked:
            return self.picked
        names = ("name", "address_form", "former_group", "building")
        typed = {name: self.typed(name) for name in names}
        return Person(typed_by=self.user, phone=digits(self.typed("phone")), **typed)


class ThingForm(forms.Form):
    """One object on the receipt."""

    WAYS = [
        (Way.GIFT, _("given to the museum")),
        (Way.DEPOSIT, _("only kept here, still their own")),
        (Way.LOAN, _("lent for an exhibition")),
        (Way.PURCHASE, _("bought by the museum")),
        (Way.TRANSFER, _("handed over by an organisation")),
        (Way.FOUND, _("found here in the museum")),
    ]

    title = text(Item, "title", label=_("What is it?"),
                 help_text=_("A dialect name will do."))  # fmt: skip
    other_names = text(Item, "other_names", label=_("Also called"))
    way = choice(_("How did it come?"), WAYS, required=False)
    loan_ends = forms.DateField(
        label=_("Lent until"),
        widget=Day,
        required=False,
        error_messages={"invalid": _("This is no day in the calendar. Look again.")},
    )
    quantity = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=9999, required=False, initial=1
    )
    unit = text(Item, "unit", label=_("Counted in"), initial="件",
                widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}))  # fmt: skip
    pieces = forms.IntegerField(
        label=_("Pieces in all"), min_value=1, max_value=9999, required=False
    )
    condition = text(
        Item,
        "condition",
        label=_("What does it look like now?"),
        help_text=_("What is chipped, mended, missing."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    category = forms.ChoiceField(label=_("What kind of thing"), required=False)
    conditions = text(
        Holding, "conditions", label=_("What was agreed"),
        help_text=_("“We need it back at Qingming.” May stay empty."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args, categories, came=HERE, received_on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = categories
        self.came, self.received_on = came, received_on

    @property
    def is_blank(self) -> bool:
        words = ("title", "other_names", "condition", "conditions")
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in words)

    def clean(self):
        given = self.cleaned_data
        if "title" in given and not given["title"]:
            self.add_error("title", _("This object has no name yet. A dialect name will do."))
        if self.came == FOUND:
            given["way"] = Way.FOUND
        elif not given.get("way") and "way" not in self.errors:
            self.add_error("way", _("Given, or only kept here? Ask, then choose."))
        if given.get("way") == Way.FOUND and self.came == OFFERED:
            self.add_error("way", _("What was found in the museum is here already."))
        self._check_loan(given.get("way"), given.get("loan_ends"))
        quantity = given.get("quantity") or 1
        if given.get("pieces") and given["pieces"] < quantity:
            self.add_error("pieces", gettext("%(pieces)d pieces cannot be %(quantity)d %(unit)s.") % {
                "pieces": given["pieces"], "quantity": quantity, "unit": given.get("unit") or "件",
            })  # fmt: skip

    def _check_loan(self, way, ends):
        if way != Way.LOAN or "loan_ends" in self.errors:
            return
        if not ends:
            self.add_error("loan_ends", _("It is lent. Until when?"))
        elif self.received_on and ends < self.received_on:
            self.add_error("loan_ends", _("The loan would end before it begins. Look again."))

    def thing(self, pictures) -> Thing:
        given = self.cleaned_data
        category = given.get("category")
        quantity = given.get("quantity") or 1
        return Thing(
            title=given["title"],
            other_names=given["other_names"],
            way=given["way"],
            conditions=given["conditions"],
            loan_ends=given["loan_ends"] if given["way"] == Way.LOAN else None,
            category=Term.objects.get(pk=category) if category else None,
            quantity=quantity,
            unit=given["unit"] or "件",
            pieces=given.get("pieces") or quantity,
            condition=given["condition"],
            pictures=pictures,
        )


def categories() -> list:
    """Return the village's kinds as grouped choices. Two queries."""
    of_kind = Term.objects.of(Term.Vocabulary.CATEGORY)
    return [("", _("Decide later"))] + [
        (head.name, [(str(head.pk), head.name), *((str(each.pk), each.name)
                                                 for each in head.children.all())])
        for head in of_kind.filter(parent=None).prefetch_related(Prefetch("children", of_kind))
    ]  # fmt: skip


def person_key(key: uuid.UUID, role: str) -> uuid.UUID:
    """Return the key of a person that a receipt brings along: the same when it is sent twice."""
    return row_key(key, f"person.{role}")
