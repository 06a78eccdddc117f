"""Who makes the museum's calls, as law: one line a right. Of each register they see what they may see there."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.roles import COORDINATOR, CURATOR

LAW = Law(
    acts={
        "call": Right(
            "calls.call.make_call",
            (CURATOR, COORDINATOR),
            _("Calls are made by the curator and the coordinator."),
        ),
    },
    rules={"call": _("Make the day’s calls and write down what was said")},
)

may, demand = LAW.may, LAW.demand
