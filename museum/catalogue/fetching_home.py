"""借回去用: for a wedding, a funeral, 晒谱, its family takes a thing home for some days.

Neither given back nor lent: it stays in the register as it is, and its place says where it is.
翻拍: what was photographed goes home the same day, and that it went is written down too.
"""

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue import moving
from museum.catalogue.models import Holding, Item, Place
from museum.catalogue.models.holdings import IN_THE_MUSEUM, Status
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, check_settled, is_written, locked, record
from museum.catalogue.signing import keep_paper, signer
from museum.clock import day_of
from museum.plausible import AGREED, check_planned, moment_meant
from museum.refusals import refuse

HOME = "主人家借回去用了"
LAST_IN_LISTS = 93


def check_fetch_home(
    holding: Holding, *, by, until: datetime.date | None, happened_at=None
) -> None:
    """Refuse by code: forbidden, part, not_here, unsettled, no_end, ended, year."""
    demand(by, "fetch_home")
    title = {"title": holding.item.title}
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.") % title,
               "part")  # fmt: skip
    if holding.status not in IN_THE_MUSEUM or not holding.is_here:
        refuse(None, _("“%(title)s” is not here, so nobody can take it home.") % title, "not_here")
    check_settled(holding)
    if until is None:
        refuse("until", _("Until when do they need it? Ask, and write the day."), "no_end")
    check_planned(until, field="until", years=AGREED)
    if until < day_of(moment_meant(happened_at)):
        refuse(
            "until", _("It would have to be back before it goes. Look at the day again."), "ended"
        )


def _home() -> Place:
    """Return the place that says so, written down when something goes home for the first time."""
    return Place.objects.home() or _written_down()


def _written_down() -> Place:
    place = Place(name=HOME, kind=Place.Kind.HOME, position=LAST_IN_LISTS)
    place.save()
    return place


@transaction.atomic
def fetch_home(item: Item, *, by, until: datetime.date | None = None, person=None, reason="",
               paper=None, happened_at=None, key=None) -> Holding:  # fmt: skip
    """Let the family take an object home until a day. person: who took it, the owner where nobody is
    named; paper: a photo of it as it went, kept for the museum alone."""
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_fetch_home(holding, by=by, until=until, happened_at=happened_at)
    person = signer(holding, person)
    happened_at, key, home = moment_meant(happened_at), key or uuid.uuid4(), _home()
    for each in (holding, *(part for part in parts if part.place_id == holding.place_id)):
        moving.put(each, home, by=by, happened_at=happened_at, reason=reason, act=key,
                   home_until=until)  # fmt: skip
    entry = record(Act.LENT_HOME, item, by=by, happened_at=happened_at, key=key, reason=reason,
                   person=person, until=until.isoformat())  # fmt: skip
    keep_paper(entry, paper)
    return holding


def check_come_home(holding: Holding, destination: Place, *, by) -> None:
    """Refuse by code: forbidden, part, not_at_home, not_here, full."""
    demand(by, "fetch_home")
    title = {"title": holding.item.title}
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.") % title,
               "part")  # fmt: skip
    if holding.place_id is None or not holding.place.is_home:
        refuse(None, _("“%(title)s” is not at its family’s.") % title, "not_at_home")
    if destination.is_elsewhere:
        refuse("destination", _("%(place)s is not in the museum.") % {"place": destination},
               "not_here")  # fmt: skip
    moving.check_room(destination, [holding.place])


@transaction.atomic
def come_home(item: Item, destination: Place, *, by, reason="", person=None, paper=None,
              happened_at=None, key=None) -> Holding:  # fmt: skip
    """还来了: the object is here again, at destination. paper: a photo of it as it came."""
    destination = Place.objects.lock(destination)
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_come_home(holding, destination, by=by)
    happened_at, key = moment_meant(happened_at), key or uuid.uuid4()
    moving.check_order(holding, happened_at)
    for each in (holding, *(part for part in parts if part.place_id == holding.place_id)):
        moving.put(each, destination, by=by, happened_at=happened_at, reason=reason, act=key)
    entry = record(Act.BACK_FROM_HOME, item, by=by, happened_at=happened_at, key=key, reason=reason,
                   person=person)  # fmt: skip
    keep_paper(entry, paper)
    return holding


def last_place(holding: Holding) -> Place | None:
    """Return where an object stood before it went home, for the form."""
    return holding.last_movement.origin if holding.last_movement else None


def is_handed_home(holding: Holding) -> bool:
    """Return whether it is written down that what was photographed has gone home."""
    return holding.item.entries.valid().filter(act=Act.WENT_HOME).exists()


def check_hand_home(holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, part, not_copied, home_already."""
    demand(by, "hand_home")
    title = {"title": holding.item.title}
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.") % title,
               "part")  # fmt: skip
    if holding.status != Status.COPIED:
        refuse(None, _("“%(title)s” did not come to be photographed.") % title, "not_copied")
    if is_handed_home(holding):
        refuse(None, _("That “%(title)s” went home is written down already.") % title,
               "home_already")  # fmt: skip


@transaction.atomic
def hand_home(item: Item, *, by, person=None, happened_at=None, key=None) -> Holding:
    """拿回去了: what came to be photographed is with its family again. person: who took it along."""
    holding, _parts = locked(item)
    if is_written(key):
        return holding
    check_hand_home(holding, by=by)
    record(Act.WENT_HOME, item, by=by, happened_at=moment_meant(happened_at), person=person,
           key=key or uuid.uuid4())  # fmt: skip
    return holding
