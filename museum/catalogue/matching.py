"""Inventory (Spectrum), 认出来了.

What was found in the museum without a label turns out to be an object that has a number.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue import moving
from museum.catalogue.models import Holding, Item
from museum.catalogue.models.holdings import Status, Way
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, is_written, record, state_of
from museum.plausible import moment_meant
from museum.refusals import refuse


def check_match_found(found: Holding, known: Holding, *, by, sure=False) -> None:
    """Refuse by code: forbidden, part, not_found, itself, left, on_display, elsewhere.

    The last two are questions: said to be sure, it is done.
    """
    demand(by, "accept")
    if found.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.")
               % {"title": found.item.title}, "part")  # fmt: skip
    if found.way != Way.FOUND or found.status != Status.RECEIVED:
        refuse(None, _("Only what was found in the museum and is undecided can be matched."),
               "not_found")  # fmt: skip
    if found.pk == known.pk or known.label is None:
        refuse("known", _("Choose the object it turned out to be, by its number."), "itself")
    if known.status != Status.ACCESSIONED:
        refuse("known", _("“%(title)s” %(number)s has left: %(status)s. If it is here again, open "
                          "its sheet and press “Brought back” first; then it can be recognised.")
               % {"title": known.item.title, "number": known.label,
                  "status": known.get_status_display()}, "left")  # fmt: skip
    if sure or known.place_id == found.place_id:
        return
    words = {"title": known.item.title, "number": known.label, "place": known.place}
    if known.is_on_display:
        refuse("sure", _("“%(title)s” %(number)s is on display in %(place)s. Go and look: is it "
                         "really gone from there?") % words, "on_display")  # fmt: skip
    refuse("sure", _("By the register “%(title)s” %(number)s stands in %(place)s. Go and look: is "
                     "it really gone from there?") % words, "elsewhere")  # fmt: skip


@transaction.atomic
def match_found(item: Item, known: Item, *, by, sure=False, reason="", happened_at=None,
                key=None) -> Holding:  # fmt: skip
    """What was found turns out to be known, its label lost: the known one stands where it was found.

    sure: somebody has looked, and the known one does not stand where the register has it.
    """
    pair = {holding.item_id: holding for holding in Holding.objects.lock([item, known])}
    found, old = pair[item.pk], pair[known.pk]
    if is_written(key):
        return old
    check_match_found(found, old, by=by, sure=sure)
    happened_at, key = moment_meant(happened_at), key or uuid.uuid4()
    before = state_of(found)
    found.matched_to = known
    found.save(update_fields=["matched_to"])
    if old.place_id != found.place_id:
        moving.put(old, found.place, by=by, happened_at=happened_at, reason=reason, act=key)
    moving.leave(found, by=by, happened_at=happened_at, reason=reason, act=key)
    found.status = Status.DECLINED
    found.save(update_fields=["status"])
    record(Act.MATCHED, found.item, by=by, happened_at=happened_at, key=key, reason=reason,
           before=before, known=known.pk)  # fmt: skip
    return old
