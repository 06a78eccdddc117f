from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.pictures import sweeping
from museum.refusals import sentences


class Command(BaseCommand):
    help = "Remove originals and public copies that no row names. To be run every night."

    def add_arguments(self, parser):
        parser.add_argument("--hours", type=float, default=sweeping.A_DAY,
                            help="Leave what is younger: it may still get its row.")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="Say what it would remove.")
        parser.add_argument("--all", action="store_true", help="However many originals it is.")

    def handle(self, *, hours, dry_run, all, **options):
        try:
            if dry_run:
                swept = sweeping.nameless(hours=hours)
            else:
                swept = sweeping.sweep(hours=hours, everything=all)
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        if dry_run:
            words = _("Found: %(originals)s originals, %(copies)s public copies, %(size)s MB")
        else:
            words = _("Removed: %(originals)s originals, %(copies)s public copies, %(size)s MB")
        self.stdout.write(words % {
            "originals": len(swept.originals), "copies": len(swept.copies),
            "size": f"{swept.bytes / 2**20:.1f}",
        })  # fmt: skip
