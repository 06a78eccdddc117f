"""Photographs that go up while somebody writes, and how they look meanwhile to whoever sent them."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from museum.catalogue.permissions import may
from museum.desk.forms import as_key
from museum.pictures import arriving, waiting
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
    return JsonResponse(_named(photo))


def _named(photo: WaitingPhoto) -> dict[str, str]:
    return {"key": str(photo.key), "thumb": reverse("photos:thumb", args=[photo.key])}


@require_http_methods(["GET", "POST"])
@never_cache
def parts(request, key: uuid.UUID):
    """Say what has arrived of a photograph, or take its next part (docs/photos-in-parts.md)."""
    _demand(request.user)
    if request.method == "GET":
        return _so_far(arriving.arrived(key, by=request.user))
    begins, size = (request.POST.get(name, "") for name in ("begins", "size"))
    part = request.FILES.get("part")
    if part is None or not (begins.isdecimal() and size.isdecimal()) or len(begins + size) > 24:
        return HttpResponseBadRequest()
    try:
        found = arriving.take(part, begins=int(begins), size=int(size), key=key, by=request.user)
    except ValidationError as refusal:
        return JsonResponse({"sentence": " ".join(sentences(refusal))}, status=422)
    return _so_far(found)


def _so_far(found: arriving.Arrived) -> JsonResponse:
    if found.photo is None:
        return JsonResponse({"arrived": found.bytes})
    return JsonResponse({"arrived": found.bytes, **_named(found.photo)})


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
urlpatterns = [
    path("", send, name="send"),
    path("<uuid:key>/", thumb, name="thumb"),
    path("<uuid:key>/parts/", parts, name="parts"),
]
