"""How often one address may book, change a booking or look for one."""

import datetime

from django.utils.translation import gettext as _

from museum.refusals import refuse
from museum.throttling import Brake

BRAKE = Brake("visits.booking", tries=12, within=datetime.timedelta(hours=1))

LOOKING = Brake("visits.finding", tries=12, within=datetime.timedelta(hours=1))


def count_booking(address: str) -> None:
    """Count one booking or change of address. Refuses (code "too_often") beyond twelve within the hour."""
    if BRAKE.wait(address):
        refuse(None, _("Too many bookings from here within the hour. Please try later, or call."),
               "too_often")  # fmt: skip


def count_search(address: str) -> None:
    """Count one search for a booking by its code. Refuses (code "too_often") beyond twelve an hour."""
    if LOOKING.wait(address):
        refuse(None, _("Too many tries from here within the hour. Please try later, or call."),
               "too_often")  # fmt: skip
