"""What nobody may do in the admin whatever their rights, and whose description one may change."""

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from wagtail.models import WorkflowState
from wagtail.permissions import register_permission_policy

from museum.accounts.policies import NoDeleting, ReadOnly
from museum.catalogue.describing import UNDECIDED, is_writer, why_closed
from museum.catalogue.models import (
    Donation,
    Holding,
    Item,
    Movement,
    NumberGiven,
    Place,
    RegisterEntry,
    Sighting,
    Tag,
    TagEntry,
    TagPrinting,
    Term,
)
from museum.ledger import LedgerLine


class Descriptions(NoDeleting):
    """Objects. They come into being through receive alone. Whoever received one, or was handed its
    draft, may describe it until the curator has it or has decided; from then on the curator alone."""

    never = frozenset({"add", "copy", "delete"})

    def user_has_permission(self, user, action):
        return super().user_has_permission(user, "change" if action == "history" else action)

    def user_has_permission_for_instance(self, user, action, instance):
        if action not in ("change", "history"):
            return self.user_has_permission(user, action)
        if not self.user_has_permission(user, action):
            return False
        if self.user_has_permission(user, "publish"):
            return True
        own = is_writer(instance.holding, user)
        return own and (action == "history" or why_closed(instance) is None)

    def instances_user_has_any_permission_for(self, user, actions):
        allowed = [action for action in actions if self.user_has_permission(user, action)]
        if not allowed:
            return self.model.objects.none()
        if set(allowed) != {"change"} or self.user_has_permission(user, "publish"):
            return self.model.objects.all()
        reading = WorkflowState.objects.filter(
            base_content_type=self._content_type,
            object_id=Cast(OuterRef("pk"), CharField()),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        return self.model.objects.described_by(user).filter(
            ~Exists(reading), live=False, holding__status__in=UNDECIDED
        )


def register() -> None:
    register_permission_policy(Item, Descriptions(Item))
    for model in (Donation, Holding, LedgerLine, Movement, NumberGiven, RegisterEntry, Sighting, Tag,
                  TagEntry, TagPrinting):  # fmt: skip
        register_permission_policy(model, ReadOnly(model))
    for model in (Place, Term):
        register_permission_policy(model, NoDeleting(model))
