"""Which changes of the register a public page may show."""

from collections.abc import Iterator

from museum.catalogue.models import Item
from museum.freshness.triggers import UPDATE, Trigger
from museum.freshness.versions import SHOWN, moved
from museum.people.naming import Named

# What a draft, a lock, a review or a note among staff changes of the row itself shows nowhere.
UNSEEN = {
    "id", "uuid", "latest_revision_id", "has_unpublished_changes", "first_published_at",
    "last_published_at", "locked", "locked_at", "locked_by_id", "go_live_at", "expire_at", "expired",
    "live_revision_id", "note", "national_category_id", "grade_id", "year_from",
    "year_to", "weight_kg", "completeness_id", "preservation_id",
}  # fmt: skip
WHOLE = ("catalogue_holding", "catalogue_photo", "catalogue_story", "catalogue_item_materials",
         "catalogue_donation", "catalogue_place", "catalogue_term", "catalogue_tag",
         "catalogue_numbergiven", "pictures_picture", "pictures_rendition")  # fmt: skip


def triggers() -> Iterator[Trigger]:
    columns = (field.column for field in Item._meta.concrete_fields)
    seen = tuple(column for column in columns if column and column not in UNSEEN)
    yield from moved(SHOWN, "catalogue_item", columns=seen)
    # Somebody new is named nowhere yet.
    yield from moved(SHOWN, "people_person", columns=Named._fields[1:], acts=(UPDATE,))
    for table in WHOLE:
        yield from moved(SHOWN, table)
