"""请馆长看: the buttons under the form in the village's words, and what follows from unpublishing."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SnippetActionMenu,
    SubmitForModerationMenuItem,
)

from museum.catalogue import opening
from museum.catalogue.models import Item


class Buttons(SnippetActionMenu):
    """Every button in sight: nobody looks for 请馆长看 behind an arrow."""

    @cached_property
    def every_button(self):
        found = filter(None, [self.default_item, *self.menu_items])
        return [entry.render_html(self.context) for entry in found]


class AskTheCurator(SubmitForModerationMenuItem):
    """Hand the draft in. A curator publishes instead and does not see this."""

    label = _("Ask the curator")

    def is_shown(self, context):
        may_publish = context["request"].user.has_perm("catalogue.publish_item")
        return super().is_shown(context) and not may_publish

    def get_context_data(self, parent_context):
        return ActionMenuItem.get_context_data(self, parent_context) | {"label": self.label}


NEVER = (CancelWorkflowMenuItem, RestartWorkflowMenuItem)


def arrange(menu_items, request, context):
    """Leave the buttons that a village needs. While the curator reads, the answer is one of two."""
    if context["model"] is not Item:
        return
    item = context.get("instance")
    in_review = bool(item and item.workflow_in_progress)
    kept = []
    for entry in menu_items:
        if isinstance(entry, NEVER) or (in_review and isinstance(entry, PublishMenuItem)):
            continue
        if isinstance(entry, SubmitForModerationMenuItem):
            entry = AskTheCurator(order=entry.order)
            if not entry.is_shown(context):
                continue
        kept.append(entry)
    menu_items[:] = kept


def close_pictures(request, item):
    """Let the addresses of an unpublished object's pictures die."""
    if isinstance(item, Item):
        opening.close_pictures(item)
