"""Somebody who brings, owns, receives or finds: known already, or new."""

import uuid

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from museum.catalogue.desk.receiving.forms import text
from museum.catalogue.desk.receiving.namesakes import Row, rows_of
from museum.ledger import row_key
from museum.people.desk.forms import ASKS_SURNAME, PhoneField
from museum.people.knowing import meant
from museum.people.models import Person
from museum.reading.surnames import is_guessed, surname_of
from museum.reading.telephones import telephone

NEW = "new"
MATCHES = 8


class PersonPick(forms.Form):
    """Somebody known, or somebody new: one name to type, and a choice where names meet."""

    name = text(Person, "name")
    pick = forms.CharField(required=False, max_length=20)
    surname = text(Person, "surname", label=_("Taken for the surname"),
                   help_text=_("If that is wrong, write it right."))  # fmt: skip
    address_form = text(Person, "address_form", help_text=_("先生, 女士, 老师, 婆婆 …"))
    phone = PhoneField(help_text=_("Only to reach them about these things. Never made public."))
    former_group = text(Person, "former_group", help_text=_("三组"))
    building = text(Person, "building", help_text=_("6 栋, no flat number"))

    def __init__(self, *args, user, label, nobody, needed=False, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.before: Person | None = before  # who came before: chosen without typing the name again
        self.user, self.nobody, self.needed = user, nobody, needed
        self.is_called = False  # whether they appear as 马婆婆: nobody has 马乡亲 on a wall unasked
        self.fields["name"].label = label

    def typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")).strip() if self.is_bound else ""

    @cached_property
    def matches(self) -> list[Person]:
        """Return those already known whose name holds what was typed."""
        name = self.typed("name")
        if not name or not self.user.has_perm("people.view_person"):
            return []
        return list(Person.objects.known().filter(pk__in=meant(name))[:MATCHES])

    @cached_property
    def picked(self) -> Person | None:
        """Return the known person chosen, as long as the name typed is still theirs."""
        pick = self.typed("pick")
        if not pick.isdecimal():
            return None
        known = self.matches
        if self.before and self.typed("name") in ("", self.before.name):
            known = [self.before, *known]
        return next((each for each in known if each.pk == int(pick)), None)

    @property
    def rows(self) -> list[Row]:
        return rows_of(self.matches, self.picked)

    @property
    def row_before(self) -> Row | None:
        """Return whoever brought what came before."""
        if self.before is None:
            return None
        # The page is kept in a telephone: no digit of theirs.
        return rows_of([self.before], self.picked, with_telephone=False)[0]

    def clean(self):
        if not self.needed or self.picked:
            return
        name = self.cleaned_data.get("name")
        if name and self.before and self.typed("pick") == str(self.before.pk):
            self.add_error("name", _("Both are said: %(before)s as before, and “%(name)s”. Which of them?")
                           % {"before": self.before.name, "name": name})  # fmt: skip
            return
        if not name:
            self.add_error("name", self.nobody)
            return
        if self.matches and not self.is_new:
            self.add_error(
                "name", _("We know somebody of such a name. Is it the same person? Choose below.")
            )
            return
        if self.shows_surname and self.add_prefix("surname") not in self.data:
            self.add_error("surname", ASKS_SURNAME % {"surname": surname_of(name)})
        if self.is_called and not self.cleaned_data.get("address_form"):
            self.add_error("address_form", _("What are they called: 婆婆, 大姐, 师傅, 老师?"))

    @property
    def shows_surname(self) -> bool:
        """Whether what is taken for the surname of somebody new is a guess that is shown."""
        return not self.picked and is_guessed(self.typed("name"))

    @property
    def surname_taken(self) -> str:
        """Return what stands in the field: what was typed, else what the name begins with."""
        typed, guess = self.typed("surname"), surname_of(self.typed("name"))
        # A guess that was shown for what was typed before is no answer.
        return typed if typed and typed != self.typed("guess") else guess

    @property
    def is_new(self) -> bool:
        return self.typed("pick") == NEW

    def draft(self) -> Person:
        """Return the person meant, not yet saved where new."""
        if self.picked:
            return self.picked
        names = ("name", "surname", "address_form", "former_group", "building")
        typed = {name: self.typed(name) for name in names}
        typed["surname"] = self.surname_taken if self.shows_surname else ""
        return Person(typed_by=self.user, phone=telephone(self.typed("phone")), **typed)


def person_key(key: uuid.UUID, role: str) -> uuid.UUID:
    """Return the key of a person that a receipt brings along: the same when it is sent twice."""
    return row_key(key, f"person.{role}")
