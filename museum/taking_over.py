"""An upgrade under which lines hold more of their rows: what stands already is put under seal anew.

A row that does not fit the line that holds it is left as it is, and so is one that no line knows of
though one should: an upgrade makes nothing right that was not.
"""

import itertools
from collections.abc import Iterator

from django.db import models
from django.utils import timezone

from museum import chain, ledger, row_seals
from museum.ledger import SCHEME, TAKEN_OVER, LedgerLine

AT_ONCE = 1000


def take_over() -> None:
    """Put under seal what the lines of an older release held less of, once."""
    for some in _to_be_taken_over():
        last = LedgerLine.objects.filter(scheme__lt=SCHEME).only("pk").latest("pk")
        ledger.append(TAKEN_OVER, last, by=None, happened_at=timezone.now(), rows=some)


def _to_be_taken_over() -> Iterator[dict[str, str]]:
    """Yield the seals of what is to be held anew, so many at once; nothing where that is done."""
    older = LedgerLine.objects.filter(scheme__lt=SCHEME)
    done = LedgerLine.objects.filter(scheme=SCHEME, act=TAKEN_OVER)
    if not older.exists() or done.exists():
        return
    read_chain = chain.read()
    current = (each for model in row_seals.sealed_models() for each in _of(model, read_chain))
    yield dict(itertools.islice(current, AT_ONCE))  # though it be nothing: it says that it was done
    while some := dict(itertools.islice(current, AT_ONCE)):
        yield some


def _of(model: type[models.Model], read_chain: chain.Chain) -> Iterator[tuple[str, str]]:
    label = model._meta.label_lower
    held = read_chain.held.get(label, {})
    were_held = any(row_seals.since(model) <= each < SCHEME for each in read_chain.schemes)
    for row in row_seals.current_seals(model):
        now = row.seal(SCHEME) if row.values else None
        if now is None:
            continue
        if by := held.get(row.pk):
            held_as = chain.Held._make(by)
            fits = row.seal(held_as.scheme) == held_as.seal
        else:
            fits = row.must and not were_held
        if fits:
            yield f"{label}:{row.pk}", now
