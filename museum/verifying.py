"""Reading the register again: the chain, and every row against the line that holds it.

What this finds: a line changed, left out, put in or cut off; a row that was changed, deleted or put
in past the verbs; a person, a place or whatever else such a row names, gone; a number counter that
was set back; a guard of the database that was taken away or altered; a cell that cannot be read.
What nobody can find from the database alone is a chain that was computed anew as a whole, rows and
all: for that the head of the chain stands on paper (ledger_head.Head), on the yearly report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from museum import cells, chain, ledger_head, row_seals
from museum.cells import UNREADABLE
from museum.chain import Chain, Held, Link, is_number
from museum.freshness import triggers
from museum.numbering import Counter
from museum.row_seals import SCHEME, CurrentRow

LABEL = re.compile(r"\w+-(\d{4})-(\d{1,18})")


@dataclass(frozen=True)
class Misfit:
    """What does not fit: code, the line of the ledger (0: none), and what it is about."""

    code: str
    line: int = 0
    about: str = ""


@dataclass
class Seen:
    """What was met in the rows under seal: whom or what they name, and the numbers given."""

    named: dict[type[models.Model], set] = field(default_factory=dict)
    given: dict[tuple[str, int], int] = field(default_factory=dict)


def misfits(head: ledger_head.Head | None = None) -> Iterator[Misfit]:
    """Yield everything that does not fit, the chain first. head: as it stands on a paper."""
    read_chain, seen = chain.read(), Seen()
    yield from (Misfit(why, line, about) for line, why, about in read_chain.misfits)
    if head:
        yield from _head_misfits(read_chain, head)
    yield from _row_misfits(read_chain, seen)
    yield from _subject_misfits(read_chain.subjects)
    seen.named.setdefault(get_user_model(), set()).update(read_chain.authors)
    yield from _named_misfits(seen.named)
    yield from _counter_misfits(seen.given)
    yield from (Misfit("guard", about=about) for about in triggers.missing())
    yield from (Misfit("strange_trigger", about=about) for about in triggers.strange())


def _head_misfits(read_chain: Chain, head: ledger_head.Head) -> Iterator[Misfit]:
    links = map(Link._make, read_chain.links)
    hashes = {each.hash for each in links if each.sequence == head.sequence}
    try:
        fits = [ledger_head.of_hash(head.sequence, each) for each in hashes] == [head]
    except (TypeError, ValueError):  # what stands there is no hash
        fits = False
    if not fits:
        yield Misfit("head", head.sequence, str(head))


def _row_misfits(read_chain: Chain, seen: Seen) -> Iterator[Misfit]:
    held = dict(read_chain.held)
    for model in row_seals.sealed_models():
        label = model._meta.label_lower
        expected = held.pop(label, {})
        look = _Look(model, seen)
        for row in row_seals.current_seals(model):
            about = f"{label}:{row.pk}"
            if not row.values:
                yield Misfit("named_gone", about=about)
                continue
            look.at(row)
            by = Held._make(expected.pop(row.pk)) if row.pk in expected else None
            # What an upgrade found not to fit stays named, however it is made to fit later.
            left = by is not None and by.scheme < SCHEME and read_chain.was_taken_over
            if by is not None and row.seal(by.scheme) == by.seal and not left:
                continue
            if bad := row.unreadable():
                yield Misfit("unreadable", by.line if by else 0, f"{about} ({', '.join(bad)})")
            elif by is not None:
                yield Misfit("row_changed", by.line, about)
            elif row.must:
                yield Misfit("row_unwritten", about=about)
        yield from _gone(label, expected)
    for label, rows in sorted(held.items()):
        yield from _gone(label, rows)


def _gone(label: str, rows: dict[int, tuple]) -> Iterator[Misfit]:
    for pk, by in sorted(rows.items()):
        yield Misfit("row_gone", Held._make(by).line, f"{label}:{pk}")


class _Look:
    """Notes what the rows of one model name and which numbers they have."""

    def __init__(self, model: type[models.Model], seen: Seen):
        columns = row_seals.columns(model)
        at = {name: place for place, name in enumerate(columns)}
        self.links = [
            (at[link.attname], seen.named.setdefault(link.related_model, set()))
            for link in model._meta.concrete_fields
            if link.related_model is not None and link.attname in at
        ]
        self.series = getattr(model, "number_series", "")
        self.numbered = [at.get(name) for name in ("series", "year", "number")]
        self.label = at.get("label")
        self.given = seen.given

    def at(self, row: CurrentRow) -> None:
        values = row.values
        for place, named in self.links:
            if values[place] is not None:
                named.add(values[place])
        if self.series:
            self._count(values)

    def _count(self, values: tuple) -> None:
        series, year, number = (None if place is None else values[place] for place in self.numbered)
        if self.numbered[2] is None:  # its number stands in its label alone
            found = LABEL.fullmatch(str(values[self.label]))  # type: ignore[index]
            year, number = (int(found[1]), int(found[2])) if found else (None, None)
        if is_number(number) and (year is None or is_number(year)):
            key: tuple[str, int] = (self.series.format(series=series), year or 0)
            self.given[key] = max(self.given.get(key, 0), number or 0)


def _subject_misfits(subjects: dict) -> Iterator[Misfit]:
    """What a line is about is never deleted, whether it is under seal or not."""
    for label, lines in sorted(subjects.items()):
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            there = set()
        else:
            there = _keys(model)
        for pk, line in sorted(lines.items()):
            if pk not in there:
                yield Misfit("subject_gone", line, f"{label}:{pk}")


def _keys(model: type[models.Model]) -> set:
    return set(model._base_manager.values_list("pk", flat=True))


def _named_misfits(named: dict[type[models.Model], set]) -> Iterator[Misfit]:
    """Whom or what a row under seal names is there: a hand at the database need not ask its keys."""
    for model, keys in named.items():
        gone = keys - _keys(model) - {None, UNREADABLE}
        for pk in sorted(gone, key=str):
            yield Misfit("named_gone", about=f"{model._meta.label_lower}:{pk}")


def _counter_misfits(given: dict[tuple[str, int], int]) -> Iterator[Misfit]:
    """Numbers run on from the last one given: a counter says what the highest number is."""
    kinds = {getattr(model, "number_series", "") for model in apps.get_models()} - {""}
    known = re.compile("|".join(re.sub(r"\\{.*?\\}", r"\\w+", re.escape(each)) for each in kinds))
    counters: dict[tuple[str, int], Any] = {}
    for pk, *values in cells.rows(Counter._base_manager.all(), ("series", "year", "last")):
        series, year, last = values
        if not isinstance(series, str) or not is_number(year) or not is_number(last):
            yield Misfit("unreadable", about=f"museum.counter:{pk}")
        elif known.fullmatch(series):
            counters[series, year] = last
    for key in sorted(given.keys() | counters.keys()):
        if given.get(key, 0) != counters.get(key, 0):
            yield Misfit("counter", about=" ".join(str(part) for part in key if part))
