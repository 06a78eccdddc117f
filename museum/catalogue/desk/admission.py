"""Which right each screen of an object asks for, of this object.

Wagtail's generic views ask for rights on the model alone; whoever may change some objects could
open the editor of any. So every address of the viewset passes here first. An address that is not
named here does not come up at all: a new release of Wagtail cannot open a door unseen.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from museum.catalogue.describing import is_writer, why_closed
from museum.catalogue.models import Item

ASKS = {
    "list": "view",
    "list_results": "view",
    "inspect": "view",
    "add": "add",
    "preview_on_add": "add",
    "delete": "delete",
    "edit": "change",
    "preview_on_edit": "change",
    "revisions_revert": "change",
    "history": "history",
    "history_results": "history",
    "usage": "history",
    "revisions_view": "history",
    "revisions_compare": "history",
    "workflow_history": "history",
    "workflow_history_detail": "history",
    "revisions_unschedule": "publish",
    "unpublish": "publish",
    "workflow_action": "publish",
    "collect_workflow_action_data": "publish",
    "confirm_workflow_cancellation": "publish",
    "workflow_preview": "publish",
    "lock": "lock",
    "unlock": "unlock",
}


def admitted(view, name: str):
    """Return view behind the question for the right that its address asks for."""
    right = ASKS[name]

    @wraps(view)
    def admitted_view(request, *args, **kwargs):
        policy = policy_registry.get_by_type(Item)
        if "pk" not in kwargs:
            if not policy.user_has_permission(request.user, right):
                raise PermissionDenied
            return view(request, *args, **kwargs)
        if not str(kwargs["pk"]).isdecimal():
            raise Http404
        facts = Item.objects.select_related("holding__donation")
        item = get_object_or_404(facts, pk=kwargs["pk"])
        if policy.user_has_permission_for_instance(request.user, right, item):
            return view(request, *args, **kwargs)
        seen = policy.user_has_permission(request.user, "view")
        if name != "edit" or not seen or not request.accepts("text/html"):
            raise PermissionDenied
        messages.warning(request, why_not(request.user, item))
        return redirect("objects:sheet", item.pk)

    return admitted_view


def why_not(user, item: Item) -> str:
    """Return the sentence that says why user may not change the description now."""
    if not user.has_perm("catalogue.change_item"):
        return _("Descriptions are written by the volunteers at the register and the curator.")
    if not is_writer(item.holding, user):
        return _("Another volunteer writes this object. They or the curator can hand it to you.")
    if why_closed(item) == "read":
        return _(
            "The curator is reading it. Take it back to go on writing, or wait for the answer."
        )
    return _("It is decided. Tell the curator what should be added.")
