"""请馆长看: the one step between a volunteer's draft and the public page."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class CuratorReview(AbstractGroupApprovalTask):
    """A review by the curator, in the village's words."""

    class Meta:
        verbose_name = _("curator's review")
        verbose_name_plural = _("curator's reviews")

    def start(self, workflow_state, user=None):
        """Begin the review. The object counts as handed in: its giver's telephone is masked."""
        workflow_state.content_object.holding.donation.hand_in()
        return super().start(workflow_state, user=user)

    def get_actions(self, obj, user):
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        return [
            ("reject", _("Back for more"), True),
            ("approve", _("Approve"), False),
        ]

    @classmethod
    def get_description(cls):
        return _("The curator reads what a volunteer wrote and publishes it, or asks for more.")
