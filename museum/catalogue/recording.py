"""Writing an act down: the entry on the object's sheet and the line in the chain, together."""

import datetime
import uuid

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue.models import Donation, Holding, Item, RegisterEntry
from museum.numbering import SHANGHAI
from museum.refusals import refuse

Act = RegisterEntry.Act


def moment(given: datetime.date | datetime.datetime | None) -> datetime.datetime:
    """Return when an act happened: now, the moment given, or the end of the morning of a day given.

    Refuses what has not happened yet (code "future").
    """
    now = timezone.now()
    if given is None:
        return now
    if not isinstance(given, datetime.datetime):
        today = given == now.astimezone(SHANGHAI).date()
        noon = datetime.datetime.combine(given, datetime.time(12), tzinfo=SHANGHAI)
        given = now if today else noon
    if given > now + datetime.timedelta(minutes=5):
        refuse("happened_at", _("%(day)s is still to come. Look at the date again.")
               % {"day": day(given)}, "future")  # fmt: skip
    return given


def local_day(given: datetime.datetime) -> datetime.date:
    """Return the calendar day of a moment in Asia/Shanghai."""
    return given.astimezone(SHANGHAI).date()


def day(given: datetime.datetime) -> str:
    return date_format(given.astimezone(SHANGHAI), "Y年n月j日")


def written(key: uuid.UUID | None) -> bool:
    """Return whether the act with this key has been written already: a form sent twice."""
    return key is not None and RegisterEntry.objects.filter(uuid=key).exists()


def record(act, subject: Item | Donation, *, by, happened_at, key=None, reason="", reason_code="",
           field="", old="", new="", person=None, **facts) -> RegisterEntry:  # fmt: skip
    """Append the entry and its ledger line. facts are ids, codes, numbers and ISO dates only."""
    key = key or uuid.uuid4()
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
    )
    if reason_code:
        facts["reason_code"] = reason_code
    if person:
        facts["person"] = person.pk
    ledger.write(f"catalogue.{act}", subject, by=by, happened_at=happened_at, key=key,
                 entry=entry.pk, **facts)  # fmt: skip
    return entry


def locked(item: Item) -> tuple[Holding, list[Holding]]:
    """Lock an object with its parts and return their facts: (the object's, [its parts'])."""
    found = list(Holding.objects.lock([item]))
    whole = next(holding for holding in found if holding.item_id == item.pk)
    return whole, [holding for holding in found if holding is not whole]
