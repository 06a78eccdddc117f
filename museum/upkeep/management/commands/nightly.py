from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.upkeep import nightly


class Command(BaseCommand):
    help = "Do the night's work now. `museum serve` does so itself, once a day from three o'clock."

    def handle(self, **options):
        if failed := nightly.run(self.stdout.write):
            raise CommandError(_("Failed: %(names)s") % {"names": "、".join(failed)})
