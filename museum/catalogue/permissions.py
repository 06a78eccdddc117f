"""Who may do what, as law: one line an act. Roles hold these by museum/catalogue/migrations."""

from django.utils.translation import gettext_lazy as _

from museum.refusals import refuse

LAW = {
    "receive": ("catalogue.receive", _("Receiving objects is for volunteers at the register.")),
    "accept": (
        "catalogue.accept",
        _("Only the curator gives numbers. When it is written up, press “Ask the curator”."),
    ),
    "decline": ("catalogue.accept", _("Only the curator decides what is not accepted.")),
    "give_back": ("catalogue.give_back", _("Only the curator gives objects back.")),
    "move": ("catalogue.move", _("Only the keeper and the curator move objects.")),
    "display": ("catalogue.display", _("Only the keeper and the curator change the display.")),
    "withdraw": ("catalogue.withdraw", _("Only the curator closes or opens an object.")),
    "deaccession": ("catalogue.deaccession", _("Only the curator takes objects off the register.")),
    "correct": ("catalogue.correct", _("Only the curator corrects what is registered.")),
}


def may(user, act: str) -> bool:
    """Return whether user may do act; for showing a button, never instead of demand()."""
    return user.is_active and user.has_perm(LAW[act][0])


def demand(user, act: str) -> None:
    """Refuse (code "forbidden") unless user may do act."""
    if not may(user, act):
        refuse(None, LAW[act][1], "forbidden")
