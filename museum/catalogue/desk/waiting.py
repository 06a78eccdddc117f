"""What waits to be done, one question each. The home counts by them, the list filters by them."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from museum.catalogue.describing import UNDECIDED
from museum.catalogue.models import Item, Place, RegisterEntry
from museum.catalogue.models.holdings import GONE, Status
from museum.clock import at, today

# So long a thing that was photographed is asked after. What came before this was ever written down
# went home long ago, and nobody is asked about it.
ASKED_AFTER = datetime.timedelta(days=30)


def in_review(items):
    """Handed to the curator and not yet answered. What was declined meanwhile needs no answer."""
    here = items.whole().exclude(holding__status__in=GONE)
    return here.filter(_in_workflow(WorkflowState.STATUS_IN_PROGRESS))


def sent_back(items):
    """Back from the curator for more, and still to be written on."""
    return _still_written(items).filter(_in_workflow(WorkflowState.STATUS_NEEDS_CHANGES))


def drafts(items):
    """Being written, and not yet handed to the curator."""
    active = _in_workflow(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return _still_written(items).filter(~active)


def at_reception(items):
    return items.waiting_at_reception()


def on_display_without_page(items):
    """Visitors stand before it and find nothing to read. What was closed on purpose is left out."""
    return items.collected().on_display().filter(live=False, holding__withdrawn=False)


def at_home(items):
    """What its family has taken home for some days."""
    return items.whole().filter(holding__place__kind=Place.Kind.HOME)


def copied_and_here(items):
    """What came to be photographed, and of which nobody wrote down yet that it went home."""
    home = RegisterEntry.objects.valid().filter(item=OuterRef("pk"), act="went_home")
    since = at(today() - ASKED_AFTER)
    copied = items.whole().filter(holding__status=Status.COPIED)
    return copied.filter(~Exists(home), holding__donation__happened_at__gte=since)


def to_ask_again(items):
    """What the family is asked about: not settled at home, or whoever gave or told it has died."""
    has_died = Q(holding__donation__owner__passed_away=True) | Q(stories__teller__passed_away=True)
    found = items.whole().filter(Q(holding__unsettled=True) | has_died)
    return items.filter(pk__in=found.order_by().values("pk"))


def comes_and_goes(items):
    """What came to be photographed and went home the same day, and what went home for some days."""
    is_copied = Q(holding__status=Status.COPIED)
    return items.whole().filter(is_copied | Q(holding__place__kind=Place.Kind.HOME))


def without_photo(items):
    return items.collected().without_photo()


def without_story(items):
    return items.collected().without_story()


def without_giver(items):
    return items.collected().filter(holding__donation__owner=None)


def written_by(items, user):
    """What user wrote down when it was handed over, or was handed to go on with."""
    return items.described_by(user)


# The names under which the list of objects filters (?at_reception=true).
QUESTIONS = {
    "in_review": in_review,
    "sent_back": sent_back,
    "drafts": drafts,
    "at_reception": at_reception,
    "on_display_without_page": on_display_without_page,
    "at_home": at_home,
    "copied_and_here": copied_and_here,
    "comes_and_goes": comes_and_goes,
    "to_ask_again": to_ask_again,
    "without_photo": without_photo,
    "without_story": without_story,
    "without_giver": without_giver,
}


def _still_written(items):
    return items.whole().filter(live=False, holding__status__in=UNDECIDED)


def _in_workflow(*statuses):
    # A workflow keeps the key of its object as text; PostgreSQL compares no text with a number.
    return Exists(
        WorkflowState.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Item),
            object_id=Cast(OuterRef("pk"), CharField()),
            status__in=statuses,
        )
    )
