"""What the public finds is the index: where that changes, what was kept of it is made anew. A draft
that is read anew and says nothing new to the public changes nothing."""

from collections.abc import Iterator

from museum.freshness.triggers import UPDATE, Trigger
from museum.freshness.versions import SHOWN, moved
from museum.search.models import Entry, Words

STAFF_ALONE = ("item_id", "staff")
IS_PUBLIC = "EXISTS (SELECT 1 FROM search_entry e WHERE e.item_id = {row}.item_id AND e.public)"


def columns(model) -> tuple[str, ...]:
    return tuple(field.column for field in model._meta.concrete_fields
                 if field.column not in STAFF_ALONE)  # fmt: skip


def triggers() -> Iterator[Trigger]:
    yield from moved(SHOWN, "search_entry", columns=columns(Entry), when="{row}.public")
    yield from moved(SHOWN, "search_words", columns=columns(Words), acts=(UPDATE,), when=IS_PUBLIC)
