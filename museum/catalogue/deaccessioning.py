"""注销: an object leaves the register; its row, number and history stay (field.md §4.5)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue import moving, opening
from museum.catalogue.models import Holding, Item, Term
from museum.catalogue.models.holdings import Standing
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, locked, moment, record, written
from museum.ledger import row_key
from museum.refusals import refuse

# The giver agreed: asked for where the object goes back to a person.
WITH_CONSENT = ("returned_with_consent",)


def check_deaccession(holding: Holding, *, by, reason_code: str, agreed_by=None) -> None:
    """Refuse by code: forbidden, part, not_accessioned, no_reason, no_consent."""
    demand(by, "deaccession")
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and leaves with it.")
               % {"title": holding.item.title}, "part")  # fmt: skip
    if holding.standing != Standing.ACCESSIONED:
        refuse(None, _("“%(title)s” is not in the register: %(standing)s.")
               % {"title": holding.item.title, "standing": holding.get_standing_display()},
               "not_accessioned")  # fmt: skip
    if not Term.objects.of("deaccession_reason").filter(code=reason_code).exists():
        refuse("reason_code", _("Choose one of the reasons for deaccession."), "no_reason")
    if reason_code in WITH_CONSENT and agreed_by is None:
        refuse("agreed_by", _("Who of the giver's family agreed? Write the person down."),
               "no_consent")  # fmt: skip


@transaction.atomic
def deaccession(item: Item, *, by, reason_code: str, reason="", approval="", agreed_by=None,
                happened_at=None, key=None) -> Holding:  # fmt: skip
    """Take an object off the register. reason_code: list deaccession_reason; approval: 批准文号."""
    holding, parts = locked(item)
    if written(key):
        return holding
    check_deaccession(holding, by=by, reason_code=reason_code, agreed_by=agreed_by)
    happened_at, key = moment(happened_at), key or uuid.uuid4()
    for each in (holding, *parts):
        moving.leave(each, by=by, happened_at=happened_at, reason=reason, act=key)
        each.standing = Standing.DEACCESSIONED
        each.save(update_fields=["standing"])
        record(Act.DEACCESSIONED, each.item, by=by, happened_at=happened_at, reason=reason,
               key=key if each is holding else row_key(key, each.pk), new=approval,
               reason_code=reason_code, person=agreed_by)  # fmt: skip
    opening.close_pictures(item)
    return holding
