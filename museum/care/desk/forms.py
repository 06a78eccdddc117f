"""Three people, a day and a note: what a handover asks."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from museum.accounts.models import User
from museum.care import by_place
from museum.care.handing_over import ROLES, Parties
from museum.care.models import CustodyTransfer
from museum.catalogue.models import Place
from museum.clock import today
from museum.desk.forms import DayField
from museum.people.knowing import likely_same
from museum.people.meeting import with_surname
from museum.people.models import Person
from museum.reading.normal import plain

NEW = "new"
LABELS = {
    "giving": _("Who hands over?"),
    "taking": _("Who takes over?"),
    "witness": _("Who watches?"),
}
HINTS = {
    "giving": _("Whoever has answered for the things so far."),
    "taking": _("Whoever answers for them from now on."),
    "witness": _("Somebody of the committee, for example. They need no account."),
}


class PartyForm(forms.Form):
    """One of the three: somebody with an account is known by the name, of others it is asked."""

    name = forms.CharField(max_length=60, required=False)

    def __init__(self, data, *, role: str):
        super().__init__(data, prefix=role)
        self.fields["name"].label = LABELS[role]
        self.fields["name"].help_text = HINTS[role]
        self.fields["name"].widget.attrs |= {"list": "accounts", "autocomplete": "off"}

    @cached_property
    def typed(self) -> str:
        return " ".join(str(self.data.get(self.add_prefix("name"), "")).split())

    @cached_property
    def known(self) -> dict[str, Person]:
        """Return whom the name may mean, by what is sent back when they are chosen."""
        if not self.typed:
            return {}
        of_account = {
            each.pk: _as_person(each)
            for each in accounts()
            if plain(str(each)) == plain(self.typed)
        }
        others = [each for each in likely_same(self.typed) if each.kind == Person.Kind.PERSON
                  and each.user_id not in of_account]  # fmt: skip
        return {f"account-{pk}": each for pk, each in of_account.items()} | {
            str(each.pk): each for each in others
        }

    @property
    def pick(self) -> str:
        return str(self.data.get(self.add_prefix("pick"), ""))

    @property
    def is_new(self) -> bool:
        return self.pick == NEW

    @property
    def asks(self) -> bool:
        """Whether it is to be asked who is meant: not where one account alone has the name."""
        return bool(self.known) and not (len(self.known) == 1 and self._only.user_id)

    @property
    def _only(self) -> Person:
        return next(iter(self.known.values()))

    def clean(self):
        if self.asks and self.pick not in self.known and not self.is_new:
            self.add_error(
                "name", _("We know somebody of such a name. Is it the same person? Choose below.")
            )

    def person(self, *, by) -> Person:
        """Return who is meant, not written down yet where they are new."""
        if self.known and not self.asks:
            return self._only
        return self.known.get(self.pick) or with_surname(Person(name=self.typed, typed_by=by))


def _as_person(account: User) -> Person:
    known = Person.objects.filter(user=account).first()
    return known or Person(user=account, name=str(account))


class HandoverForm(forms.Form):
    halls = forms.ModelMultipleChoiceField(
        Place.objects.none(),
        label=_("What is handed over?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place.")},
    )
    on = DayField(
        label=_("On which day"),
        initial=today,
        error_messages={"required": _("On which day was it?")},
    )
    note = forms.CharField(
        label=_("Keys and whatever else goes along"),
        max_length=CustodyTransfer._meta.get_field("note").max_length,
        required=False,
        help_text=_("展柜6把，库房2把 …"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        halls = Place.objects.filter(pk__in=[each.pk for each in by_place.halls_in_use()])
        self.fields["halls"].queryset = halls
        self.initial.setdefault("halls", [each.pk for each in halls])


class Forms:
    """The page's one form and its three people."""

    def __init__(self, data=None):
        self.handover = HandoverForm(data)
        self.parties = [PartyForm(data, role=role) for role in ROLES]

    def are_valid(self) -> bool:
        return all([self.handover.is_valid(), *(each.is_valid() for each in self.parties)])

    def people(self, *, by) -> Parties:
        return Parties(*(each.person(by=by) for each in self.parties))


def accounts() -> list[User]:
    return list(User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk"))
