from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.search import backend, indexing
from museum.search.models import Stale


class Command(BaseCommand):
    help = "Makes the search index anew. Safe at any time."

    def handle(self, **options):
        count = indexing.rebuild(self.show)
        others = backend.rebuild_documents()
        self.stdout.write(
            _("%(count)s objects and %(others)s pages, pictures, people … are in the index.")
            % {"count": count, "others": others}
        )
        failed = Stale.objects.values("item").distinct().count()
        if failed:
            raise CommandError(
                _("%(count)s objects could not be read: the log says why.") % {"count": failed}
            )

    def show(self, done, of):
        self.stdout.write(f"\r{done}/{of}", ending="\n" if done == of else "")
        self.stdout.flush()
