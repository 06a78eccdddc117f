import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.upkeep.backups import parts, taking
from museum.upkeep.backups.trouble import Refused

SHOWN = 5


class Command(BaseCommand):
    help = "Make a backup of the whole museum, while it goes on: one folder with everything in it."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="The folder that is to hold it: a stick, another disk. "
                            "Usually BACKUP_TO.")  # fmt: skip
        parser.add_argument("--one-file", action="store_true",
                            help="As one archive, in parts below 4 GB.")  # fmt: skip
        parser.add_argument("--part-size", type=int, default=parts.LARGEST, help="In bytes.")

    def handle(self, *, to=None, one_file=False, part_size=parts.LARGEST, **options):
        place = to or settings.BACKUP_TO
        if place is None:
            raise CommandError(_("Where to? Say --to FOLDER, or BACKUP_TO=FOLDER in museum.env."))
        begun = time.monotonic()
        try:
            taken = taking.take(
                place.expanduser().absolute(), part_size=part_size if one_file else None
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("The backup is whole: %(path)s, %(files)s files, %(size).1f MB, %(pages)s pages, "
              "%(seconds).0f seconds.")
            % {"path": taken.path, "files": taken.files, "size": taken.bytes / 2**20,
               "pages": taken.pages, "seconds": time.monotonic() - begun}
        )  # fmt: skip
        if taken.missing:
            self.stdout.write(
                _("%(count)s files were not there any more: %(names)s")
                % {"count": len(taken.missing), "names": ", ".join(taken.missing[:SHOWN])}
            )  # fmt: skip
