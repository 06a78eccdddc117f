"""Writing an act down: the entry on the object's sheet and the line in the chain, together."""

import datetime
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue.models import Donation, Holding, Item, RegisterEntry
from museum.clock import LEEWAY, day_in_words, day_of, span
from museum.refusals import refuse

Act = RegisterEntry.Act
DECISIONS = (Act.ACCEPTED, Act.DECLINED, Act.RETURNED, Act.BECAME_GIFT, Act.MATCHED,
             Act.DEACCESSIONED, Act.CAME_BACK, Act.TAKEN_BACK)  # fmt: skip


def is_before(given: datetime.datetime | None, last: datetime.datetime | None) -> bool:
    """Return whether an act would lie before an earlier one. Days are compared, for a day is what is
    asked for; within a day acts stand in the order in which they were written."""
    return given is not None and last is not None and day_of(given) < day_of(last)


def in_order(given: datetime.datetime, last: datetime.datetime | None) -> datetime.datetime:
    """Return given, or the moment of the act before it where both are of one day: what is written
    later on that day stands after it, though only the day was told."""
    return max(given, last) if last and day_of(given) == day_of(last) else given


def is_written(key: uuid.UUID | None) -> bool:
    """Return whether the act with this key has been written already: a form sent twice."""
    return key is not None and RegisterEntry.objects.filter(uuid=key).exists()


def record(act, subject: Item | Donation, *, by, happened_at, key=None, reason="", reason_code="",
           field="", old="", new="", person=None, before=None, takes_back=None, rows=(),
           **facts) -> RegisterEntry:  # fmt: skip
    """Append the entry and its ledger line, which holds the entry, the facts of the subject as they
    now stand, and rows. facts are ids, codes, numbers and ISO dates only."""
    key = key or uuid.uuid4()
    if isinstance(subject, Item):
        _check_order(act, subject, happened_at)
    happened_at = _after_that_days(subject, happened_at)
    entry = RegisterEntry.objects.create(
        uuid=key,
        item=subject if isinstance(subject, Item) else None,
        donation=subject if isinstance(subject, Donation) else None,
        act=act,
        by=by,
        happened_at=happened_at,
        reason=reason,
        reason_code=reason_code,
        field=field,
        old=old,
        new=new,
        person=person,
        before=before or {},
        takes_back=takes_back,
    )
    if before:
        facts["before"] = before
    if takes_back:
        facts["takes_back"] = takes_back.pk
    if reason_code:
        facts["reason_code"] = reason_code
    if person:
        facts["person"] = person.pk
    # Fresh from the database: the verb may hold an older row of it in its hands.
    facts_row: Donation | Holding
    if isinstance(subject, Donation):
        facts_row = Donation.objects.get(pk=subject.pk)
    else:
        facts_row = Holding.objects.get(item_id=subject.pk)
    ledger.write_entry(f"catalogue.{act}", subject, entry, rows=(facts_row, *rows), entry=entry.pk,
                       **facts)  # fmt: skip
    return entry


def _check_order(act, item: Item, happened_at: datetime.datetime) -> None:
    """Refuse (by code: before_receipt, before_decision) what would be dated before the object came, or
    a decision before the one it stands on."""
    came = Donation.objects.filter(holdings__item=item.pk).values_list("happened_at", flat=True)
    decided = RegisterEntry.objects.none()
    if act in DECISIONS:
        decided = RegisterEntry.objects.filter(item=item.pk, act__in=DECISIONS).order_by("-pk")
    last = decided.values_list("happened_at", flat=True).first()
    for code, earlier in (("before_receipt", came.first()), ("before_decision", last)):
        if earlier and is_before(happened_at, earlier):
            refuse("happened_at", _("The last entry is of %(day)s. The new one cannot lie before it.")
                   % {"day": day_in_words(earlier)}, code)  # fmt: skip


def _after_that_days(subject: Item | Donation, happened_at: datetime.datetime):
    """Return happened_at, not before what is written of subject on the same day already."""
    if happened_at > timezone.now() - LEEWAY:
        return happened_at
    about = {"item" if isinstance(subject, Item) else "donation": subject}
    of_that_day = RegisterEntry.objects.filter(
        **about, happened_at__gt=happened_at, happened_at__lt=span(*[day_of(happened_at)] * 2)[1]
    )
    last = of_that_day.order_by("-happened_at").values_list("happened_at", flat=True).first()
    return in_order(happened_at, last)


def state_of(holding: Holding) -> dict:
    """Return what an act may change of an object, in ids, codes and dates, for taking it back."""
    accepted_at = holding.accepted_at
    return {
        "status": holding.status,
        "way": holding.way,
        "owner": holding.owner_id,
        "series": holding.series,
        "number": holding.number,
        "label": holding.label,
        "accepted_at": accepted_at and accepted_at.astimezone(datetime.UTC).isoformat(),
        "place": holding.place_id,
    }


def check_reason(reason: str) -> None:
    """Refuse (code "no_words") a decision that says nothing to those who come later."""
    if not reason.strip():
        refuse("reason", _("Why? A few words for those who come later."), "no_words")


def check_settled(holding: Holding) -> None:
    """Refuse (code "unsettled") what would take an object away, or give it to the museum, while its
    family has not agreed among themselves."""
    if holding.unsettled:
        who = holding.to_ask or _("the family")
        refuse(None, _("It is not settled at home yet: %(who)s has to agree. Ask, write down what they "
                       "said, then go on.") % {"who": who}, "unsettled")  # fmt: skip


def together(holding: Holding, parts: list[Holding]) -> list[Holding]:
    """Return the object with those of its parts that stand as it does: one that has gone its own
    way is not called back by what is decided of the rest."""
    return [holding, *(part for part in parts if part.status == holding.status)]


def locked(item: Item) -> tuple[Holding, list[Holding]]:
    """Lock an object with its parts and return their facts: (the object's, [its parts'])."""
    found = list(Holding.objects.lock([item]))
    whole = next(holding for holding in found if holding.item_id == item.pk)
    return whole, [holding for holding in found if holding is not whole]
