from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from museum.people.knowing import likely
from museum.people.models import Person
from museum.reading.normal import plain
from museum.reading.surnames import is_guessed, surname_of
from museum.reading.telephones import telephone


class PhoneField(forms.CharField):
    """A telephone number, taken with or without blanks and hyphens."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})

    def to_python(self, value):
        return telephone(super().to_python(value))

    def run_validators(self, value):
        """Say by how much a mobile number is wrong: a digit that was not heard is asked for."""
        if value and value.isdecimal() and value.startswith("1") and 8 < len(value) != 11:
            raise forms.ValidationError(
                _("A mobile number has 11 digits, here are %(count)s. Look again."),
                code="digits",
                params={"count": len(value)},
            )
        super().run_validators(value)

    def __init__(self, **kwargs):
        plain = Person._meta.get_field("phone")
        kwargs = {"max_length": plain.max_length, "required": False, "label": plain.verbose_name,
                  "validators": plain.validators} | kwargs  # fmt: skip
        super().__init__(**kwargs)


ASKS_SURNAME = _(
    "We take “%(surname)s” for the surname. If that is right, save again; else change it."
)


ASKS_PERSON = _(
    "We know %(known)s. Is it the same person? If it is somebody else, tick below and save again."
)
ASKS_BODY = _(
    "We know %(known)s. Is it the same body? If it is another one, tick below and save again."
)


class AsksWhoItIs(forms.ModelForm):
    """A form that writes somebody down: asks whether it is somebody known, and shows what it took for
    the surname of a long name, before it writes. To be mixed into a form of Person."""

    instance: Person
    data: Any  # as it was sent, until a surname is read off

    def ask_who(self):
        """Let the question be answered only where it is asked."""
        known = self._likely() if self.is_bound else []
        if not known:
            del self.fields["another"]
        elif are_bodies(known):
            self.fields["another"].label = _("It is another body")

    def _likely(self):
        name = str(self.data.get(self.add_prefix("name"), ""))
        if self.instance.pk and plain(name) == plain(self.instance.name):
            return []
        return likely(name, but=self.instance if self.instance.pk else None)

    def clean(self):
        given = super().clean() or self.cleaned_data
        name = given.get("name") or ""
        known = self._likely() if name else []
        if known and not given.get("another"):
            asks = ASKS_BODY if are_bodies(known) else ASKS_PERSON
            params = {"known": "、".join(known_as(each) for each in known)}
            self.add_error("name", forms.ValidationError(asks, code="same", params=params))
        self._take_surname(given, name)
        return given

    def _take_surname(self, given, name: str) -> None:
        if "surname" not in self.fields or given.get("kind") == Person.Kind.ORGANISATION:
            return
        was = self.instance
        read_off = was.pk and was.surname == surname_of(was.name)
        if was.pk and name != was.name and given.get("surname") == was.surname and read_off:
            given["surname"] = ""
        if name and not given.get("surname"):
            given["surname"] = surname_of(name)
            if is_guessed(name):
                self.data = self.data.copy()
                self.data[self.add_prefix("surname")] = given["surname"]
                self.add_error("surname", ASKS_SURNAME % {"surname": given["surname"]})


class PersonForm(AsksWhoItIs, WagtailAdminModelForm):
    phone = PhoneField()
    another = forms.BooleanField(label=_("Somebody else of the same name"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            self.fields["user"].help_text = _("Only for somebody who signs in here.")
        self.ask_who()


class NewPersonForm(AsksWhoItIs, forms.ModelForm):
    """For the chooser's window."""

    phone = PhoneField()
    another = forms.BooleanField(label=_("Somebody else of the same name"), required=False)

    class Meta:
        model = Person
        fields = ["name", "surname", "kind", "address_form", "phone", "former_group", "building"]
        labels = {"name": _("Known as")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_who()


def are_bodies(people: list[Person]) -> bool:
    """Whether all who may be meant are bodies, which are asked about in other words."""
    return all(each.kind == Person.Kind.ORGANISATION for each in people)


def known_as(person: Person) -> str:
    """Return who is meant, with the group that tells namesakes apart and never a number."""
    return f"{person.name}（{person.former_group}）" if person.former_group else person.name
