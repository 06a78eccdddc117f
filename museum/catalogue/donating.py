"""From the giver's hands into the museum's: receive, bring in what was offered, hand the receipt in."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import numbering
from museum.catalogue import moving
from museum.catalogue.models import Donation, Holding, Item, Place
from museum.catalogue.models.holdings import Standing, Way
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, day, local_day, locked, moment, record, written
from museum.catalogue.things import Thing, bring_into_being
from museum.institution import Museum
from museum.ledger import row_key
from museum.people.models import Person
from museum.people.naming import Naming
from museum.refusals import refuse


def check_receive(things, *, by, owner, finder, happened_at=None, in_hand=True) -> None:
    """Refuse by code: forbidden, empty, no_title, no_giver, no_finder, no_end, ended, no_reception.

    Refusals of one thing are raised on field "things.N.…" (N counts from 0).
    """
    demand(by, "receive")
    if not things:
        refuse("things", _("Nothing is on the list yet. Write down at least one object."), "empty")
    for index, thing in enumerate(things):
        place = f"things.{index}."
        name = thing.title.strip()
        if not name:
            refuse(place + "title", _("Object %(n)s has no name yet. A dialect name will do.")
                   % {"n": index + 1}, "no_title")  # fmt: skip
        if thing.way == Way.FOUND and finder is None:
            refuse(place + "way", _("Who found “%(title)s” in the museum?")
                   % {"title": name}, "no_finder")  # fmt: skip
        if thing.way != Way.FOUND and owner is None:
            refuse(place + "way", _("Whose is “%(title)s”? Write down the giver.")
                   % {"title": name}, "no_giver")  # fmt: skip
        if thing.way == Way.LOAN and thing.loan_ends is None:
            refuse(place + "loan_ends", _("“%(title)s” is borrowed. Until when?")
                   % {"title": name}, "no_end")  # fmt: skip
        if thing.loan_ends and happened_at and thing.loan_ends < local_day(happened_at):
            refuse(place + "loan_ends", _("“%(title)s” would have to go back before it came.")
                   % {"title": name}, "ended")  # fmt: skip
    if in_hand:
        check_reception()


def check_reception() -> None:
    """Refuse (code "no_reception") a museum that has nowhere to put what comes."""
    if Place.objects.reception() is None:
        refuse(None, _("There is no reception yet. Add one under Places first."), "no_reception")


@transaction.atomic
def receive(things: Sequence[Thing], *, by, owner: Person | None = None,
            brought_by: Person | None = None, received_by: Person | None = None,
            finder: Person | None = None, found_where="", on_behalf="",
            naming: str = Naming.ANONYMOUS, campaign=None, happened_at=None, in_hand=True,
            key: uuid.UUID | None = None) -> Donation:  # fmt: skip
    """Write the receipt and bring its objects into being, each standing at the reception.

    The only way in which an Item comes into being. With in_hand=False a villager has only offered
    them: they stand as 村民报送 and nowhere, until bring_in. The same key again returns the receipt
    that was written with it.
    """
    happened_at = moment(happened_at)
    check_receive(things, by=by, owner=owner, finder=finder, happened_at=happened_at,
                  in_hand=in_hand)  # fmt: skip
    key = key or uuid.uuid4()
    year = numbering.year_of(happened_at)
    number = numbering.allot("donation", year=year)
    earlier = Donation.objects.filter(uuid=key).first()
    if earlier:
        # Sent twice. Asked under the counter's lock, so that two senders cannot both pass.
        numbering.give_back("donation", year=year)
        return earlier
    donation = Donation.objects.create(
        uuid=key,
        year=year,
        number=number,
        label=numbering.label(Museum.load().donation_prefix, number, year=year, width=4),
        happened_at=happened_at,
        recorded_by=by,
        owner=owner,
        brought_by=brought_by or owner,
        received_by=received_by,
        finder=finder,
        found_where=found_where,
        on_behalf=on_behalf,
        naming=naming,
        campaign=campaign,
    )
    for line, thing in enumerate(things, start=1):
        whole = bring_into_being(thing, donation, line, 0, None, by=by, in_hand=in_hand)
        for part, piece in enumerate(thing.parts, start=1):
            bring_into_being(piece, donation, line, part, whole, by=by, in_hand=in_hand)
    return donation


def check_bring_in(holding: Holding, *, by, happened_at=None) -> None:
    """Refuse by code: forbidden, not_offered, before_offer, no_reception."""
    demand(by, "receive")
    if holding.standing != Standing.OFFERED:
        refuse(None, _("“%(title)s” has already been handed over.")
               % {"title": holding.item.title}, "not_offered")  # fmt: skip
    if happened_at and happened_at < holding.donation.happened_at:
        refuse("happened_at", _("It was offered on %(day)s and cannot have come before.")
               % {"day": day(holding.donation.happened_at)}, "before_offer")  # fmt: skip
    check_reception()


@transaction.atomic
def bring_in(item: Item, *, by, happened_at=None, key=None) -> Holding:
    """An object that was offered has come: it stands at the reception and waits for a decision."""
    holding, parts = locked(item)
    if written(key):
        return holding
    happened_at = moment(happened_at)
    check_bring_in(holding, by=by, happened_at=happened_at)
    key = key or uuid.uuid4()
    for each in (holding, *parts):
        each.standing = Standing.RECEIVED
        each.save(update_fields=["standing"])
        record(Act.RECEIVED, each.item, by=by, happened_at=happened_at,
               key=key if each is holding else row_key(key, each.pk))  # fmt: skip
        moving.put(each, Place.objects.reception(), by=by, happened_at=happened_at, act=key)
    return holding


@transaction.atomic
def hand_in(donation: Donation, *, by) -> None:
    """The volunteer has asked the curator: the givers' telephone numbers are masked from now on."""
    Donation.objects.filter(pk=donation.pk, handed_in_at=None).update(handed_in_at=timezone.now())
    people = [donation.owner_id, donation.brought_by_id, donation.finder_id]
    Person.objects.filter(pk__in=[pk for pk in people if pk]).update(handed_in=True)
