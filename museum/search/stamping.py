"""What the public list shows is the index: where that changes, the lists that were kept are made
anew. A draft that is read anew and says nothing new to the public touches nothing."""

from museum import stamps
from museum.search.models import Entry, Words
from museum.stamping import INSERT, UPDATE, Watch, watch

INDEX = "index"  # something waits to be read anew
# What staff alone find an object by.
UNSEEN = ("item_id", "staff")
OF_PUBLIC = (
    f"SELECT '{stamps.WORDS}' AS name FROM search_entry e "
    "WHERE e.item_id = {row}.item_id AND e.public"
)


def columns(model) -> tuple[str, ...]:
    return tuple(field.column for field in model._meta.concrete_fields
                 if field.column not in UNSEEN)  # fmt: skip


def follow() -> None:
    watch(
        Watch("search_entry", (f"'{stamps.SHELF}'",), columns(Entry), when="{row}.public"),
        Watch("search_words", (OF_PUBLIC,), columns(Words), acts=(UPDATE,)),
        # So that whoever keeps a list looks whether the index is still as it was.
        Watch("search_stale", (f"'{INDEX}'",), acts=(INSERT,)),
    )
