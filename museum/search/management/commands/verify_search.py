from django.core.management.base import BaseCommand, CommandError

from museum.search import backend, indexing


class Command(BaseCommand):
    help = "Compares the search index with the register and names what differs."

    def handle(self, **options):
        if found := indexing.differences() + backend.differences():
            raise CommandError("\n".join([*found, "Run manage.py rebuild_search."]))
        self.stdout.write("The index says what the register says.")
