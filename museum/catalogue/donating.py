"""Object entry (Spectrum), 接收.

From the giver's hands into the museum's, or offered from afar.
"""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from django.db import transaction
from django.utils.translation import gettext as _

from museum import numbering
from museum.campaigns import Campaign
from museum.catalogue import arriving_tagged
from museum.catalogue.models import Donation, Place
from museum.catalogue.models.holdings import Way
from museum.catalogue.permissions import demand
from museum.catalogue.things import Thing, bring_into_being
from museum.clock import day_of, year_of
from museum.institution import Museum
from museum.people.models import Person
from museum.people.naming import Naming
from museum.plausible import AGREED, check_planned, check_years, moment_meant
from museum.refusals import refuse


@dataclass(kw_only=True)
class Arrival:
    """What is told when things come: whose they are, by whom they are brought, who took them, and how
    the giver wants to be named. happened_at: a moment or a day, None for now."""

    owner: Person | None = None
    brought_by: Person | None = None
    received_by: Person | None = None
    finder: Person | None = None
    found_where: str = ""
    on_behalf: str = ""
    naming: str = Naming.ANONYMOUS
    campaign: Campaign | None = None
    happened_at: datetime.date | datetime.datetime | None = None

    def donation(self, **more) -> Donation:
        """Return the receipt's row, not yet written, with what is told here and more."""
        given = {each.name: getattr(self, each.name) for each in fields(Arrival)}
        return Donation(**given | {"brought_by": self.brought_by or self.owner} | more)


@dataclass
class Receipt(Arrival):
    """Things that come together. With in_hand=False a villager has only offered them: they stand as
    村民报送 and nowhere, until brought in."""

    things: Sequence[Thing]
    in_hand: bool = True


def check_receive(receipt: Receipt, *, by) -> None:
    """Refuse by code: forbidden, empty, no_title, no_giver, no_finder, no_end, year, ended, no_reception,
    copied_later, not_kept, and what check_years refuses.

    Refusals of one thing are raised on field "things.N.…" (N counts from 0).
    """
    demand(by, "receive")
    if not receipt.things:
        refuse("things", _("Nothing is on the list yet. Write down at least one object."), "empty")
    came = _day(receipt.happened_at)
    for index, thing in enumerate(receipt.things):
        place = f"things.{index}."
        name = thing.title.strip()
        if not name:
            refuse(place + "title", _("Object %(n)s has no name yet. A dialect name will do.")
                   % {"n": index + 1}, "no_title")  # fmt: skip
        if thing.way == Way.FOUND and receipt.finder is None:
            refuse(place + "way", _("Who found “%(title)s” in the museum?")
                   % {"title": name}, "no_finder")  # fmt: skip
        if thing.way != Way.FOUND and receipt.owner is None:
            refuse(place + "way", _("Whose is “%(title)s”? Write down the giver.")
                   % {"title": name}, "no_giver")  # fmt: skip
        if thing.way == Way.COPIED:
            _check_copied(thing, place, in_hand=receipt.in_hand)
        if thing.way == Way.LOAN and thing.loan_ends is None:
            refuse(place + "loan_ends", _("“%(title)s” is borrowed. Until when?")
                   % {"title": name}, "no_end")  # fmt: skip
        if thing.loan_ends:
            check_planned(thing.loan_ends, field=place + "loan_ends", years=AGREED)
        if thing.loan_ends and came and thing.loan_ends < came:
            refuse(place + "loan_ends", _("“%(title)s” would have to go back before it came.")
                   % {"title": name}, "ended")  # fmt: skip
        more = thing.more
        check_years(more.get("year_from"), more.get("year_to"),
                    fields=(place + "year_from", place + "year_to"))  # fmt: skip
    if receipt.in_hand:
        check_reception()


def _check_copied(thing: Thing, place: str, *, in_hand: bool) -> None:
    if not in_hand:
        refuse(place + "way", _("“%(title)s” is photographed when it is here.")
               % {"title": thing.title}, "copied_later")  # fmt: skip
    if not thing.family.get("may_keep"):
        refuse(place + "may_keep", _("May the museum keep the photographs of “%(title)s”? If not, "
                                     "none are taken.") % {"title": thing.title}, "not_kept")  # fmt: skip


def _day(given: datetime.date | datetime.datetime | None) -> datetime.date | None:
    return day_of(given) if isinstance(given, datetime.datetime) else given


def check_reception() -> None:
    """Refuse (code "no_reception") a museum that has nowhere to put what comes."""
    if Place.objects.reception() is None:
        refuse(None, _("There is no reception yet. Add one under Places first."), "no_reception")


@transaction.atomic
def receive(receipt: Receipt, *, by, key: uuid.UUID | None = None) -> Donation:
    """Write the receipt and bring its objects into being, each standing at the reception (Spectrum:
    object entry).

    The only way in which an Item comes into being. The same key again returns the receipt that was
    written with it.
    """
    happened_at = moment_meant(receipt.happened_at)
    check_receive(replace(receipt, happened_at=happened_at), by=by)
    key = key or uuid.uuid4()
    year = year_of(happened_at)
    number, earlier = numbering.allot_once(Donation, key, "donation", year=year)
    if earlier:
        return earlier
    # Asked only now: to a receipt that is sent twice its own tags are tied already.
    things = arriving_tagged.with_tags_locked(receipt.things)
    arriving_tagged.check_tags(things, by=by)
    donation = receipt.donation(
        uuid=key,
        year=year,
        number=number,
        label=numbering.label(Museum.load().donation_prefix, number, year=year, width=4),
        happened_at=happened_at,
        recorded_by=by,
    )
    donation.save(force_insert=True)
    in_hand = receipt.in_hand
    for line, thing in enumerate(things, start=1):
        whole = bring_into_being(thing, donation, line, 0, None, by=by, in_hand=in_hand)
        arriving_tagged.tie(thing, whole, by=by)
        for part, piece in enumerate(thing.parts, start=1):
            bring_into_being(piece, donation, line, part, whole, by=by, in_hand=in_hand)
    return donation
