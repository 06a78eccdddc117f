"""Whose an object is, how it leaves, and how the last decision is taken back."""

from django.utils.translation import gettext_lazy as _

from museum.catalogue import deaccessioning, returning, taking_back, transferring_title
from museum.catalogue.desk import deciding_forms
from museum.catalogue.desk.act_conditions import (
    accessioned,
    deposited,
    goes_back,
    gone,
    last_decision,
)
from museum.catalogue.desk.acts.act import Act
from museum.catalogue.models import Holding, RegisterEntry
from museum.wording import StrOrPromise

TAKE_BACK_ANY = _("Take back the last decision")
TAKE_BACK = {
    RegisterEntry.Act.ACCEPTED: _("Take back: accepted"),
    RegisterEntry.Act.DECLINED: _("Take back: not accepted"),
    RegisterEntry.Act.RETURNED: _("Take back: given back"),
    RegisterEntry.Act.BECAME_GIFT: _("Take back: deposit became a gift"),
    RegisterEntry.Act.MATCHED: _("Take back: a known object"),
    RegisterEntry.Act.DEACCESSIONED: _("Take back: off the register"),
    RegisterEntry.Act.CAME_BACK: _("Take back: brought back"),
}


def take_back_label(holding: Holding) -> StrOrPromise:
    """Movements come after a decision and are not what is taken back: the button says which it is."""
    last = last_decision(holding)
    return TAKE_BACK[RegisterEntry.Act(last.act)] if last else TAKE_BACK_ANY


LEAVING = [
    Act(
        "become-gift", "accept", _("Deposit becomes a gift"),
        _("The owner gives “%(title)s” to the museum. It gets a collection number; the deposit "
          "number %(number)s still leads to it."),
        _("“%(title)s” is a gift now: %(number)s, in %(place)s."),
        deposited,
        transferring_title.turn_deposit_into_gift, deciding_forms.SignsForm, icon="pick",
    ),
    Act(
        "give-back", "give_back", _("Give back"),
        _("“%(title)s” is handed back to whom it belongs. Its sheet and its history stay."),
        _("“%(title)s” %(number)s is given back."),
        goes_back, returning.give_back, deciding_forms.HandedForm, icon="upload", serious=True,
    ),
    Act(
        "bring-back", "accept", _("Brought back"),
        _("“%(title)s” %(number)s has been brought again. It will stand at the reception, under "
          "the number that it had."),
        _("“%(title)s” %(number)s is here again, in %(place)s."),
        gone,
        returning.bring_back, deciding_forms.BroughtForm, icon="download",
    ),
    Act(
        "deaccession", "deaccession", _("Take off the register"),
        _("“%(title)s” %(number)s leaves the register for good. Its row, its number and its "
          "history stay."),
        _("“%(title)s” %(number)s is taken off the register."),
        accessioned,
        deaccessioning.deaccession, deciding_forms.DeaccessionForm, icon="bin", serious=True,
    ),
    Act(
        "take-back", "take_back", TAKE_BACK_ANY,
        _("The last decision on “%(title)s” was wrong: %(last)s. It is struck through and stays "
          "to be read; everything stands as before it. A number that was given stays given."),
        _("Taken back. “%(title)s” %(number)s is in %(place)s."),
        lambda holding: last_decision(holding) is not None,
        taking_back.take_back, deciding_forms.TakeBackForm, icon="history",
        label_of=take_back_label,
    ),
]  # fmt: skip
