"""Who may do what with the care of the museum's things, as law: one line a right."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.roles import CURATOR

LAW = Law(
    acts={
        "see": Right(
            "care.custodytransfer.view_custodytransfer",
            (CURATOR,),
            _("Handovers show every shelf, so they are for the curator."),
        ),
        "hand_over": Right(
            "care.custodytransfer.hand_over_custody",
            (CURATOR,),
            _("Only the curator writes handovers down."),
        ),
    },
    rules={
        "see": _("Look at handovers"),
        "hand_over": _("Write handovers of the museum’s things down"),
    },
)

may, demand = LAW.may, LAW.demand
