"""What is asked of the register of objects, in plain words."""

import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from wagtail.models import WorkflowState

from museum.append_only import NeverDeletedQuerySet
from museum.catalogue.models.holdings import GONE, IN_THE_MUSEUM, STILL_THE_OWNERS, Status
from museum.catalogue.models.movements import Movement
from museum.catalogue.models.photos import Photo
from museum.catalogue.models.stories import Story


class ItemQuerySet(NeverDeletedQuerySet):
    def whole(self):
        """Objects without their parts, as they are counted (件)."""
        return self.filter(parent=None)

    def collected(self):
        """What the museum holds, its own or another's."""
        return self.whole().filter(holding__status__in=IN_THE_MUSEUM)

    def on_display(self, as_of: datetime.date | None = None):
        """What stood in a place for display at the end of as_of (default: stands there now)."""
        if as_of is None:
            return self.filter(holding__last_movement__was_display=True)
        last = Movement.objects.filter(item=OuterRef("pk")).until(as_of).values("was_display")[:1]
        return self.alias(displayed=Subquery(last)).filter(displayed=True)

    def that_stood_in(self, places, as_of: datetime.date):
        """What stood in one of places at the end of as_of."""
        last = Movement.objects.filter(item=OuterRef("pk")).until(as_of).values("destination")[:1]
        return self.alias(stood=Subquery(last)).filter(stood__in=places)

    def public(self):
        """What anybody may see. The one definition; every public page, block and count uses it."""
        return self.filter(
            Q(holding__status=Status.ACCESSIONED)
            | Q(holding__status=Status.RECEIVED, holding__way__in=STILL_THE_OWNERS)
            | Q(holding__status=Status.COPIED, holding__may_publish=True),
            Q(holding__sensitive=False) | Q(holding__consent=True),
            live=True,
            holding__withdrawn=False,
            holding__unsettled=False,
        )

    def closed(self):
        """What was taken from the public: withdrawn, not settled at home, sensitive without consent, gone, unpublished."""
        return self.filter(
            Q(holding__withdrawn=True)
            | Q(holding__unsettled=True)
            | Q(holding__sensitive=True, holding__consent=False)
            | Q(holding__status__in=GONE)
            | Q(live=False, first_published_at__isnull=False)
        )

    def described_by(self, user):
        """What user writes: what they received and handed on to nobody, and what was handed to them."""
        received = Q(holding__describer=None, holding__donation__recorded_by=user)
        return self.filter(received | Q(holding__describer=user))

    def without_photo(self):
        return self.filter(~Exists(Photo.objects.filter(item=OuterRef("pk"))))

    def without_story(self):
        return self.filter(~Exists(Story.objects.filter(item=OuterRef("pk"))))

    def waiting_at_reception(self):
        return self.whole().filter(
            holding__place__kind="reception", holding__status__in=IN_THE_MUSEUM
        )

    def with_facts(self):
        """Fetch in one query what a list line says."""
        return self.select_related(
            "holding__donation__owner", "holding__place", "holding__last_movement", "category"
        )

    def with_review(self):
        """Fetch in one query whether the curator is reading. The name is where Wagtail looks."""
        active = WorkflowState.objects.active().select_related("current_task_state__task")
        return self.prefetch_related(
            Prefetch("_workflow_states", active, to_attr="_current_workflow_states")
        )
