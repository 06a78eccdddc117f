"""A failing index is seen: on the desk's first page, in the log, by `manage.py check --database
default`. Wagtail's own tasks run at once and swallow what goes wrong; ours say so too.
"""

import logging

from django.core.checks import Warning
from django.db import DatabaseError, connections
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished
from wagtail.admin.ui.components import Component

from museum.catalogue.models import Item
from museum.invocation import called
from museum.search import indexing
from museum.search.models import Stale

logger = logging.getLogger("museum.search")
MANY = 1000
FIRST = 5


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


class NotInTheIndex(Component):
    """Which objects nobody finds, because they could not be read for the index."""

    name = "not_in_the_index"
    order = 90
    template_name = "search/not_in_the_index.html"

    def __init__(self, keys: list[int]):
        self.keys = keys

    def get_context_data(self, parent_context):
        items = Item.objects.filter(pk__in=self.keys[:FIRST]).select_related("holding__donation")
        return {"count": len(self.keys), "items": items.order_by("pk"),
                "command": called("rebuild_search")}  # fmt: skip


def say_what_is_missing(request, panels):
    """Hook construct_homepage_panels: tell whoever keeps the museum's settings."""
    if not request.user.has_perm("museum.change_museum"):
        return
    indexing.fresh()
    if keys := sorted(set(Stale.objects.values_list("item", flat=True))):
        panels.insert(0, NotInTheIndex(keys))


def tell_failure(sender, task_result, **kwargs):
    """Wagtail's tasks run at once and swallow what goes wrong: say it where somebody looks."""
    if task_result.status == TaskResultStatus.FAILED:
        logger.error("a background task failed: %s", task_result.task.func.__name__)


task_finished.connect(tell_failure, dispatch_uid="museum.search")
