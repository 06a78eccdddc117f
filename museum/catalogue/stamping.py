"""Which stamps a change in the register touches: what a kept page shows, and nothing beside it."""

from museum import stamps
from museum.catalogue.models import Item, Photo, Story
from museum.people.naming import Named
from museum.stamping import INSERT, UPDATE, Watch, watch

# What a draft, a lock or a review changes of the row itself shows nowhere.
UNSEEN = {
    "id", "uuid", "latest_revision_id", "has_unpublished_changes", "first_published_at",
    "last_published_at", "locked", "locked_at", "locked_by_id", "go_live_at", "expire_at", "expired",
    "live_revision_id", "note", "national_category_id", "grade_id", "year_from",
    "year_to", "weight_kg", "completeness_id", "preservation_id",
}  # fmt: skip
ON_CARDS = ("title", "materials_text", "is_replica", "era_id", "live")
CARD, ITEM = "'card:' || {row}.item_id", "'item:' || {row}.item_id"
WHOLE = "SELECT 'item:' || i.parent_id AS name FROM catalogue_item i WHERE i.id = {row}.item_id"
HALL = "SELECT 'hall:' || p.root_id AS name FROM catalogue_place p WHERE p.id = {row}.place_id"
HALL_OF_ITEM = (
    "SELECT 'hall:' || p.root_id AS name FROM catalogue_holding h "
    "JOIN catalogue_place p ON p.id = h.place_id WHERE h.item_id = {row}.id"
)
DISPLAYED = (
    f"SELECT '{stamps.CASES}' AS name FROM catalogue_movement m "
    "WHERE m.id = {row}.last_movement_id AND m.was_display"
)
OF_DONATION = (
    "SELECT 'item:' || h.item_id AS name FROM catalogue_holding h WHERE h.donation_id = {row}.id"
)
# Until there is a number a card is called by its receipt's line.
CARDS_OF_DONATION = OF_DONATION.replace("item:", "card:")
REGISTER, TERMS, CASES, SHELF = (
    f"'{name}'" for name in (stamps.REGISTER, stamps.TERMS, stamps.CASES, stamps.SHELF)
)
FACTS = (
    "item_id", "donation_id", "line", "way", "series", "number", "part", "label", "standing",
    "place_id", "last_movement_id", "sensitive", "consent", "withdrawn",
)  # fmt: skip


def columns(model) -> tuple[str, ...]:
    """Return every column but the key: publishing writes rows anew that are as they were."""
    return tuple(field.column for field in model._meta.concrete_fields if not field.primary_key)


def follow() -> None:
    """Watch the rows that public pages are made of."""
    seen = tuple(name for name in columns(Item) if name not in UNSEEN)
    watch(
        Watch("catalogue_item", ("'item:' || {row}.id",), seen, acts=(UPDATE,)),
        Watch("catalogue_item", ("'card:' || {row}.id", "'item:' || {row}.parent_id"), ON_CARDS,
              acts=(UPDATE,)),
        Watch("catalogue_item", (REGISTER, HALL_OF_ITEM), ("live", "parent_id", "category_id"),
              acts=(UPDATE,)),
        Watch("catalogue_holding", (REGISTER, CARD, ITEM, WHOLE, HALL, DISPLAYED), FACTS),
        Watch("catalogue_photo", (CARD, ITEM), columns(Photo)),
        Watch("catalogue_story", (ITEM,), columns(Story)),
        # Counted in the list too, which reads them from the index.
        Watch("catalogue_item_materials", (CARD, ITEM, SHELF)),
        Watch("catalogue_donation", (OF_DONATION,), ("happened_at", "naming", "owner_id"),
              acts=(UPDATE,)),
        Watch("catalogue_donation", (CARDS_OF_DONATION,), ("label",), acts=(UPDATE,)),
        Watch("catalogue_place", ("'place:' || {row}.id", "'hall:' || {row}.root_id", REGISTER,
                                  CASES, SHELF),
              ("name", "kind", "parent_id", "root_id", "trail", "for_display", "position"),
              acts=(UPDATE,)),
        Watch("catalogue_term", ("'term:' || {row}.id", TERMS, SHELF),
              ("vocabulary", "code", "name", "parent_id", "position")),
        Watch("catalogue_tag", (ITEM, f"CASE WHEN {{row}}.place_id IS NOT NULL THEN {CASES} END"),
              acts=(INSERT, UPDATE)),
        Watch("people_person", ("'person:' || {row}.id",), Named._fields[1:], acts=(UPDATE,)),
        Watch("pictures_picture", ("'picture:' || {row}.id",),
              ("description", "credit", "is_drawing", "file")),
        # A copy that is made changes a page that could not show it; one that dies leaves a hole.
        Watch("pictures_rendition", ("'picture:' || {row}.image_id",)),
    )  # fmt: skip
