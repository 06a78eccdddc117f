from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.invocation import called
from museum.upkeep.backups import lending, restoring
from museum.upkeep.backups.trouble import Refused


class Command(BaseCommand):
    help = "Bring a museum back from a backup, on a computer that has none, and prove that it is the same."

    # The database is empty: there is nothing yet that could be checked.
    requires_system_checks = []

    def add_arguments(self, parser):
        lending.add_arguments(parser)

    def handle(self, *, backup, **options):
        try:
            report = restoring.restore(backup.expanduser().absolute(), self.say)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for sentence in report.lines:
            self.say(f"  {sentence}")
        if report.faults:
            raise CommandError(_("The museum is back, and not all is well: read the lines above."))
        self.say(_("The museum is back, and it is the same. %(serve)s starts it. Look through the accounts: "
                   "whoever was switched off after the backup can sign in again.")
                 % {"serve": called("serve")})  # fmt: skip

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()
