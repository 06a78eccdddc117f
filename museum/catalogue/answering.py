"""请馆长看, answered: what a volunteer wrote is published, or goes back to them for more."""

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue.models import Item
from museum.catalogue.models.holdings import GONE
from museum.catalogue.permissions import demand
from museum.catalogue.recording import locked
from museum.refusals import refuse


def check_answer(item: Item, *, by) -> None:
    """Refuse by code: forbidden, not_read."""
    demand(by, "publish")
    if not item.workflow_in_progress or item.holding.status in GONE:
        refuse(None, _("“%(title)s” is not waiting to be read: it was answered already, or is not "
                       "here any more.") % {"title": item.title}, "not_read")  # fmt: skip


def check_send_back(item: Item, *, by, lack: str, anyway: bool) -> None:
    """Refuse by code: forbidden, not_read, no_words. An empty line is asked about once."""
    check_answer(item, by=by)
    if not lack and not anyway:
        refuse("lack", _("You did not write what is missing; %(author)s does not know what to add. "
                         "Send it back all the same?") % {"author": author(item)},
               "no_words")  # fmt: skip


def author(item: Item):
    """Return who asked the curator to read it, else who wrote the object down."""
    state = item.current_workflow_state
    return (state and state.requested_by) or item.holding.donation.recorded_by


@transaction.atomic
def publish(item: Item, *, by) -> Item:
    """Publish what was handed in. What then is seen outside follows from the register alone."""
    fresh = _locked_anew(item)
    check_answer(fresh, by=by)
    fresh.current_workflow_task_state.approve(user=by)
    return Item.objects.get(pk=item.pk)


@transaction.atomic
def send_back(item: Item, *, by, lack: str = "", anyway: bool = False) -> Item:
    """Give it back to whoever wrote it. lack: what is missing, in words that they read."""
    fresh, lack = _locked_anew(item), lack.strip()
    check_send_back(fresh, by=by, lack=lack, anyway=anyway)
    fresh.current_workflow_task_state.reject(user=by, comment=lack)
    return fresh


def _locked_anew(item: Item) -> Item:
    """Two curators, two telephones: the second one is told that it was answered."""
    locked(item)
    return (
        Item.objects.with_review().select_related("holding__donation__recorded_by").get(pk=item.pk)
    )
