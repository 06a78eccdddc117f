"""The photo of a signed paper, for whoever decides: as a file to keep, never as a page."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from museum.catalogue.models import SignedPaper
from museum.catalogue.permissions import may
from museum.people.looking import note
from museum.people.models import Look


@require_safe
@never_cache
def paper(request, pk, paper):
    if not may(request.user, "take_back"):
        raise PermissionDenied
    kept = get_object_or_404(SignedPaper, pk=paper, entry__item=pk)
    try:
        file = kept.file.storage.open(kept.file.name)
    except FileNotFoundError as error:
        raise Http404 from error
    note(request.user, kept, Look.Kind.PAPER)
    extension = kept.file.name.rpartition(".")[2]
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"paper-{kept.pk}.{extension}",
        content_type=f"image/{kept.kind}",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
