"""Cataloguing (Spectrum), 更正.

A registered fact was wrong. The old and the new value, who and when stay visible, as the red line in the
paper register does. The curator corrects; whoever typed it mends it the same day.
"""

from django.db import models, transaction
from django.utils.translation import gettext as _

from museum.catalogue.describing import is_slip_of_the_day
from museum.catalogue.models import Donation, Holding, Item, RegisterEntry
from museum.catalogue.models.holdings import NUMBERED, STILL_THE_OWNERS, Way
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, is_written, record
from museum.clock import day_of, span
from museum.ledger import row_key
from museum.plausible import AGREED, check_past, check_planned, moment_meant
from museum.refusals import refuse

# Nothing else is corrected: numbers, statuses and places follow from acts, and an act that was
# wrong is followed by the act that mends it.
OF_AN_OBJECT = ("way", "conditions", "loan_ends", "owner")
OF_A_RECEIPT = ("owner", "brought_by", "received_by", "finder", "found_where", "on_behalf",
                "naming", "happened_at")  # fmt: skip


def check_correct(row: Holding | Donation, field: str, new, *, by, reason: str) -> None:
    """Refuse by code: forbidden, fixed, same, no_reason, no_end, no_owner, museums, year, future,
    after_acceptance."""
    if not is_slip_of_the_day(row, by):
        demand(by, "correct")
    allowed = OF_AN_OBJECT if isinstance(row, Holding) else OF_A_RECEIPT
    if field not in allowed:
        refuse("field", _("This is not corrected by hand; it follows from what was done."), "fixed")
    if getattr(row, field) == new:
        refuse("new", _("It says so already."), "same")
    if not reason.strip():
        refuse("reason", _("Why is it corrected? A few words for those who come later."),
               "no_reason")  # fmt: skip
    if isinstance(row, Holding):
        after = {name: getattr(row, name) for name in OF_AN_OBJECT} | {field: new}
        if after["way"] == Way.LOAN and after["loan_ends"] is None:
            refuse("new", _("A loan needs its end: correct that first."), "no_end")
        if after["way"] in (Way.DEPOSIT, Way.LOAN) and after["owner"] is None:
            refuse("new", _("A deposit or loan needs its owner: correct that first."), "no_owner")
        if field == "owner" and new is not None and is_the_museums(row):
            refuse("new", _("%(label)s was accepted and has belonged to the museum since. Who gave it "
                            "stands on its receipt: correct it there.") % {"label": row.label},
                   "museums")  # fmt: skip
        if field == "way" and Way.COPIED in (new, row.way):
            refuse("new", _("What was photographed and what stayed here are different things. Write a "
                            "receipt of its own."), "fixed")  # fmt: skip
        if (
            field == "way"
            and row.label
            and (new in (Way.DEPOSIT, Way.LOAN)) != (row.way in (Way.DEPOSIT, Way.LOAN))
        ):
            refuse("new", _("It already has a number of another series. Give it back or turn the "
                            "deposit into a gift instead."), "fixed")  # fmt: skip
    if isinstance(row, Donation) and field == "owner" and new is None and followers(row).exists():
        refuse("new", _("A deposit or loan needs its owner: correct that first."), "no_owner")
    if field == "loan_ends" and new is not None:
        check_planned(new, field="new", years=AGREED)
    if isinstance(row, Donation) and field == "happened_at":
        check_past(day_of(new), field="new")
        first = RegisterEntry.objects.filter(
            item__holding__donation=row,
            act=Act.ACCEPTED,
            happened_at__lt=span(*[day_of(new)] * 2)[0],
        )
        if first.exists():
            refuse("new", _("An object of this receipt was accepted before that day."),
                   "after_acceptance")  # fmt: skip


def followers(donation: Donation):
    """Return the holdings whose owner is whoever the receipt says gave them: a wrong name was written
    once and is corrected once."""
    return donation.holdings.filter(owner=donation.owner_id, owner__isnull=False)


def is_the_museums(holding: Holding) -> bool:
    """Return whether it became the museum's own: accepted, and neither on deposit nor lent."""
    return holding.status in NUMBERED and holding.way not in STILL_THE_OWNERS


@transaction.atomic
def correct(row: Item | Donation, field: str, new, *, by, reason: str, happened_at=None,
            key=None) -> RegisterEntry | None:  # fmt: skip
    """Correct one registered fact of an object (its holding) or of a receipt, and write down what
    it said before. Whose a receipt's things are follows its giver. Returns None when the act with key
    was written already."""
    model = Donation if isinstance(row, Donation) else Holding
    where = {"pk": row.pk} if model is Donation else {"item": row.pk}
    held = model.objects.select_for_update(of=("self",), no_key=True).get(**where)
    if is_written(key):
        return None
    check_correct(held, field, new, by=by, reason=reason)
    old = getattr(held, field)
    follow = []
    if isinstance(held, Donation) and field == "owner":
        follow = list(followers(held).select_for_update(of=("self",), no_key=True).order_by("pk"))
    setattr(held, field, new)
    others = {each.name for each in held._meta.fields if each.name != field or new in (None, "")}
    held.clean_fields(exclude=others)
    held.validate_constraints()
    held.save(update_fields=[field])
    entry = record(Act.CORRECTED, row, by=by, happened_at=moment_meant(happened_at), key=key,
                   reason=reason, field=field, old=_shown(old), new=_shown(new))  # fmt: skip
    for each in follow:
        each.owner = new
        each.save(update_fields=["owner"])
        record(Act.CORRECTED, each.item, by=by, happened_at=moment_meant(happened_at),
               key=row_key(entry.uuid, each.pk), reason=reason, field=field, old=_shown(old),
               new=_shown(new))  # fmt: skip
    return entry


def _shown(value) -> str:
    """A person stands in the register's history by id, so that erasing them erases it here too."""
    if value is None:
        return ""
    return f"#{value.pk}" if isinstance(value, models.Model) else str(value)[:200]
