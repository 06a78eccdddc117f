"""What must be read anew. Triggers write it down in the very transaction of the change, so that no
verb, no bulk update and no SQL from elsewhere can be forgotten; whoever searches next finds the
index up to date, because asking drains it first (indexing.fresh).
"""

from django.db import connections

ITEM = "SELECT {row}.{column}"
OF_DONATION = "SELECT item_id FROM catalogue_holding WHERE donation_id = {row}.id"
OF_OWNER = (
    "SELECT h.item_id FROM catalogue_holding h JOIN catalogue_donation d ON d.id = h.donation_id "
    "WHERE d.owner_id = {row}.id"
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
ANY, GIVEN, CHANGED = ("INSERT", "UPDATE", "DELETE"), ("INSERT", "UPDATE"), ("UPDATE",)
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
    ("people_person", OF_OWNER, "", CHANGED),
    ("catalogue_term", OF_TERM, "", CHANGED),
    ("catalogue_place", OF_PLACE, "", CHANGED),
    ("taggit_tag", OF_TAG, "", CHANGED),
)


def triggers():
    """Yield (name, table, act, the query for the objects) for every trigger."""
    for table, which, column, acts in WATCHED:
        for act in acts:
            row = "OLD" if act == "DELETE" else "NEW"
            yield f"{table}_stale_{act.lower()}", table, act, which.format(row=row, column=column)
            if act == "UPDATE" and which is ITEM and column != "id":
                # A row that changes its object: both are told.
                yield f"{table}_stale_from", table, act, which.format(row="OLD", column=column)


def lay(using: str = "default") -> None:
    """Create the triggers, those of tables that are there."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if "search_stale" not in present:
        return
    with connection.cursor() as cursor:
        for name, table, act, items in triggers():
            if table not in present:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                    f"BEGIN INSERT INTO search_stale (item) {items}; RETURN NULL; END $$"
                )
                cursor.execute(
                    f'CREATE OR REPLACE TRIGGER "{name}" AFTER {act} ON "{table}" '
                    f"FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
                cursor.execute(
                    f'CREATE TRIGGER "{name}" AFTER {act} ON "{table}" '
                    f"BEGIN INSERT INTO search_stale (item) {items}; END"
                )


def lift(using: str = "default") -> None:
    """Remove the triggers, before migrations remake tables and for a restore."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, table, _act, _items in triggers():
            if table in present:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
