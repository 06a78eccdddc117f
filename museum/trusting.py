"""The computer's clock lies before the last line of the ledger: it was set back, or it had been ahead.

Until somebody sets it right nothing is written. Where it is right and the last line was not, a curator
says so, once, in a line of its own, and the museum writes on from today.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.institution import Museum
from museum.refusals import refuse


def check_trust_the_clock(*, by) -> None:
    """Refuse by code: forbidden, not_behind."""
    if not (by.is_active and by.has_perm("museum.change_museum")):
        refuse(None, _("Whether the clock is right is said by the curator."), "forbidden")
    if ledger.behind() is None:
        refuse(None, _("The clock does not lie before the last line. Nothing is to be said."),
               "not_behind")  # fmt: skip


@transaction.atomic
def trust_the_clock(*, by) -> ledger.LedgerLine:
    """Write down that the clock is right as it is, whatever the last line says."""
    check_trust_the_clock(by=by)
    last = ledger.behind()
    return ledger.write(ledger.CLOCK, Museum.load(), by=by, happened_at=timezone.now(),
                        last=last.isoformat())  # fmt: skip
