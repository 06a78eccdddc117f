"""The history of an object's facts, in the order of time: what was decided, where it stood, what was
corrected. People stand in it by id and are named only when it is read, so that an erased person is
erased here too."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museum.catalogue.models import Donation, Holding, Item, Movement, RegisterEntry
from museum.ledger import LedgerLine
from museum.numbering import SHANGHAI
from museum.people.models import Person


@dataclass(frozen=True)
class Line:
    happened_at: datetime.datetime
    recorded_at: datetime.datetime
    by: str
    what: str
    detail: str = ""
    reason: str = ""
    old: str = ""
    new: str = ""
    is_correction: bool = False
    is_movement: bool = False


def lines(item: Item) -> list[Line]:
    """Return the history of item, the latest first."""
    about = models.Q(item=item) | models.Q(donation=item.holding.donation_id)
    entries = RegisterEntry.objects.filter(about).select_related("by", "person")
    movements = Movement.objects.filter(item=item).select_related("by", "origin", "destination")
    numbers = item.numbers.select_related("by")
    people = _people(entries)
    told = [(entry.happened_at, 1, entry.pk, _entry(entry, people)) for entry in entries]
    told += [(moved.happened_at, 2, moved.pk, _movement(moved)) for moved in movements]
    told += [(number.happened_at, 3, number.pk, _number(number)) for number in numbers]
    return [line for *_order, line in sorted(told, key=lambda each: each[:3], reverse=True)]


def ledger_lines(item: Item) -> int:
    """Return how many lines of the chain are about item."""
    return LedgerLine.objects.filter(subject=f"{item._meta.label_lower}:{item.pk}").count()


def shown(model, field: str, value, people=None) -> str:
    """Return a fact as the desk reads it: words for codes, a name for a person, a day for a moment.

    value is the row's own, or what a correction kept of it as text.
    """
    if value in (None, ""):
        return "—"
    fact = model._meta.get_field(field)
    if isinstance(fact, models.ForeignKey):
        if isinstance(value, str):
            return (people or {}).get(value, value)
        return str(value)
    if fact.choices:
        return str(dict(fact.flatchoices).get(value, value))
    if isinstance(fact, models.DateField):
        return _day(value)
    return str(value)


def _day(value) -> str:
    if isinstance(value, str):
        value = parse_datetime(value) or parse_date(value) or value
    if isinstance(value, datetime.datetime):
        value = value.astimezone(SHANGHAI)
    return value if isinstance(value, str) else date_format(value, "Y年n月j日")


def _people(entries) -> dict[str, str]:
    """Return the names of those whom corrections name by id: {"#12": "王桂兰"}."""
    told = {value for entry in entries for value in (entry.old, entry.new) if value[:1] == "#"}
    keys = [value[1:] for value in told if value[1:].isdecimal()]
    return {f"#{person.pk}": person.name for person in Person.objects.filter(pk__in=keys)}


def _entry(entry: RegisterEntry, people: dict[str, str]) -> Line:
    common = {
        "happened_at": entry.happened_at,
        "recorded_at": entry.recorded_at,
        "by": str(entry.by),
        "reason": entry.reason,
        "detail": str(entry.person) if entry.person_id else "",
    }
    if entry.act != RegisterEntry.Act.CORRECTED:
        return Line(what=entry.get_act_display(), **common)
    model = Holding if entry.item_id else Donation
    return Line(
        what=_("corrected: %(fact)s") % {"fact": model._meta.get_field(entry.field).verbose_name},
        old=shown(model, entry.field, entry.old, people),
        new=shown(model, entry.field, entry.new, people),
        is_correction=True,
        **common,
    )


def _movement(moved: Movement) -> Line:
    first = moved.origin_id is None
    return Line(
        happened_at=moved.happened_at,
        recorded_at=moved.recorded_at,
        by=str(moved.by),
        what=_("put on display") if moved.was_display else _("placed") if first else _("moved"),
        detail=str(moved.destination) if first else f"{moved.origin} → {moved.destination}",
        reason=moved.reason,
        is_movement=True,
    )


def _number(number) -> Line:
    return Line(
        happened_at=number.happened_at,
        recorded_at=number.recorded_at,
        by=str(number.by),
        what=_("gets a number"),
        detail=number.label,
    )
