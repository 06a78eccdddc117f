"""What is handed over, line by line, and how a line becomes an object of the register."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from wagtail.log_actions import log

from museum.catalogue import moving
from museum.catalogue.models import Holding, Item, Photo, Place, Tag, Term
from museum.catalogue.models.family import AGREED
from museum.catalogue.models.holdings import Status, Way, temporary
from museum.catalogue.recording import Act, record
from museum.ledger import row_key
from museum.pictures.models import Picture

CHILDREN = {"materials", "stories", "tags"}
UNGRADED = "5"  # 未定级: what a village object is until somebody grades it


@dataclass
class Thing:
    """One object as it is handed over: what stands on one line of the receipt."""

    title: str
    way: str = Way.GIFT
    conditions: str = ""
    family: dict = field(default_factory=dict)  # what was agreed: names of models.family.AGREED
    loan_ends: datetime.date | None = None
    other_names: str = ""
    category: Term | None = None
    quantity: int = 1
    unit: str = "件"
    pieces: int = 1
    condition: str = ""
    pictures: Sequence[Picture] = ()
    parts: Sequence["Thing"] = ()
    tag: Tag | None = None  # hangs on the whole already, unused so far; donating.receive ties it
    more: dict = field(default_factory=dict)  # further fields of the description


def described(thing: Thing, *, key: uuid.UUID, whole: Item | None, grade: Term | None) -> Item:
    """Return the description of thing, not written yet, without what hangs on it."""
    plain = {name: value for name, value in thing.more.items() if name not in CHILDREN}
    plain.setdefault("grade", grade)
    return Item(
        uuid=key,
        title=thing.title.strip(),
        other_names=thing.other_names,
        category=thing.category,
        quantity=thing.quantity,
        unit=thing.unit,
        pieces=thing.pieces,
        condition=thing.condition,
        parent=whole,
        live=False,
        **plain,
    )


def ungraded() -> Term | None:
    return Term.objects.of("grade").filter(code=UNGRADED).first()


def photos_of(thing: Thing, item: Item) -> list[Photo]:
    """Return the photos of item in order: of pictures, or photos that carry their words already."""
    found = []
    for order, given in enumerate(thing.pictures):
        photo = given
        if not isinstance(given, Photo):
            photo = Photo(picture=given, alt=given.description or "")
        photo.sort_order, photo.item = order, item
        found.append(photo)
    return found


def taken_up(thing: Thing, item: Item, donation, line: int, part: int, whole: Holding | None,
             status: str) -> Holding:  # fmt: skip
    """Return the facts of item as it comes, not written yet. A part comes as its whole does."""
    way = whole.way if whole else thing.way
    return Holding(
        uuid=row_key(item.uuid, "holding"),
        item=item,
        donation=donation,
        line=line,
        part=part,
        way=way,
        conditions=thing.conditions,
        loan_ends=whole.loan_ends if whole else thing.loan_ends,
        status=status,
        **(thing.family if whole is None else {name: getattr(whole, name) for name in AGREED}),
        owner=None if way in (Way.FOUND, Way.PURCHASE) else donation.owner,
    )


def code_of(holding: Holding) -> Tag:
    """Return the code under which it is met before it has a number, not written yet."""
    code = temporary(holding.donation.label, holding.line, holding.part)
    return Tag(uuid=row_key(holding.item.uuid, "tag"), code=code, item=holding.item)


def bring_into_being(thing, donation, line, part, parent, *, by, in_hand) -> Item:
    key = row_key(donation.uuid, f"{line}.{part}")
    item = described(thing, key=key, whole=parent, grade=ungraded())
    item.full_clean()
    item.photos.set(photos_of(thing, item))
    for name in CHILDREN & thing.more.keys():
        getattr(item, name).set(thing.more[name])
    item.save()
    is_copied = (parent.holding if parent else thing).way == Way.COPIED
    act, status = Act.RECEIVED, Status.RECEIVED
    if is_copied or not in_hand:
        act, status = (Act.COPIED, Status.COPIED) if is_copied else (Act.OFFERED, Status.OFFERED)
    holding = taken_up(thing, item, donation, line, part, parent and parent.holding, status)
    holding.save()
    code = code_of(holding)
    code.save()
    item.save_revision(user=by, log_action=False)
    log(item, "wagtail.create", user=by)
    record(
        act,
        item,
        by=by,
        happened_at=donation.happened_at,
        key=row_key(key, "entry"),
        rows=(donation, code),
        donation=donation.pk,
        line=line,
        part=part,
        way=holding.way,
        owner=holding.owner_id,
    )
    if status == Status.RECEIVED:
        moving.put(holding, Place.objects.reception(), by=by, happened_at=donation.happened_at,
                   act=donation.uuid)  # fmt: skip
    return item
