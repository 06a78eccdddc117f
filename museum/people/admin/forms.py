from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from museum.people.models import Person


def digits(written: str) -> str:
    """Return a telephone number as people write it without what they put between the digits."""
    bare = "".join(each for each in written if not each.isspace())
    mobile = bare.replace("-", "").removeprefix("+86")
    return mobile if len(mobile) == 11 and mobile.startswith("1") else bare


class PhoneField(forms.CharField):
    """A telephone number, taken with or without blanks and hyphens."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})

    def to_python(self, value):
        return digits(super().to_python(value))

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


class PersonForm(WagtailAdminModelForm):
    phone = PhoneField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            self.fields["user"].help_text = _("Only for somebody who signs in here.")


class NewPersonForm(forms.ModelForm):
    """For the chooser's window."""

    phone = PhoneField()

    class Meta:
        model = Person
        fields = ["name", "kind", "address_form", "phone", "former_group", "building"]
        labels = {"name": _("Known as")}
