"""What was written down wrong."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from museum.catalogue import correcting
from museum.catalogue.desk import act_forms as forms
from museum.catalogue.desk.act_conditions import by_the_curator_or_who_typed_it
from museum.catalogue.desk.acts.act import Act
from museum.catalogue.models import Donation
from museum.plausible import moment_meant


def correct(item, *, by, key, field, new, **given):
    """Correct the fact of this name, wherever it stands."""
    model, name = forms.FACTS[field]
    holding = item.holding
    if field == "object.owner" and correcting.followers(holding.donation).filter(pk=holding.pk):
        model = Donation  # the same wrong name: corrected where it was written
    row = holding.donation if model is Donation else item
    if name == "happened_at":
        try:
            new = moment_meant(new)
        except ValidationError as error:
            raise ValidationError({"new": error.messages}) from error
    return correcting.correct(row, name, new, by=by, key=key, **given)


CORRECTING = [
    Act(
        "correct", "correct", _("Correct the register"),
        _("A registered fact of “%(title)s” is wrong. Old and new value stay visible."),
        _("The register of “%(title)s” %(number)s in %(place)s is corrected."),
        lambda holding: True, correct, forms.CorrectForm, icon="edit",
        whose=by_the_curator_or_who_typed_it,
    ),
]  # fmt: skip
