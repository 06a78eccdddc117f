"""From the giver's hands into the museum's: receive, decline, give back, match what was found."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from museum import numbering
from museum.catalogue import moving, opening
from museum.catalogue.models import Donation, Holding, Item, Place, Tag, Term
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Standing, Way, temporary
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, day, local_day, locked, moment, record, written
from museum.institution import Museum
from museum.ledger import row_key
from museum.people.models import Person
from museum.people.naming import Naming
from museum.pictures.models import Picture
from museum.refusals import refuse


@dataclass
class Thing:
    """One object as it is handed over: what stands on one line of the receipt."""

    title: str
    way: str = Way.GIFT
    conditions: str = ""
    loan_ends: datetime.date | None = None
    other_names: str = ""
    category: Term | None = None
    quantity: int = 1
    unit: str = "件"
    pieces: int = 1
    condition: str = ""
    pictures: Sequence[Picture] = ()
    parts: Sequence["Thing"] = ()
    more: dict = field(default_factory=dict)  # further fields of the description


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
        whole = _bring_into_being(thing, donation, line, 0, None, by=by, in_hand=in_hand)
        for part, piece in enumerate(thing.parts, start=1):
            _bring_into_being(piece, donation, line, part, whole, by=by, in_hand=in_hand)
    return donation


def _bring_into_being(thing, donation, line, part, parent, *, by, in_hand) -> Item:
    key = row_key(donation.uuid, f"{line}.{part}")
    plain = {name: value for name, value in thing.more.items() if name not in CHILDREN}
    plain.setdefault("grade", Term.objects.of("grade").filter(code=UNGRADED).first())
    item = Item(
        uuid=key,
        title=thing.title.strip(),
        other_names=thing.other_names,
        category=thing.category,
        quantity=thing.quantity,
        unit=thing.unit,
        pieces=thing.pieces,
        condition=thing.condition,
        parent=parent,
        live=False,
        **plain,
    )
    item.full_clean()
    item.photos.set([_photo(each, order, item) for order, each in enumerate(thing.pictures)])
    for name in CHILDREN & thing.more.keys():
        getattr(item, name).set(thing.more[name])
    item.save()
    way = parent.holding.way if parent else thing.way
    holding = Holding.objects.create(
        uuid=row_key(key, "holding"),
        item=item,
        donation=donation,
        line=line,
        part=part,
        way=way,
        conditions=thing.conditions,
        loan_ends=parent.holding.loan_ends if parent else thing.loan_ends,
        standing=Standing.RECEIVED if in_hand else Standing.OFFERED,
        owner=None if way in (Way.FOUND, Way.PURCHASE) else donation.owner,
    )
    code = temporary(donation.label, line, part)
    Tag.objects.create(uuid=row_key(key, "tag"), code=code, item=item)
    item.refresh_search_text()
    item.save_revision(user=by, log_action=False)
    log(item, "wagtail.create", user=by)
    record(
        Act.RECEIVED if in_hand else Act.OFFERED,
        item,
        by=by,
        happened_at=donation.happened_at,
        key=row_key(key, "entry"),
        donation=donation.pk,
        line=line,
        part=part,
        way=way,
        owner=holding.owner_id,
    )
    if in_hand:
        moving.put(holding, Place.objects.reception(), by=by, happened_at=donation.happened_at,
                   act=donation.uuid)  # fmt: skip
    return item


CHILDREN = {"materials", "stories", "tags"}
UNGRADED = "5"  # 未定级: what a village object is until somebody grades it


def _photo(given, order, item):
    """A Picture, or a Photo that already carries its words."""
    from museum.catalogue.models import Photo

    photo = given if isinstance(given, Photo) else Photo(picture=given, alt=given.description or "")
    photo.sort_order = order
    photo.item = item
    return photo


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


def check_decline(holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, decided."""
    demand(by, "decline")
    if holding.standing not in (Standing.OFFERED, Standing.RECEIVED):
        refuse(None, _("“%(title)s” has been decided already: %(standing)s.")
               % {"title": holding.item.title, "standing": holding.get_standing_display()},
               "decided")  # fmt: skip


