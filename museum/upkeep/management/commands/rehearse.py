from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.upkeep.backups import rehearsing
from museum.upkeep.backups.trouble import Refused


class Command(BaseCommand):
    help = "Bring the newest backup back in a scratch folder, to see that it can be done."

    def add_arguments(self, parser):
        parser.add_argument("--of", type=Path, help="The folder of the backups. Usually BACKUP_TO.")
        parser.add_argument(
            "--if-due", action="store_true", help="Only where the last try is a month ago."
        )

    def handle(self, *, of=None, if_due=False, **options):
        place = of or settings.BACKUP_TO
        if place is None:
            raise CommandError(
                _("Of which folder? Say --of FOLDER, or BACKUP_TO=FOLDER in museum.env.")
            )
        if if_due and not rehearsing.is_due():
            self.stdout.write(_("It was tried less than a month ago."))
            return
        try:
            tried = rehearsing.rehearse(place.expanduser().absolute())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if tried.fault:
            raise CommandError(
                _("%(name)s could not be brought back: %(fault)s")
                % {"name": tried.name, "fault": tried.fault}
            )
        self.stdout.write(_("%(name)s was brought back in a scratch folder, and is the same.")
                          % {"name": tried.name})  # fmt: skip
