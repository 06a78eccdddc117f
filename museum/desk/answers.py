"""What a form says of a field that was left empty: what is to be written or chosen there, by its own name."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

from museum.wording import StrOrPromise

CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)
# What a question ends with has no place in the middle of a sentence.
ASKING = "？?：: "


def is_left_empty(error: ValidationError) -> bool:
    """Say whether error is what Django says of an empty field, and no sentence of our own."""
    default = forms.Field.default_error_messages["required"]
    return error.code == "required" and error.message == default


class Answer(forms.BoundField):
    def as_widget(self, widget=None, attrs=None, only_initial=False):
        return super().as_widget(widget, self._tied(attrs or {}), only_initial)

    def _tied(self, attrs: dict) -> dict:
        """Tie what was refused to its sentence, and let the first one of a form be gone to at once."""
        if self.is_hidden or not self.form.is_bound or not self.errors:
            return attrs
        described = attrs.get("aria-describedby") or self.aria_describedby or ""
        if self.auto_id and f"{self.auto_id}_error" not in described:
            described = f"{described} {self.auto_id}_error".strip()
        tied = attrs | {"aria-describedby": described}
        return tied | {"autofocus": True} if self.is_first_refused else tied

    @property
    def is_first_refused(self) -> bool:
        first = next((name for name in self.form.fields if name in self.form.errors), None)
        return self.form.is_bound and first == self.name

    @property
    def errors(self) -> ErrorList:
        found = super().errors
        told = [self._told(error) for error in found.as_data()]
        return type(found)(
            told,
            error_class=found.error_class,
            renderer=found.renderer,
            field_id=found.field_id,  # type: ignore[attr-defined]
        )

    @property
    def refused(self) -> list[StrOrPromise]:
        """What stands above the form: each sentence names its field, once."""
        return [
            sentence if is_left_empty(error) or str(self.label).rstrip(ASKING) in sentence
            else _("%(field)s: %(sentence)s") % {"field": self.label, "sentence": sentence}
            for error, sentence in zip(super().errors.as_data(), map(str, self.errors), strict=True)
        ]  # fmt: skip

    def _told(self, error: ValidationError) -> ValidationError:
        return ValidationError(self._missing(), code="required") if is_left_empty(error) else error

    def _missing(self) -> StrOrPromise:
        name = {"field": str(self.label).rstrip(ASKING)}
        if isinstance(self.field.widget, forms.CheckboxInput):
            return _("Please tick: %(field)s.") % name
        if isinstance(self.field.widget, CHOSEN):
            return _("Please choose %(field)s.") % name
        return _("Please write %(field)s.") % name


class Renderer(TemplatesSetting):
    """Every form of the house asks through Answer (Django: FORM_RENDERER)."""

    bound_field_class = Answer
