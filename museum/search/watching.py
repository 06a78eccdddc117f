"""A failing index is seen: by `manage.py check --database default`, and in the log."""

import logging

from django.core.checks import Warning
from django.db import DatabaseError, connections
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished

logger = logging.getLogger("museum.search")
MANY = 1000


def check_search(app_configs, databases, **kwargs):
    """Warn where many objects wait to be read anew: draining fails, or nobody searches."""
    for alias in databases or ():
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT count(*) FROM search_stale")
                waiting = cursor.fetchone()[0]
        except DatabaseError:
            continue  # before the first migrate
        if waiting > MANY:
            yield Warning(
                f"{waiting} changes wait for the search index.",
                hint="Run manage.py rebuild_search and read what it complains of.",
                id="museum_search.W001",
            )


def tell_failure(sender, task_result, **kwargs):
    """Wagtail's tasks run at once and swallow what goes wrong: say it where somebody looks."""
    if task_result.status == TaskResultStatus.FAILED:
        logger.error("a background task failed: %s", task_result.task.func.__name__)


task_finished.connect(tell_failure, dispatch_uid="museum.search")
