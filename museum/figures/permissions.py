"""Who may do what with figures, as law: one line a right."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.roles import COORDINATOR, CURATOR

LAW = Law(
    acts={
        "see": Right(
            "figures.report.view_report",
            (CURATOR, COORDINATOR),
            _("Figures are for the curator and the coordinator."),
        ),
        "hand_in": Right(
            "figures.report.hand_in", (CURATOR,), _("Only the curator hands in the yearly report.")
        ),
    },
    rules={
        "see": _("Look at the figures"),
        "hand_in": _("Hand in the yearly report"),
    },
)

may, demand = LAW.may, LAW.demand
