from django.core.management.base import BaseCommand

from museum.search import backend, indexing


class Command(BaseCommand):
    help = "Makes the search index anew. Safe at any time."

    def handle(self, **options):
        count = indexing.rebuild()
        others = backend.rebuild_documents()
        self.stdout.write(
            f"{count} objects and {others} pages, pictures, people … are in the index."
        )
