"""撤回: a decision that was wrong is taken back by a line of its own. The wrong line stays, struck
through; numbers that were given stay given.

Only the last decision can be taken back, so that nothing stands on what is no more. What was
corrected since stays corrected.
"""

import uuid

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from museum.catalogue import moving, opening
from museum.catalogue.models import Holding, Item, Movement, Place, RegisterEntry
from museum.catalogue.models.holdings import STILL_THE_OWNERS
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, check_reason, is_before, is_written, record
from museum.catalogue.status_before import worked_out
from museum.clock import day_in_words
from museum.ledger import row_key
from museum.plausible import moment_meant
from museum.refusals import refuse

# Each decision with the facts it sets. Whether something is shown, and corrections, have acts of
# their own that say the contrary.
NUMBER = ("series", "number", "label", "accepted_at")
SETS = {
    Act.ACCEPTED: ("status", "owner", *NUMBER),
    Act.BECAME_GIFT: ("way", "owner", *NUMBER),
    Act.DECLINED: ("status",),
    Act.RETURNED: ("status", "place"),
    Act.CAME_BACK: ("status", "place"),
    Act.MATCHED: ("status", "place"),
    Act.DEACCESSIONED: ("status", "place"),
}


def last_decision(item: Item) -> RegisterEntry | None:
    """Return the decision on item that would be taken back, None where nothing was decided."""
    made = RegisterEntry.objects.valid().filter(item=item.pk, act__in=SETS)
    return made.order_by("-pk").first()


def check_take_back(holding: Holding, entry: RegisterEntry | None, *, by, reason: str,
                    happened_at=None) -> None:  # fmt: skip
    """Refuse by code: forbidden, part, nothing, taken_back, stood_on, on_display, moved, no_words,
    before_act."""
    demand(by, "take_back")
    title = {"title": holding.item.title}
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.") % title,
               "part")  # fmt: skip
    last = last_decision(holding.item)
    if entry is None or last is None or entry.item_id != holding.item_id or entry.act not in SETS:
        refuse(None, _("Nothing is decided on “%(title)s” that could be taken back.") % title,
               "nothing")  # fmt: skip
    if RegisterEntry.objects.filter(takes_back=entry).exists():
        refuse(None, _("This has been taken back already."), "taken_back")
    if entry.pk != last.pk:
        refuse(None, _("Later, on %(day)s, this was written: %(act)s. Take that back first.")
               % {"day": day_in_words(last.happened_at), "act": last.get_act_display()},
               "stood_on")  # fmt: skip
    lent = holding.way in STILL_THE_OWNERS
    if entry.act == Act.ACCEPTED and holding.is_on_display and not lent:
        refuse(None, _("“%(title)s” is on display. Take it off first.") % title, "on_display")
    came = _moved_by(holding, entry.uuid) if entry.act == Act.CAME_BACK else None
    if came and came.destination_id != holding.place_id:
        refuse(None, _("“%(title)s” has been moved since it came, so it is here. If it leaves, give "
                       "it back.") % title, "moved")  # fmt: skip
    check_reason(reason)
    if is_before(happened_at, entry.happened_at):
        refuse("happened_at", _("It was written for %(day)s and cannot be taken back before.")
               % {"day": day_in_words(entry.happened_at)}, "before_act")  # fmt: skip


@transaction.atomic
def take_back(item: Item, entry: RegisterEntry | None = None, *, by, reason: str,
              happened_at=None, key=None) -> Holding:  # fmt: skip
    """Take back the last decision on item, or entry where it is the last.

    The object stands, belongs and is numbered as before. A number that was given stays spent, and
    its printed code goes on leading to the object.
    """
    entry = entry or last_decision(item)
    Place.objects.lock_all(_goes_to(entry))
    known = [entry.item.holding.matched_to] if entry and entry.act == Act.MATCHED else []
    held = {each.item_id: each for each in Holding.objects.lock([item, *filter(None, known)])}
    holding = held[item.pk]
    if is_written(key):
        return holding
    happened_at = moment_meant(happened_at)
    check_take_back(holding, entry, by=by, reason=reason, happened_at=happened_at)
    key = key or uuid.uuid4()
    particulars = {"by": by, "happened_at": happened_at, "reason": reason}
    for each in held.values():
        mine = entry if each is holding else _same_act(each, entry, item)
        if mine is not None:
            _restore(each, mine, entry.uuid, key=key, **particulars)
            own = key if each is holding else row_key(key, each.pk)
            record(Act.TAKEN_BACK, each.item, key=own, takes_back=mine, undone=mine.act,
                   status=each.status, label=each.label, **particulars)  # fmt: skip
        elif known and each.item_id == known[0].pk:
            _put_back(each, entry.uuid, key=key, **particulars)
    opening.close_pictures(item)
    return holding


def _goes_to(entry: RegisterEntry | None) -> set[Place]:
    moved = Movement.objects.filter(act=entry.uuid) if entry else Movement.objects.none()
    return {each.origin for each in moved.select_related("origin") if each.origin}


def _same_act(part: Holding, entry: RegisterEntry | None, whole: Item) -> RegisterEntry | None:
    """Return the line of a part that was written together with entry."""
    if entry is None or part.item.parent_id != whole.pk:
        return None
    last = last_decision(part.item)
    same = last and (last.act, last.happened_at) == (entry.act, entry.happened_at)
    return last if same else None


def _restore(holding: Holding, entry: RegisterEntry, act: uuid.UUID, *, key, **particulars) -> None:
    before = entry.before or worked_out(holding, entry)
    for name in SETS[Act(entry.act)]:
        if name == "place":
            continue
        if name == "owner":
            if not _corrected_since(entry):
                holding.owner_id = before["owner"]
        elif name == "accepted_at":
            moment_before = before["accepted_at"]
            holding.accepted_at = parse_datetime(moment_before) if moment_before else None
        else:
            setattr(holding, name, before[name])
    if entry.act == Act.MATCHED:
        holding.matched_to = None
    holding.save()
    if "place" in SETS[Act(entry.act)]:
        _put_back(holding, act, key=key, **particulars)


def _moved_by(holding: Holding, act: uuid.UUID) -> Movement | None:
    return Movement.objects.filter(item=holding.item_id, act=act).order_by("-pk").first()


def _put_back(holding: Holding, act: uuid.UUID, *, key, **particulars) -> None:
    """Let holding stand where it stood before act moved it, unless it was moved on since."""
    moved = _moved_by(holding, act)
    if moved is None or moved.origin is None or holding.place_id != moved.destination_id:
        return
    if not holding.part:
        moving.check_room(moved.origin, [holding.place])
    moving.put(holding, moved.origin, act=key, **particulars)


def _corrected_since(entry: RegisterEntry) -> bool:
    later = RegisterEntry.objects.filter(item=entry.item_id, act=Act.CORRECTED, pk__gt=entry.pk)
    return later.filter(field="owner").exists()
