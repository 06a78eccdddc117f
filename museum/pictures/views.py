from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from museum.pictures.models import Picture


@require_safe
@never_cache
def original(request, pk):
    """Hand an original to somebody who may change it, as a file to keep and never as a page."""
    picture = get_object_or_404(Picture, pk=pk)
    policy = policy_registry.get_by_type(Picture)
    if not policy.user_has_permission_for_instance(request.user, "change", picture):
        raise PermissionDenied
    try:
        file = picture.file.storage.open(picture.file.name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{picture.pk}.{picture.file.name.rpartition('.')[2]}",
        content_type=f"image/{picture.kind}",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
