"""培训、表彰、评价: what is written on a volunteer's record besides hours (志愿服务条例 §19)."""

from django.db import transaction
from django.utils.translation import gettext as _

from museum import ledger
from museum.plausible import moment_meant
from museum.refusals import refuse
from museum.volunteers.models import Record, Volunteer
from museum.volunteers.permissions import demand


def check_note(
    volunteer: Volunteer, kind: str, title: str, *, by, replaces=None, reason=""
) -> None:
    """Refuse by code: forbidden, no_title, no_reason, replaced."""
    demand(by, "enrol")
    if not title.strip():
        refuse("title", _("What was it? One line will do."), "no_title")
    if replaces and not reason.strip():
        refuse("reason", _("Why is the earlier line wrong? One sentence will do."), "no_reason")
    if replaces and Record.objects.filter(replaces=replaces).exists():
        refuse(None, _("This line has been corrected already. Look at the newer one."), "replaced")


@transaction.atomic
def note(volunteer: Volunteer, kind: str, title: str, *, by, on=None, content="", body="",
         place="", minutes=0, replaces: Record | None = None, reason="") -> Record:  # fmt: skip
    """Write down a training, a commendation or an evaluation. A correction names what it replaces."""
    volunteer = Volunteer.objects.lock(volunteer)
    check_note(volunteer, kind, title, by=by, replaces=replaces, reason=reason)
    record = Record.objects.create(
        volunteer=volunteer, kind=kind, title=title.strip(), content=content, body=body,
        place=place, minutes=minutes, replaces=replaces, reason=reason, by=by,
        happened_at=moment_meant(on),
    )  # fmt: skip
    ledger.write_entry("volunteers.record", volunteer, record, record=record.pk, kind=kind,
                       minutes=minutes, replaces=replaces.pk if replaces else None)  # fmt: skip
    return record
