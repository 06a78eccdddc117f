"""Who may do what, as law: one line an act. Roles hold these by museum/visits/migrations."""

from django.utils.translation import gettext_lazy as _

from museum.refusals import refuse

LAW = {
    "count": ("visits.count", _("Counting at the door is for whoever is on duty.")),
    "write": ("visits.write", _("Writing down visits is for whoever is on duty.")),
    "correct": (
        "visits.correct",
        _("Correcting visits is for whoever is on duty and the curator."),
    ),
    "arrange": (
        "visits.arrange",
        _("Bookings are arranged by whoever is on duty and the curator."),
    ),
    "open": ("visits.change_visiting", _("Opening hours are set by the curator.")),
    "see": ("visits.view_visit", _("The register of visits is for whoever is on duty.")),
}


def may(user, act: str) -> bool:
    """Return whether user may do act; for showing a button, never instead of demand()."""
    return user.is_active and user.has_perm(LAW[act][0])


def demand(user, act: str) -> None:
    """Refuse (code "forbidden") unless user may do act."""
    if not may(user, act):
        refuse(None, LAW[act][1], "forbidden")
