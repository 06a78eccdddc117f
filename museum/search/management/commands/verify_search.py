from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.invocation import called
from museum.search import backend, indexing


class Command(BaseCommand):
    help = "Compares the search index with the register and names what differs."

    def handle(self, **options):
        if found := indexing.differences() + backend.differences():
            raise CommandError(
                "\n".join([*found, _("Run %(command)s.") % {"command": called("rebuild_search")}])
            )
        self.stdout.write(_("The search index says what the register says."))
