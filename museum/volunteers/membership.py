"""The only writer of who is a volunteer, and when."""

from museum import ledger
from museum.clock import day_of
from museum.volunteers.models import VolunteerEntry

Act = VolunteerEntry.Act


def write_entry(act, volunteer, *, by, happened_at, level="", reason="") -> VolunteerEntry:
    # Where only the day is told, what is written later on that day stands after it all the same.
    last = volunteer.entries.order_by("-happened_at").values_list("happened_at", flat=True).first()
    if last and day_of(last) == day_of(happened_at):
        happened_at = max(last, happened_at)
    entry = VolunteerEntry.objects.create(
        volunteer=volunteer, act=act, level=level, reason=reason, by=by, happened_at=happened_at
    )
    ledger.write_entry(
        f"volunteers.{act}", volunteer, entry, rows=(volunteer,), entry=entry.pk, level=level
    )
    return entry
