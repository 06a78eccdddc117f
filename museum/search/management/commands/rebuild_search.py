from django.core.management.base import BaseCommand, CommandError

from museum.search import backend, indexing
from museum.search.models import Stale


class Command(BaseCommand):
    help = "Makes the search index anew. Safe at any time."

    def handle(self, **options):
        count = indexing.rebuild(self.show)
        others = backend.rebuild_documents()
        self.stdout.write(
            f"{count} objects and {others} pages, pictures, people … are in the index."
        )
        failed = Stale.objects.values("item").distinct().count()
        if failed:
            raise CommandError(f"{failed} objects could not be read: the log says why.")

    def show(self, done, of):
        self.stdout.write(f"\r{done}/{of}", ending="\n" if done == of else "")
        self.stdout.flush()
