"""Who signed a decision or took the object along, and a photo of the paper that was signed."""

import uuid

from django.core.files import File
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue.models import Holding, Item, RegisterEntry, SignedPaper
from museum.ledger import row_key
from museum.people.models import Person
from museum.pictures.judging import judge
from museum.refusals import refuse


def signer(holding: Holding, person: Person | None) -> Person:
    """Return who signs: the person named, else whose the object is. Refuses by code: nobody."""
    person = person or holding.owner or holding.donation.owner
    if person is None:
        refuse("person", _("To whom is it handed, and who signs? Write the person down."), "nobody")
    return person


def keep_paper(entry: RegisterEntry, file: File | None) -> SignedPaper | None:
    """Keep the photo of the paper that belongs to entry, as it came. Refuses what judge refuses.

    To be called last in a verb: a file that is written cannot be rolled back.
    """
    if file is None:
        return None
    judged = getattr(file, "judged", None) or judge(file)
    paper = SignedPaper(
        uuid=row_key(entry.uuid, "paper"),
        entry=entry,
        kind=judged.kind,
        sha256=judged.sha256,
        by=entry.by,
        happened_at=entry.happened_at,
    )
    file.seek(0)
    item: Item = entry.item  # type: ignore[assignment]
    paper.file.save(f"{uuid.uuid4().hex}.{judged.extension}", file, save=False)
    try:
        paper.save()
        ledger.write_entry("catalogue.paper_kept", item, paper, entry=entry.pk, paper=paper.pk,
                           sha256=paper.sha256)  # fmt: skip
    except BaseException:
        paper.file.storage.delete(str(paper.file.name))
        raise
    return paper
