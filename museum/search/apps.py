import logging

from django.apps import AppConfig
from django.core import checks
from django.db import DatabaseError
from django.db.models.signals import post_migrate

logger = logging.getLogger("museum.search")


def index_the_rest(using, **kwargs):
    """Pages that came with a migration, all else in a database from before there was an index, and
    the objects that a migration marked: now, and not when a visitor asks."""
    from museum.search import backend, indexing
    from museum.search.models import Document

    try:
        if not Document.objects.using(using).exists():
            backend.rebuild_documents()
        indexing.drain()
    except DatabaseError:
        logger.exception("the search index was not built; run manage.py rebuild_search")


class Search(AppConfig):
    name = "museum.search"
    label = "search"

    def ready(self):
        from museum.freshness import triggers
        from museum.people.hearing import hear, hear_erasing
        from museum.search import backend, indexing, shown, staleness, watching

        post_migrate.connect(index_the_rest, sender=self)
        indexing.follow()
        triggers.add(staleness.marks)
        triggers.add(shown.triggers)
        # An erased person is changed by update(), which Wagtail's signals do not hear.
        hear(backend.read_anew)
        # At once, and not when somebody searches: a name that is erased is in no index.
        hear_erasing(indexing.forget_at_once)
        checks.register(watching.check_search, checks.Tags.database)
