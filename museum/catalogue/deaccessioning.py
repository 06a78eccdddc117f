"""Deaccessioning and disposal (Spectrum), 注销.

An object leaves the register; its row, number and history stay (field.md §4.5).

The steps of the national rules, with the village's shorter notice: somebody who knows has looked, the
village has decided, the giver was asked, a notice has hung, the paper is signed and kept.
"""

import datetime
import uuid

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue import moving, opening
from museum.catalogue.models import DeaccessionSteps, Holding, Item, Term
from museum.catalogue.models.holdings import Status, Way
from museum.catalogue.permissions import demand
from museum.catalogue.recording import (
    Act,
    check_reason,
    is_written,
    locked,
    record,
    state_of,
    together,
)
from museum.catalogue.signing import keep_paper
from museum.clock import day_of
from museum.ledger import row_key
from museum.plausible import check_past, moment_meant
from museum.refusals import refuse

NOTICE = datetime.timedelta(days=15)
# The giver agreed: asked for where the object goes back to a person.
WITH_CONSENT = ("returned_with_consent",)
# Somebody has to have looked at it: what is said is said of the thing itself.
LOOKED_AT = ("decayed", "replica_no_value")
# Nothing leaves: the same thing stands in the register twice.
ONLY_ON_PAPER = ("duplicate_entry",)
# Its owner's all the time; there is nobody else to ask and nothing to announce.
TO_ITS_OWNER = ("returned_to_owner",)


def check_deaccession(holding: Holding, *, by, reason_code: str, reason: str, agreed_by=None,
                      looked_at_by=None, decided_on=None, noticed_on=None, giver_said="",
                      happened_at=None) -> None:  # fmt: skip
    """Refuse by code: forbidden, part, not_accessioned, no_reason, no_consent, no_words, not_looked,
    not_decided, not_asked, no_notice, before_decision, short_notice, year, future."""
    demand(by, "deaccession")
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and leaves with it.")
               % {"title": holding.item.title}, "part")  # fmt: skip
    if holding.status != Status.ACCESSIONED:
        refuse(None, _("“%(title)s” is not in the register: %(status)s.")
               % {"title": holding.item.title, "status": holding.get_status_display()},
               "not_accessioned")  # fmt: skip
    if not Term.objects.of("deaccession_reason").filter(code=reason_code).exists():
        refuse("reason_code", _("Choose one of the reasons for deaccession."), "no_reason")
    if reason_code in WITH_CONSENT and agreed_by is None:
        refuse("agreed_by", _("Who of the giver's family agreed? Write the person down."),
               "no_consent")  # fmt: skip
    check_reason(reason)
    if reason_code in ONLY_ON_PAPER:
        return
    if reason_code in LOOKED_AT and looked_at_by is None:
        refuse("looked_at_by", _("Who looked at it and found so? Write the person down."),
               "not_looked")  # fmt: skip
    if decided_on is None:
        refuse("decided_on", _("On which day did the village decide it?"), "not_decided")
    check_past(decided_on, field="decided_on")
    if reason_code in TO_ITS_OWNER:
        return
    if holding.way == Way.GIFT and agreed_by is None and not giver_said.strip():
        refuse("giver_said", _("The giver is asked first. What did they say? If nobody is to be "
                               "found, write that."), "not_asked")  # fmt: skip
    _check_notice(decided_on, noticed_on, day_of(moment_meant(happened_at)))


def _check_notice(decided_on, noticed_on, leaves_on) -> None:
    if noticed_on is None:
        refuse("noticed_on", _("Since when has the notice hung in the village?"), "no_notice")
    if noticed_on < decided_on:
        refuse("noticed_on", _("The notice tells what was decided; it cannot hang before."),
               "before_decision")  # fmt: skip
    if noticed_on + NOTICE > leaves_on:
        refuse("noticed_on", _("The notice hangs for %(days)s days. It can be taken off the register "
                               "from %(day)s.")
               % {"days": NOTICE.days, "day": date_format(noticed_on + NOTICE, "Y年n月j日")},
               "short_notice")  # fmt: skip


@transaction.atomic
def deaccession(item: Item, *, by, reason_code: str, reason: str, approval="", agreed_by=None,
                looked_at_by=None, decided_on=None, noticed_on=None, giver_said="", paper=None,
                happened_at=None, key=None) -> Holding:  # fmt: skip
    """Take an object off the register. reason_code: list deaccession_reason; approval: 批准文号;
    agreed_by: who of the giver's family agreed and signed; paper: a photo of what was signed."""
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_deaccession(holding, by=by, reason_code=reason_code, reason=reason, agreed_by=agreed_by,
                      looked_at_by=looked_at_by, decided_on=decided_on, noticed_on=noticed_on,
                      giver_said=giver_said, happened_at=happened_at)  # fmt: skip
    happened_at, key = moment_meant(happened_at), key or uuid.uuid4()
    days = {"decided_on": decided_on, "noticed_on": noticed_on}
    step_facts = {name: given.isoformat() for name, given in days.items() if given}
    step_facts |= {"looked_at_by": looked_at_by.pk} if looked_at_by else {}
    entries = []
    for each in together(holding, parts):
        before = state_of(each)
        moving.leave(each, by=by, happened_at=happened_at, reason=reason, act=key)
        each.status = Status.DEACCESSIONED
        each.save(update_fields=["status"])
        entries.append(record(
            Act.DEACCESSIONED, each.item, by=by, happened_at=happened_at, reason=reason,
            key=key if each is holding else row_key(key, each.pk), new=approval, before=before,
            reason_code=reason_code, person=agreed_by, **step_facts,
        ))  # fmt: skip
    steps = DeaccessionSteps.objects.create(
        uuid=row_key(key, "steps"), entry=entries[0], by=by, happened_at=happened_at,
        looked_at_by=looked_at_by, giver_said=giver_said, **days,
    )  # fmt: skip
    ledger.write_entry(
        "catalogue.deaccession_steps", item, steps, entry=entries[0].pk, **step_facts
    )
    opening.close_pictures(item)
    keep_paper(entries[0], paper)
    return holding
