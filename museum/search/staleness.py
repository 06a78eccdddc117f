"""What must be read anew. Triggers write it down in the very transaction of the change, so that no
verb, no bulk update and no SQL from elsewhere can be forgotten; whoever searches next finds the
index up to date, because asking drains it first (indexing.fresh).
"""

from collections.abc import Iterator

from museum.freshness.triggers import ANY, INSERT, UPDATE, Trigger

ITEM = "SELECT {row}.{column}"
OF_DONATION = "SELECT item_id FROM catalogue_holding WHERE donation_id = {row}.id"
OF_OWNER = (
    "SELECT h.item_id FROM catalogue_holding h JOIN catalogue_donation d ON d.id = h.donation_id "
    "WHERE d.owner_id = {row}.id OR d.owner_id IN "
    "(SELECT m.id FROM people_person m WHERE m.merged_into_id = {row}.id)"
)
OF_TELLER = (
    "SELECT s.item_id FROM catalogue_story s WHERE s.teller_id = {row}.id OR s.teller_id IN "
    "(SELECT m.id FROM people_person m WHERE m.merged_into_id = {row}.id)"
)
OF_TERM = (
    "SELECT i.id FROM catalogue_item i WHERE i.category_id = {row}.id OR i.era_id = {row}.id "
    "OR i.category_id IN (SELECT t.id FROM catalogue_term t WHERE t.parent_id = {row}.id) "
    "OR i.era_id IN (SELECT t.id FROM catalogue_term t WHERE t.parent_id = {row}.id) "
    "UNION SELECT m.item_id FROM catalogue_item_materials m WHERE m.term_id = {row}.id"
)
OF_PLACE = (
    "SELECT h.item_id FROM catalogue_holding h JOIN catalogue_place p ON p.id = h.place_id "
    "WHERE {row}.id IN (p.id, p.parent_id, p.root_id)"
)
OF_TAG = "SELECT x.content_object_id FROM catalogue_itemtag x WHERE x.tag_id = {row}.id"
GIVEN, CHANGED = (INSERT, UPDATE), (UPDATE,)
# table, which of its objects, at which acts
WATCHED = (
    ("catalogue_item", ITEM, "id", GIVEN),
    ("catalogue_holding", ITEM, "item_id", ANY),
    ("catalogue_photo", ITEM, "item_id", ANY),
    ("catalogue_story", ITEM, "item_id", ANY),
    ("catalogue_itemtag", ITEM, "content_object_id", ANY),
    ("catalogue_item_materials", ITEM, "item_id", ANY),
    ("catalogue_numbergiven", ITEM, "item_id", GIVEN),
    ("catalogue_donation", OF_DONATION, "", CHANGED),
    ("people_person", f"{OF_OWNER} UNION {OF_TELLER}", "", CHANGED),
    ("catalogue_term", OF_TERM, "", CHANGED),
    ("catalogue_place", OF_PLACE, "", CHANGED),
    ("taggit_tag", OF_TAG, "", CHANGED),
)


def marks() -> Iterator[Trigger]:
    """Yield the triggers that write down which objects must be read anew."""
    for table, which, column, acts in WATCHED:
        of_row = which.replace("{column}", column)
        yield Trigger("stale", table, acts, f"INSERT INTO search_stale (item) {of_row};")
        if UPDATE in acts and which is ITEM and column != "id":
            # A row that changes its object: both are told.
            before = of_row.replace("{row}", "OLD")
            yield Trigger(
                "stale_from", table, CHANGED, f"INSERT INTO search_stale (item) {before};"
            )
