"""先拴号牌，后登记: a tag is tied to an object, replaced where it was lost, or counts no more.

A tag has a code of its own, which is nobody's number: what hangs on a thing stays true when the thing
gets its number later, and another one when a deposit becomes a gift.
"""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue.models import Holding, Item, Tag, TagEntry
from museum.catalogue.models.holdings import Status
from museum.catalogue.permissions import demand
from museum.catalogue.recording import check_reason
from museum.refusals import refuse

NOT_OURS = (Status.RETURNED, Status.DEACCESSIONED, Status.COPIED)


def valid_tag(item: Item) -> Tag | None:
    """Return the tag that hangs on item now."""
    return Tag.objects.of_paper().filter(item=item, ended=False).first()


def check_tie(tag: Tag, holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, no_tag, used, ended, gone, has_tag."""
    check_free(tag, holding, by=by)
    old = valid_tag(holding.item)
    if old:
        refuse(None, _("“%(title)s” has the tag %(tag)s already. If that one is lost, replace it.")
               % {"title": holding.item.title, "tag": old}, "has_tag")  # fmt: skip


def check_unused(tag: Tag, *, by, field="code") -> None:
    """Refuse by code: forbidden, no_tag, used, ended."""
    demand(by, "tie")
    if not tag.is_of_paper:
        refuse(field, _("%(code)s is no tag but a number or a place.") % {"code": tag}, "no_tag")
    if tag.item_id:
        refuse(field, _("The tag %(tag)s hangs on “%(title)s” already. Take another one.")
               % {"tag": tag, "title": tag.item.title}, "used")  # fmt: skip
    if tag.ended:
        refuse(field, _("The tag %(tag)s is no longer valid. Take another one.") % {"tag": tag},
               "ended")  # fmt: skip


def check_free(tag: Tag, holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, no_tag, used, ended, gone."""
    check_unused(tag, by=by)
    if holding.status in NOT_OURS:
        refuse(None, _("“%(title)s” is not in the museum any more and gets no tag.")
               % {"title": holding.item.title}, "gone")  # fmt: skip


@transaction.atomic
def tie(tag: Tag, item: Item, *, by, key: uuid.UUID | None = None) -> TagEntry:
    """Tie an unused tag to an object: from now on its code leads there."""
    holding, (tag,) = _locked(item, tag)
    if earlier := _written(key):
        return earlier
    check_tie(tag, holding, by=by)
    entry = _tied(tag, item, by=by, key=key or uuid.uuid4())
    ledger.write_entry("catalogue.tag_tied", item, entry, rows=(tag,), tag=tag.pk)
    return entry


def check_replace(tag: Tag, holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, no_tag, used, ended, gone, no_old."""
    check_free(tag, holding, by=by)
    if valid_tag(holding.item) is None:
        refuse(None, _("“%(title)s” has no tag that could be lost. Tie this one on.")
               % {"title": holding.item.title}, "no_old")  # fmt: skip


@transaction.atomic
def replace(item: Item, tag: Tag, *, by, reason="", key: uuid.UUID | None = None) -> TagEntry:
    """Give an object whose tag is lost an unused one. The lost one, found again, still leads there."""
    lost = valid_tag(item)
    holding, (tag, *_lost) = _locked(item, tag, *filter(None, [lost]))
    if earlier := _written(key):
        return earlier
    check_replace(tag, holding, by=by)
    # Asked again, now that nobody else can answer.
    lost, key = Tag.objects.of_paper().get(item=item, ended=False), key or uuid.uuid4()
    lost.ended = True
    lost.save(update_fields=["ended"])
    entry = TagEntry.objects.create(uuid=key, by=by, happened_at=timezone.now(), tag=lost, item=item,
                                    act=TagEntry.Act.REPLACED, instead=tag, reason=reason)  # fmt: skip
    tied = _tied(tag, item, by=by, key=ledger.row_key(key, "tied"), at=entry.happened_at)
    ledger.write_entry("catalogue.tag_replaced", item, entry, rows=(tied, tag, lost), tag=lost.pk,
                       instead=tag.pk)  # fmt: skip
    return entry


def check_void(tag: Tag, *, by, reason: str) -> None:
    """Refuse by code: forbidden, no_tag, ended, no_words."""
    demand(by, "tie")
    if not tag.is_of_paper:
        refuse("code", _("%(code)s is no tag but a number or a place.") % {"code": tag}, "no_tag")
    if tag.ended:
        refuse(None, _("The tag %(tag)s is no longer valid.") % {"tag": tag}, "ended")
    check_reason(reason)


@transaction.atomic
def void(tag: Tag, *, by, reason: str, key: uuid.UUID | None = None) -> TagEntry:
    """Let a tag count no more: it is torn, or was tied to the wrong object. It is never used again."""
    if tag.item_id:
        Holding.objects.filter(item=tag.item_id).select_for_update(no_key=True).get()
    tag = Tag.objects.lock([tag])[tag.pk]
    if earlier := _written(key):
        return earlier
    check_void(tag, by=by, reason=reason)
    tag.ended = True
    tag.save(update_fields=["ended"])
    entry = TagEntry.objects.create(uuid=key or uuid.uuid4(), by=by, happened_at=timezone.now(), tag=tag,
                                    item=tag.item, act=TagEntry.Act.VOID, reason=reason)  # fmt: skip
    ledger.write_entry("catalogue.tag_void", tag, entry, rows=(tag,), tag=tag.pk)
    return entry


def _locked(item: Item, *tags: Tag) -> tuple[Holding, list[Tag]]:
    """Lock an object, then tags: nobody waits in a circle."""
    held = {each.item_id: each for each in Holding.objects.lock([item])}
    locked = Tag.objects.lock(tags)
    return held[item.pk], [locked[tag.pk] for tag in tags]


def _written(key) -> TagEntry | None:
    return TagEntry.objects.filter(uuid=key).first() if key else None


def _tied(tag: Tag, item: Item, *, by, key, at=None) -> TagEntry:
    tag.item = item
    tag.save(update_fields=["item"])
    return TagEntry.objects.create(uuid=key, by=by, happened_at=at or timezone.now(), tag=tag, item=item,
                                   act=TagEntry.Act.TIED)  # fmt: skip
