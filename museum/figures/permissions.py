"""Who may do what with figures, as law: one line an act. museum/figures/migrations grants it."""

from django.utils.translation import gettext_lazy as _

from museum.refusals import refuse

LAW = {
    "see": ("figures.view_report", _("Figures are for the curator and the coordinator.")),
    "hand_in": ("figures.hand_in", _("Only the curator hands in the yearly report.")),
}


def may(user, act: str) -> bool:
    """Return whether user may do act; for showing a button, never instead of demand()."""
    return user.is_active and user.has_perm(LAW[act][0])


def demand(user, act: str) -> None:
    """Refuse (code "forbidden") unless user may do act."""
    if not may(user, act):
        refuse(None, LAW[act][1], "forbidden")
