"""Object entry (Spectrum), 读给本人听过: a receipt is read to who cannot read it before the thumb goes down,
and whoever signs for somebody else writes how they are related.
"""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum.catalogue.models import Donation, RegisterEntry
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, is_written, record
from museum.ledger import row_key
from museum.people.models import Person
from museum.refusals import refuse


def check_note_read(donation: Donation, *, by, reader: Person | None, signer: Person | None = None,
                    kinship: str = "") -> None:  # fmt: skip
    """Refuse by code: forbidden, offered, nobody, no_kinship, no_signer, same."""
    demand(by, "receive")
    if not donation.holdings.exclude(status="offered").exists():
        refuse(None, _("Nothing of it has come yet, so there is nothing to receipt."), "offered")
    if reader is None:
        refuse("reader", _("Who read it out? Write the person down."), "nobody")
    if signer and not kinship.strip():
        refuse("kinship", _("How are they related? Son, daughter-in-law, neighbour."), "no_kinship")
    if kinship.strip() and signer is None:
        refuse("signer", _("Who signs for them? Write the person down."), "no_signer")
    if signer and signer == (donation.brought_by or donation.owner):
        refuse("signer", _("They sign for themselves. Leave it empty."), "same")


@transaction.atomic
def note_read(donation: Donation, *, by, reader: Person | None, signer: Person | None = None,
              kinship: str = "", key: uuid.UUID | None = None) -> None:  # fmt: skip
    """Write down who read the receipt out to whoever brought the things, and, where somebody signs for
    them, who and how they are related."""
    donation = Donation.objects.select_for_update(of=("self",), no_key=True).get(pk=donation.pk)
    if is_written(key):
        return
    check_note_read(donation, by=by, reader=reader, signer=signer, kinship=kinship)
    key, now = key or uuid.uuid4(), timezone.now()
    record(Act.READ_OUT, donation, by=by, happened_at=now, person=reader, key=key)
    if signer:
        record(Act.SIGNED_FOR, donation, by=by, happened_at=now, person=signer,
               reason=kinship.strip(), key=row_key(key, "signed"))  # fmt: skip


def read_by(donation: Donation) -> RegisterEntry | None:
    """Return the line that says who read it out, the last one."""
    return _last(donation, Act.READ_OUT)


def signed_for_by(donation: Donation) -> RegisterEntry | None:
    """Return the line that says who signed for them, of the last reading."""
    read, signed = read_by(donation), _last(donation, Act.SIGNED_FOR)
    return signed if read and signed and signed.pk > read.pk else None


def _last(donation: Donation, act: str) -> RegisterEntry | None:
    found = RegisterEntry.objects.valid().filter(donation=donation, act=act)
    return found.select_related("person").order_by("-pk").first()
