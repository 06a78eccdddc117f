"""What is lost without a lock: taken away here, for the tests that show what it is there for."""

from collections.abc import Callable

from django.db import connection
from django.db.models import QuerySet

WRITES = ("INSERT", "UPDATE", "DELETE")


def unlock(meet: Callable[[], object]) -> None:
    """Take every lock from this process, and let it meet the others before it writes anything: what
    each has read by then is the same for all, so that what goes wrong never hangs on luck."""
    QuerySet.select_for_update = lambda self, **options: self
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"] |= {"transaction_mode": "DEFERRED", "timeout": 5}
    connection.close()
    met = False

    def before_the_first_write(execute, sql, parameters, many, context):
        nonlocal met
        if not met and sql.startswith(WRITES):
            met = True
            meet()
        return execute(sql, parameters, many, context)

    connection.execute_wrappers.append(before_the_first_write)
