from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum.ledger import LedgerLine, first_misfit

WORDS = {
    "missing": _("Line %(line)s is missing."),
    "before": _("Line %(line)s does not follow the line before it."),
    "changed": _("Line %(line)s was changed after it was written."),
}


class Command(BaseCommand):
    help = "Read the ledger from its first line and name the first that does not fit."

    def handle(self, *args, **options):
        misfit = first_misfit()
        if misfit:
            line, why = misfit
            raise CommandError(WORDS[why] % {"line": line})
        count = LedgerLine.objects.count()
        self.stdout.write(_("The ledger fits, %(count)s lines.") % {"count": count})
