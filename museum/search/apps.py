import logging

from django.apps import AppConfig
from django.core import checks
from django.db import DatabaseError
from django.db.models.signals import post_migrate, pre_migrate

logger = logging.getLogger("museum.search")


def lay_triggers(using, **kwargs):
    from museum.search import staleness

    staleness.lay(using)


def index_the_rest(using, **kwargs):
    """Pages that came with a migration, and all else in a database from before there was an index."""
    from museum.search import backend
    from museum.search.models import Document

    try:
        if not Document.objects.using(using).exists():
            backend.rebuild_documents()
    except DatabaseError:
        logger.exception("the search index of pages was not built; run manage.py rebuild_search")


def lift_triggers(using, **kwargs):
    from museum.search import staleness

    staleness.lift(using)


class Search(AppConfig):
    name = "museum.search"
    label = "search"

    def ready(self):
        from museum.people.hearing import hear
        from museum.search import backend, indexing, stamping, watching

        # SQLite forgets a table's triggers when a migration remakes it, and refuses to remake a
        # table that another's trigger names.
        pre_migrate.connect(lift_triggers, sender=self)
        post_migrate.connect(lay_triggers, sender=self)
        post_migrate.connect(index_the_rest, sender=self)
        indexing.follow()
        stamping.follow()
        # An erased person is changed by update(), which Wagtail's signals do not hear.
        hear(backend.read_anew)
        checks.register(watching.check_search, checks.Tags.database)
