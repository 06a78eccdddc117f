"""Who may do what with what keeps the museum alive, as law: one line a right."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.roles import CURATOR

LAW = Law(
    acts={
        "print_keys": Right(
            "museum.museum.change_museum",
            (CURATOR,),
            _("Only the curator prints the recovery sheet."),
        ),
    },
    rules={"print_keys": _("Print the recovery sheet with the museum’s keys")},
)

may, demand = LAW.may, LAW.demand
