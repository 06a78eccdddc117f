"""The yearly page of who looked at which personal data: counted for each account, and line by line."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _

from museum.accounts.models import User
from museum.clock import today
from museum.people.models import ERASED_NAME, Contact, Look, Person
from museum.wording import StrOrPromise

MOST = 2000  # lines on the page; the sums above them are whole


@dataclass(frozen=True)
class Line:
    who: str
    kind: StrOrPromise
    whose: str
    days: int
    times: int
    last: datetime.date


@dataclass(frozen=True)
class Sums:
    """What one account looked at: how many rows and how often, by kind."""

    who: str
    counts: tuple[tuple[StrOrPromise, int, int], ...]


def of(year: int):
    return Look.objects.filter(day__year=year)


def years() -> list[int]:
    """Return the years of which anything is kept, this one always."""
    found = {day.year for day in Look.objects.dates("day", "year")}
    return sorted(found | {today().year}, reverse=True)


def sums(year: int) -> list[Sums]:
    counted = of(year).order_by("by", "kind").values_list("by", "kind")
    rows = list(counted.annotate(rows=Count("subject", distinct=True), all=Sum("times")))
    names = _accounts(by for by, *_more in rows)
    found: dict[int, list] = {}
    for by, kind, count, times in rows:
        found.setdefault(by, []).append((Look.Kind(kind).label, count, times))
    return [Sums(names[by], tuple(counts)) for by, counts in found.items()]


def lines(year: int) -> list[Line]:
    """Return who looked at whom, those looked at most often first."""
    counted = of(year).order_by().values_list("by", "kind", "subject")
    counted = counted.annotate(days=Count("day"), all=Sum("times"), last=Max("day"))
    rows = list(counted.order_by("-all", "by", "kind", "subject")[:MOST])
    names, whose = _accounts(row[0] for row in rows), _called(row[2] for row in rows)
    return [
        Line(names[by], Look.Kind(kind).label, whose[subject], days, times, last)
        for by, kind, subject, days, times, last in rows
    ]


def _accounts(keys: Iterable[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in={*keys})}


def _called(subjects: Iterable[str]) -> dict[str, str]:
    """Return what each row is called today: a person's name, else its kind and number."""
    wanted: dict[str, set[int]] = {}
    for subject in {*subjects}:
        label, _colon, key = subject.rpartition(":")
        wanted.setdefault(label, set()).add(int(key))
    found: dict[str, str] = {}
    for label, keys in wanted.items():
        model = apps.get_model(label)
        known = model._base_manager.in_bulk(list(keys)) if model in (Person, Contact) else {}
        found |= {f"{label}:{each}": _name(model, known.get(each), each) for each in keys}
    return found


def _name(model, row, key: int) -> str:
    if isinstance(row, Person):
        return str(row.name)
    if isinstance(row, Contact):
        return row.name or _("%(name)s (a contact, removed since)") % {"name": ERASED_NAME}
    return f"{model._meta.verbose_name} {key}"
