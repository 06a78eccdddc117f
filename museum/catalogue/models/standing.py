"""How an object came, in which series it is numbered, and how it stands with the museum."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.wording import StrOrPromise


class Way(models.TextChoices):
    """How an object came (Spectrum: object entry; field.md §3.3)."""

    GIFT = "gift", _("gift")
    DEPOSIT = "deposit", _("deposit")
    LOAN = "loan", _("loan in")
    PURCHASE = "purchase", _("purchase")
    TRANSFER = "transfer", _("transfer")
    FOUND = "found", _("found in the museum")
    COPIED = "copied", _("photographed, taken home again")


class Series(models.TextChoices):
    COLLECTION = "collection", _("collection")
    DEPOSIT = "deposit", _("deposits and loans")
    SUPPORT = "support", _("supporting exhibits")
    REPLICA = "replica", _("replicas")


class Status(models.TextChoices):
    OFFERED = "offered", _("offered by a villager")
    RECEIVED = "received", _("received, undecided")
    ACCESSIONED = "accessioned", _("in the register")
    COPIED = "copied", _("photographed and taken home")
    DECLINED = "declined", _("not accepted")
    RETURNED = "returned", _("given back")
    DEACCESSIONED = "deaccessioned", _("deaccessioned")


# A thing that was photographed and went home the same day is none of the collection's.
OF_THE_COLLECTION = tuple(each for each in Way if each != Way.COPIED)
STILL_THE_OWNERS = (Way.DEPOSIT, Way.LOAN)
IN_THE_MUSEUM = (Status.RECEIVED, Status.ACCESSIONED)
GONE = (Status.DECLINED, Status.RETURNED, Status.DEACCESSIONED)
GONE_WHERE: dict[str, StrOrPromise] = {
    Status.DECLINED: _("fetched again by its family"),
    Status.RETURNED: _("with its family"),
    Status.DEACCESSIONED: _("out of the museum"),
}
NUMBERED = (Status.ACCESSIONED, Status.DEACCESSIONED)


def series_for(way: str, wanted: str) -> str:
    """Return the series of what came in this way: what is still its owner's is of no other."""
    return Series.DEPOSIT if way in STILL_THE_OWNERS else wanted
