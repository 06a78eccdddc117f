"""The door without a connection: a device's queue of taps and groups, and the page that stands in
meanwhile."""

import datetime
import json

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from museum.desk.forms import as_key
from museum.refusals import codes, sentences
from museum.visits import tapping, visiting
from museum.visits.desk.door import counts, say_written
from museum.visits.desk.forms import GroupForm
from museum.visits.models import Tap
from museum.visits.permissions import may
from museum.visits.tapping import Touch


@require_POST
@never_cache
def hand_in(request):
    """Take a device's queue: JSON {device, taps: [{key, kind, at, cancels}], groups: [{key, organisation,
    persons, origin, kind, at}]}. Safe to send again.

    Answers which keys the device can forget, which groups have to be looked at again by somebody, and
    today's counts. What is malformed is taken too: it would come back for ever.
    """
    try:
        sent = json.loads(request.body)
        device = as_key(sent["device"])
        taps = [each for each in sent["taps"] if isinstance(each, dict)]
        groups = [each for each in sent.get("groups", []) if isinstance(each, dict)]
    except (ValueError, KeyError, TypeError, RawPostDataException):
        device = None
    if device is None:
        return JsonResponse({"refused": _("This is no queue of taps.")}, status=400)
    touches = [touch for touch in map(_touch, taps) if touch]
    try:
        tapping.hand_in(touches, by=request.user, device=device)
    except ValidationError as refusal:
        status = 403 if "forbidden" in codes(refusal) else 400
        return JsonResponse({"refused": " ".join(sentences(refusal))}, status=status)
    undone = {touch.cancels for touch in touches if touch.cancels}
    known = set(Tap.objects.filter(uuid__in=undone).values_list("uuid", flat=True))
    waiting = {str(touch.key) for touch in touches if touch.cancels and touch.cancels not in known}
    taken = [str(each.get("key")) for each in taps if str(each.get("key")) not in waiting]
    asked = [str(each["key"]) for each in groups if not _is_written(request, each)]
    written = [str(each.get("key")) for each in groups if str(each.get("key")) not in asked]
    told = {"taken": taken, "written": written, "asked": asked, "counts": counts()}
    return JsonResponse(told)


def _is_written(request, group: dict) -> bool:
    """Write a group down, once for its key; False where somebody has to look at it again."""
    key = as_key(group.get("key"))
    if key is None:
        return True  # no device of ours sends it
    form = GroupForm({name: str(group.get(name, "")) for name in GroupForm.base_fields})
    if not form.is_valid():
        return False
    came = tapping.bounded(_moment(group.get("at")), timezone.now())
    try:
        visit = visiting.receive(form.slip(came), by=request.user, key=key)
    except ValidationError:
        return False
    say_written(request, visit)
    return True


def _touch(tap: dict) -> Touch | None:
    key = as_key(tap.get("key"))
    if key is None:
        return None
    cancels = as_key(tap["cancels"]) if tap.get("cancels") else None
    return Touch(key, str(tap.get("kind", "")), _moment(tap.get("at")), cancels)


def _moment(text) -> datetime.datetime | None:
    try:
        found = parse_datetime(str(text))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@require_safe
@never_cache
def now(request):
    """Today's counts, so that several doors show the same."""
    if not may(request.user, "count"):
        raise PermissionDenied
    return JsonResponse({"counts": counts()})


@require_safe
@never_cache
def away(request):
    """The door as a device keeps it: the buttons, and nothing of anybody who came or is expected."""
    if not may(request.user, "count"):
        raise PermissionDenied
    return render(
        request,
        "visits/desk/away.html",
        {"kinds": Tap.Kind.choices, "form": GroupForm() if may(request.user, "write") else None,
         "organisations": []},
    )  # fmt: skip


@require_safe
@never_cache
def worker(request):
    """The script that gives out the kept page when there is no connection. Its folder is its realm."""
    if not may(request.user, "count"):
        raise PermissionDenied
    return render(request, "visits/desk/worker.js", content_type="text/javascript")
