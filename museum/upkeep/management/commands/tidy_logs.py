from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from museum.logs.day_files import tidy


class Command(BaseCommand):
    help = "Compress the logs of the days before yesterday, remove what is older than half a year."

    def handle(self, **options):
        compressed, removed = tidy(settings.LOGS)
        self.stdout.write(
            _("Logs compressed: %(compressed)s; logs removed: %(removed)s")
            % {"compressed": compressed, "removed": removed}
        )
