from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from museum import ledger_head
from museum.ledger import LedgerLine
from museum.verifying import misfits

SHOWN = 20


class Command(BaseCommand):
    help = "Read the register again: the chain of the ledger, and every row against its line."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            help="The head of the chain as it is printed on a yearly report: 1234 KQTM-WXPZ-RHVD.",
        )

    def handle(self, *, head=None, **options):
        wanted = None
        if head is not None and (wanted := ledger_head.read(head)) is None:
            raise CommandError(
                _("“%(head)s” is no head of a ledger. Type the number and the twelve letters as they "
                  "stand on the paper: 1234 KQTM-WXPZ-RHVD.") % {"head": head}
            )  # fmt: skip
        found = list(misfits(wanted))
        if found:
            sentences = [sentence(each) for each in found[:SHOWN]]
            if len(found) > SHOWN:
                sentences.append(_("And %(more)s more.") % {"more": len(found) - SHOWN})
            raise CommandError("\n".join(sentences))
        count = LedgerLine.objects.count()
        self.stdout.write(_("The ledger fits, %(count)s lines, and so does every row it speaks of.")
                          % {"count": count})  # fmt: skip
        if wanted:
            self.stdout.write(_("Up to line %(line)s it is what the paper says.")
                              % {"line": wanted.sequence})  # fmt: skip
        elif now := ledger_head.now():
            self.stdout.write(_("Its head: %(head)s") % {"head": now})


def sentence(misfit) -> str:
    return {
        "missing": _("Line %(line)s is missing."),
        "before": _("Line %(line)s does not follow the line before it."),
        "changed": _("Line %(line)s was changed after it was written."),
        "unreadable": _("%(about)s cannot be read."),
        "head": _("The paper says %(about)s, and line %(line)s here is not that one."),
        "row_changed": _("%(about)s is not as line %(line)s wrote it."),
        "row_gone": _("%(about)s is gone, which line %(line)s wrote."),
        "row_unwritten": _("No line of the ledger knows of %(about)s."),
        "subject_gone": _("%(about)s is gone, of which line %(line)s speaks."),
        "named_gone": _("%(about)s is gone, and rows of the register name it."),
        "counter": _("The counter %(about)s does not stand at the last number given."),
        "strange_trigger": _("The database has a trigger that the museum did not lay: %(about)s."),
        "guard": _("The guard of the database is missing: %(about)s."),
    }[misfit.code] % {"line": misfit.line, "about": misfit.about}
