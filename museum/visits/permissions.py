"""Who may do what with visits and bookings, as law: one line a right."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.roles import CURATOR, ON_DUTY

AT_THE_DOOR = (CURATOR, ON_DUTY)

LAW = Law(
    acts={
        "count": Right(
            "visits.visit.count", AT_THE_DOOR, _("Counting at the door is for whoever is on duty.")
        ),
        "write": Right(
            "visits.visit.write", AT_THE_DOOR, _("Writing down visits is for whoever is on duty.")
        ),
        "correct": Right(
            "visits.visit.correct",
            AT_THE_DOOR,
            _("Correcting visits is for whoever is on duty and the curator."),
        ),
        "arrange": Right(
            "visits.visit.arrange",
            AT_THE_DOOR,
            _("Bookings are arranged by whoever is on duty and the curator."),
        ),
        "open": Right(
            "visits.visitsettings.change_visitsettings",
            (CURATOR,),
            _("Opening hours are set by the curator."),
        ),
        "see": Right(
            "visits.visit.view_visit",
            AT_THE_DOOR,
            _("The register of visits is for whoever is on duty."),
        ),
    },
    beside=(
        Right("visits.tap.view_tap", AT_THE_DOOR),
        Right("visits.booking.view_booking", AT_THE_DOOR),
    ),
    rules={
        "count": _("Count people at the door"),
        "write": _("Write down visits"),
        "correct": _("Correct the register of visits"),
        "arrange": _("Answer and change bookings"),
        "open": _("Set opening hours and what bookings follow"),
        "see": _("Read the register of visits"),
    },
)

may, demand = LAW.may, LAW.demand
