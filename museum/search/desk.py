"""Suggestions at the desk: for whoever may see the register, what is not public too."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from museum.search.suggesting import suggest


@never_cache
@require_safe
def suggest_objects(request):
    """What may be meant by what stands in a search box so far, as a list of titles."""
    if not request.user.has_perm("catalogue.view_item"):
        raise PermissionDenied
    found = suggest(request.GET.get("q", ""), staff=True)
    return JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
