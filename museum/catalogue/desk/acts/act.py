"""An act of the museum as the desk offers it: a word on a button, a sentence that says what will
happen, a form, a verb. Nothing is decided here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from museum.catalogue import taking_back
from museum.catalogue.desk import act_forms as forms
from museum.catalogue.models import Holding
from museum.catalogue.permissions import may
from museum.clock import day_in_words
from museum.wording import StrOrPromise


@dataclass(frozen=True)
class Act:
    slug: str
    right: str  # the line of museum.catalogue.permissions.LAW
    label: StrOrPromise
    will: StrOrPromise  # what will happen, of %(title)s
    done: StrOrPromise  # what happened, of %(title)s, %(number)s and %(place)s
    fits: Callable[[Holding], bool]  # whether to show the button; the verb asks again
    do: Callable
    form: type[forms.ActForm] = forms.ReasonForm
    icon: str = "arrow-right"
    many: bool = False  # offered for several objects at once
    serious: bool = False
    # Who may, where the right alone does not say: of this object, this user.
    whose: Callable[[Holding, Any], bool] | None = None
    label_of: Callable[[Holding], StrOrPromise] | None = (
        None  # where the word depends on the object
    )

    def of(self, holding: Holding) -> "Act":
        """Return the act as it is called for holding."""
        return replace(self, label=self.label_of(holding)) if self.label_of else self

    def is_for(self, holding: Holding, user) -> bool:
        """Return whether user may do it with holding, as a screen asks; the verb asks again."""
        return self.whose(holding, user) if self.whose else may(user, self.right)


def sentence_values(holding: Holding) -> dict[str, StrOrPromise]:
    """Return what the sentences of an act say of the object."""
    last = taking_back.last_decision(holding.item)
    return {
        "last": f"{last.get_act_display()}（{day_in_words(last.happened_at)}）" if last else "—",
        "title": holding.item.title,
        "number": holding.designation,
        "place": str(holding.place) if holding.place_id else _("no place yet"),
    }
