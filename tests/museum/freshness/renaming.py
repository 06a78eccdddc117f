"""The museum's name is read again and again (tests/museum/freshness/test_remembering.py)."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from museum.freshness import versions
from museum.institution import Museum
from museum.public import museum


def read_name() -> tuple[str, bool]:
    """Return the museum's name, and whether the database was asked for it."""
    with versions.answering(), CaptureQueriesContext(connection) as asked:
        name = museum().name
    return name, any("museum_museum" in each["sql"] for each in asked.captured_queries)


def rename() -> list[tuple[str, bool]]:
    """Return what was read as it is, again, renamed, renamed for a while, and after that."""
    Museum.load()
    read = [read_name(), read_name()]
    Museum.objects.update(name="新桥村史馆")
    read.append(read_name())
    with transaction.atomic():
        Museum.objects.update(name="还没定")
        read.append(read_name())
        transaction.set_rollback(True)
    return [*read, read_name()]
