"""The history of an object's facts, in the order of time: what was decided, where it stood, what was
corrected. People stand in it by id and are named only when it is read, so that an erased person is
erased here too."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museum.catalogue.models import Donation, Holding, Item, Movement, RegisterEntry, Term
from museum.clock import SHANGHAI, day_of
from museum.ledger import LedgerLine, row_key
from museum.people.models import Person

# What gives a number, and what brings an object to the reception.
NUMBERED = (RegisterEntry.Act.ACCEPTED, RegisterEntry.Act.BECAME_GIFT)
CAME = (RegisterEntry.Act.RECEIVED,)
WITH_PHOTO = (RegisterEntry.Act.LENT_HOME, RegisterEntry.Act.BACK_FROM_HOME)


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
    is_taken_back: bool = False
    papers: tuple[int, ...] = ()
    has_photo: bool = False  # what is kept with it shows the thing, not what was signed


def lines(item: Item) -> list[Line]:
    """Return the history of item, the latest first."""
    about = models.Q(item=item) | models.Q(donation=item.holding.donation_id)
    entries = (
        RegisterEntry.objects.filter(about)
        .select_related("by", "person", "taken_back_by", "takes_back", "steps__looked_at_by")
        .prefetch_related("papers")
    )
    movements = Movement.objects.filter(item=item).select_related("by", "origin", "destination")
    numbers = item.numbers.select_related("by")
    people = _people(entries)
    part_of = _acts(item, list(entries), list(movements), list(numbers))
    dated_lines = []
    for entry in entries:
        line = _entry(entry, people, part_of.get(entry, []))
        dated_lines.append((entry.happened_at, 1, entry.pk, line))
    for row in part_of.get(None, []):
        line, order = (_movement(row), 2) if isinstance(row, Movement) else (_number(row), 3)
        dated_lines.append((row.happened_at, order, row.pk, line))
    return [line for *_order, line in sorted(dated_lines, key=lambda each: each[:3], reverse=True)]


def told(entries) -> list[tuple[RegisterEntry, Line]]:
    """Return entries with the words in which they are told: a correction with what it said before."""
    found = list(
        entries.select_related("item", "by", "person", "takes_back", "taken_back_by",
                               "steps__looked_at_by").prefetch_related("papers")
    )  # fmt: skip
    people = _people(found)
    return [(entry, _entry(entry, people, [])) for entry in found]


def _acts(item: Item, entries, movements, numbers) -> dict:
    """Return what each decision brought with it, a number and a movement: one act is told once. What
    was done for itself stands under None."""
    found: dict = {}
    own = {entry.uuid: entry for entry in entries}
    for moved in movements:
        decision = own.get(moved.act) or own.get(row_key(moved.act, item.holding.pk))
        if decision is None and moved.origin_id is None:
            decision = _first(entries, moved.happened_at, CAME)
        found.setdefault(decision, []).append(moved)
    for number in numbers:
        decision = _first(entries, number.happened_at, NUMBERED)
        found.setdefault(decision, []).insert(0, number)
    return found


def _first(entries, moment, acts):
    """Return the first of acts that was done at moment or, written down as of a day, just after it."""
    day = day_of(moment)
    later = [each for each in entries if each.act in acts and day_of(each.happened_at) == day]
    return min(later, key=lambda each: (each.happened_at < moment, each.pk), default=None)


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
    values = {value for entry in entries for value in (entry.old, entry.new) if value[:1] == "#"}
    keys = [value[1:] for value in values if value[1:].isdecimal()]
    return {f"#{person.pk}": person.name for person in Person.objects.filter(pk__in=keys)}


def _entry(entry: RegisterEntry, people: dict[str, str], brought) -> Line:
    common: dict[str, Any] = {
        "happened_at": entry.happened_at,
        "recorded_at": entry.recorded_at,
        "by": str(entry.by),
        "reason": entry.reason,
        "detail": "，".join(filter(None, [_detail(entry), *map(_brought, brought)])),
        "is_taken_back": hasattr(entry, "taken_back_by"),
        "has_photo": entry.act in WITH_PHOTO,
        "papers": tuple(paper.pk for paper in entry.papers.all()),
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


def _detail(entry: RegisterEntry) -> str:
    """Return who signed, which decision is taken back, and what was asked before an exit."""
    parts = [str(entry.person)] if entry.person_id else []
    if entry.takes_back_id:
        parts.append(
            f"{entry.takes_back.get_act_display()}（{_day(entry.takes_back.happened_at)}）"
        )
    if entry.act == RegisterEntry.Act.DEACCESSIONED:
        reasons = Term.objects.of("deaccession_reason").filter(code=entry.reason_code)
        parts = [*reasons.values_list("name", flat=True), entry.new, *parts, *_steps(entry)]
    return "，".join(filter(None, parts))


def _steps(entry: RegisterEntry):
    steps = getattr(entry, "steps", None)
    if steps is None:
        return
    if steps.looked_at_by_id:
        yield _("looked at by %(person)s") % {"person": steps.looked_at_by}
    if steps.decided_on:
        yield _("decided on %(day)s") % {"day": _day(steps.decided_on)}
    if steps.noticed_on:
        yield _("notice since %(day)s") % {"day": _day(steps.noticed_on)}
    yield steps.giver_said


def _brought(row) -> str:
    """Return what a decision brought with it: the number that it gave, where the object went."""
    if not isinstance(row, Movement):
        return _("number %(label)s") % {"label": row.label}
    if row.origin_id is None:
        return _("put at %(place)s") % {"place": row.destination}
    return f"{row.origin} → {row.destination}"


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