@transaction.atomic
def decline(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """The museum does not take the object. If it is here, it waits at the reception to be fetched."""
    holding, parts = locked(item)
    if written(key):
        return holding
    check_decline(holding, by=by)
    _stand(Standing.DECLINED, Act.DECLINED, holding, parts, by=by, reason=reason,
           happened_at=moment(happened_at), key=key)  # fmt: skip
    return holding


def check_give_back(holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, not_here, own."""
    demand(by, "give_back")
    if not holding.is_here and holding.standing != Standing.ACCESSIONED:
        refuse(None, _("“%(title)s” is not in the museum, there is nothing to give back.")
               % {"title": holding.item.title}, "not_here")  # fmt: skip
    if holding.standing == Standing.ACCESSIONED and holding.way not in STILL_THE_OWNERS:
        refuse(None, _("“%(title)s” belongs to the museum. It leaves by deaccession, with the "
                       "giver's consent.") % {"title": holding.item.title}, "own")  # fmt: skip
    if holding.standing in (Standing.RETURNED, Standing.DEACCESSIONED):
        refuse(None, _("“%(title)s” has left the register.")
               % {"title": holding.item.title}, "not_here")  # fmt: skip


@transaction.atomic
def give_back(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """Hand the object back to whom it belongs. Its number, sheet and history stay."""
    holding, parts = locked(item)
    if written(key):
        return holding
    check_give_back(holding, by=by)
    happened_at, key = moment(happened_at), key or uuid.uuid4()
    for each in (holding, *parts):
        moving.leave(each, by=by, happened_at=happened_at, reason=reason, act=key)
    _stand(Standing.RETURNED, Act.RETURNED, holding, parts, by=by, reason=reason,
           happened_at=happened_at, key=key)  # fmt: skip
    opening.close_pictures(item)
    return holding


def check_match_found(found: Holding, known: Holding, *, by) -> None:
    """Refuse by code: forbidden, not_found, itself."""
    demand(by, "accept")
    if found.way != Way.FOUND or found.standing != Standing.RECEIVED:
        refuse(None, _("Only what was found in the museum and is undecided can be matched."),
               "not_found")  # fmt: skip
    if found.pk == known.pk or known.label is None:
        refuse("known", _("Choose the object it turned out to be, by its number."), "itself")


@transaction.atomic
def match_found(item: Item, known: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """What was found turns out to be known, its label lost: the known one stands where it was found."""
    pair = {holding.item_id: holding for holding in Holding.objects.lock([item, known])}
    found, old = pair[item.pk], pair[known.pk]
    if written(key):
        return old
    check_match_found(found, old, by=by)
    happened_at, key = moment(happened_at), key or uuid.uuid4()
    found.matched_to = known
    found.save(update_fields=["matched_to"])
    if old.place_id != found.place_id:
        moving.put(old, found.place, by=by, happened_at=happened_at, reason=reason, act=key)
    moving.leave(found, by=by, happened_at=happened_at, reason=reason, act=key)
    found.standing = Standing.DECLINED
    found.save(update_fields=["standing"])
    record(Act.MATCHED, found.item, by=by, happened_at=happened_at, key=key, reason=reason,
           known=known.pk)  # fmt: skip
    return old


def _stand(standing, act, holding, parts, *, by, happened_at, key=None, **words) -> None:
    key = key or uuid.uuid4()
    for each in (holding, *parts):
        each.standing = standing
        each.save(update_fields=["standing"])
        record(act, each.item, by=by, happened_at=happened_at,
               key=key if each is holding else row_key(key, each.pk), **words)  # fmt: skip


@transaction.atomic
def hand_in(donation: Donation, *, by) -> None:
    """The volunteer has asked the curator: the givers' telephone numbers are masked from now on."""
    Donation.objects.filter(pk=donation.pk, handed_in_at=None).update(handed_in_at=timezone.now())
    people = [donation.owner_id, donation.brought_by_id, donation.finder_id]
    Person.objects.filter(pk__in=[pk for pk in people if pk]).update(handed_in=True)
