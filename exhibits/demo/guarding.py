"""In which database the demo village may be built: in its own, or in one that nobody has begun."""

from django.db import connection
from django.utils.translation import gettext as _

from museum.institution import Museum
from museum.refusals import refuse

# Where any of these has a row, somebody has begun a museum of their own.
OF_A_MUSEUM = ("people_person", "catalogue_item", "accounts_user")


def is_demo() -> bool:
    """Return whether this database holds the demo village, whole."""
    return _holds("museum_museum", "WHERE demo_since IS NOT NULL")


def check_build() -> None:
    """Refuse (code "not_the_demo") a database that holds anybody's real museum.

    Asked in plain SQL: before the migrations, since these would change it already.
    """
    if not is_demo() and (any(_holds(table) for table in OF_A_MUSEUM) or _has_settings()):
        refuse(
            None,
            _(
                "This database belongs to a museum of its own, not to the demo. Nothing was changed."
            ),
            "not_the_demo",
        )


def _has_settings() -> bool:
    """Return whether somebody has said what the museum is called, or anything else about it."""
    table = Museum._meta.db_table
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    usual = {
        each.column: each.get_default() for each in Museum._meta.fields if not each.primary_key
    }
    return any(row[name] != usual[name] for row in rows for name in usual.keys() & row.keys())


def _holds(table: str, where: str = "") -> bool:
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} {where} LIMIT 1")
        return cursor.fetchone() is not None
