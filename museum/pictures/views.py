import mimetypes
import re

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.permissions import policy_registry

from museum.pictures import cleaning
from museum.pictures.models import Picture
from museum.pictures.storage import Disk

SEEING = ("choose", "add", "change")
# What Wagtail's screens and ours ask for: one size, and perhaps a format.
SPEC = re.compile(r"(max|min|fill|width|height)-[0-9x]+(-c[0-9]+)?(\|format-[a-z-]+)?")


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


@require_safe
@never_cache
def copy(request, pk, spec):
    """Show staff a picture that is closed to visitors, drawn anew each time and kept nowhere."""
    picture = get_object_or_404(Picture, pk=pk)
    if not policy_registry.get_by_type(Picture).user_has_any_permission(request.user, SEEING):
        raise PermissionDenied
    try:
        filter = Filter(spec=spec)
        size = filter.get_transform(picture).size
        if not (SPEC.fullmatch(spec) and max(size) <= cleaning.LONGEST):
            raise Http404
        drawn = picture.generate_rendition_file(filter)
    except (InvalidFilterSpecError, SourceImageIOError, ValueError, OSError) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(drawn.name)[0]
    response = HttpResponse(drawn.read(), content_type=kind or f"image/{picture.kind}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def public_copy(request, path):
    """Hand out a public copy, as a picture and as nothing else."""
    storage = storages["renditions"]
    try:
        if isinstance(storage, Disk):
            response = serve(request, path, document_root=settings.MEDIA_ROOT)
        else:
            response = FileResponse(storage.open(path), content_type=mimetypes.guess_type(path)[0])
    except (OSError, ValueError, SuspiciousOperation) as error:  # a name that no disk can hold
        raise Http404 from error
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Kept by the visitor alone: what stands between would still hand out what was closed since.
    response.headers.setdefault("Cache-Control", "private, max-age=86400")
    return response
