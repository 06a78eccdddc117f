"""What is handed over, line by line, and how a line becomes an object of the register."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from wagtail.log_actions import log

from museum.catalogue import moving
from museum.catalogue.models import Holding, Item, Place, Tag, Term
from museum.catalogue.models.holdings import Standing, Way, temporary
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


def bring_into_being(thing, donation, line, part, parent, *, by, in_hand) -> Item:
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


def _photo(given, order, item):
    """A Picture, or a Photo that already carries its words."""
    from museum.catalogue.models import Photo

    photo = given if isinstance(given, Photo) else Photo(picture=given, alt=given.description or "")
    photo.sort_order = order
    photo.item = item
    return photo
