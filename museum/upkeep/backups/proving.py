"""What shows that a museum which was brought back is the one of the backup."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from museum import ledger_head
from museum.ledger import LedgerLine
from museum.search.models import Stale
from museum.upkeep.backups import site
from museum.upkeep.backups.reapplying import Reapplied
from museum.verifying import misfits

SHOWN = 5


@dataclass
class Report:
    """Sentences for whoever brought it back; faults are those that say that something is not well."""

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def say(self, sentence: str, *, is_well: bool = True) -> None:
        self.lines.append(sentence)
        if not is_well:
            self.faults.append(sentence)

    def rows(self, counts: dict[str, int]) -> None:
        self.say(_("Rows: %(rows)s in %(tables)s tables, each one as in the backup.")
                 % {"rows": sum(counts.values()), "tables": len(counts)})  # fmt: skip

    def files(self, count: int, missing: int) -> None:
        self.say(_("Files: %(count)s, every hash is right.") % {"count": count})
        if missing:
            self.say(
                _("%(count)s files were missing already when the backup was made.")
                % {"count": missing}
            )  # fmt: skip

    def ledger(self, printed_head: str) -> None:
        """Read the whole register again, and hold its end against the backup's."""
        head = ledger_head.read(printed_head) if printed_head else None
        found = list(misfits(head))
        said = {"count": LedgerLine.objects.count(), "head": printed_head or "0"}
        if found:
            about = ", ".join(
                f"{each.code} {each.line or ''} {each.about}" for each in found[:SHOWN]
            )
            self.say(_("Ledger: %(faults)s places do not fit (%(about)s).")
                     % {"faults": len(found), "about": about}, is_well=False)  # fmt: skip
        else:
            self.say(_("Ledger: %(count)s lines, all fit, up to %(head)s as in the backup.") % said)

    def again(self, reapplied: Reapplied, contacts: int) -> None:
        done, absent = len(reapplied.done), len(reapplied.not_there)
        self.say(_("Erased or withdrawn after the backup: %(done)s done again, %(absent)s not in this backup.")
                 % {"done": done, "absent": absent})  # fmt: skip
        if contacts:
            self.say(_("Contacts whose time was over by now: %(count)s, removed.") % {"count": contacts})  # fmt: skip
        for each in reapplied.refused:
            self.say(_("Could not be done again: %(what)s") % {"what": each}, is_well=False)

    def lock(self, *, was_locked: bool) -> None:
        """The passphrase lies in a file of the old computer: here nobody has said one yet."""
        if was_locked and settings.BACKUP_PASSPHRASE_FILE is None:
            self.say(_("This backup was locked. Those that are made here are not, until BACKUP_PASSPHRASE_FILE in museum.env "
                       "names the file with the passphrase."))  # fmt: skip

    def index(self, objects: int, others: int) -> None:
        unread = Stale.objects.values("item").distinct().count()
        self.say(_("Search: %(objects)s objects and %(others)s others can be found.")
                 % {"objects": objects - unread, "others": others}, is_well=not unread)  # fmt: skip

    def pages(self, before: int, *, is_less_expected: bool) -> None:
        """Open every page that a visitor reaches."""
        found = {page.address: page.status for page in site.pages() if not page.moved_to}
        bad = [address for address, status in found.items() if status != 200]
        count = len(found) - len(bad)
        self.say(_("Website: %(count)s pages open; the backup had %(before)s.")
                 % {"count": count, "before": before},
                 is_well=count >= before or is_less_expected)  # fmt: skip
        if bad:
            self.say(_("These do not open: %(names)s.") % {"names": ", ".join(bad[:SHOWN])},
                     is_well=False)  # fmt: skip
