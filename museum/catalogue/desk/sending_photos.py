"""Photographs that go up while somebody writes, and how they look meanwhile to whoever sent them."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from museum.catalogue.permissions import may
from museum.desk.forms import as_key
from museum.pictures import waiting
from museum.pictures.models import WaitingPhoto
from museum.refusals import sentences


def _demand(user) -> None:
    """Whoever receives objects or describes them has photographs to send."""
    if not (may(user, "receive") or user.has_perm("catalogue.change_item")):
        raise PermissionDenied


@require_POST
@never_cache
def send(request):
    """Take one photograph in, to wait for its form. What is refused is told in a sentence."""
    _demand(request.user)
    file, key = request.FILES.get("photo"), as_key(request.POST.get("key", ""))
    if file is None or key is None:
        return HttpResponseBadRequest()
    try:
        photo = waiting.let_wait(file, by=request.user, key=key)
    except ValidationError as refusal:
        return JsonResponse({"sentence": " ".join(sentences(refusal))}, status=422)
    thumb_at = reverse("photos:thumb", args=[photo.key])
    return JsonResponse({"key": str(photo.key), "thumb": thumb_at})


@require_safe
@never_cache
def thumb(request, key: uuid.UUID):
    """Show a photograph that waits to the account that sent it, and to nobody else."""
    photo = get_object_or_404(WaitingPhoto.objects.sent_by(request.user), key=key)
    return HttpResponse(waiting.thumb(photo), content_type="image/jpeg", headers={
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    })  # fmt: skip


app_name = "photos"
urlpatterns = [path("", send, name="send"), path("<uuid:key>/", thumb, name="thumb")]
