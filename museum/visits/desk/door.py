"""门口: one tap a person, a group in a quarter of a minute. Goes on counting without a connection."""

import datetime
import json
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from museum.people.models import Person
from museum.refusals import codes, sentences
from museum.visits import days, opening, tapping, visiting
from museum.visits.counting import group_visits, single_taps
from museum.visits.desk.forms import GroupForm
from museum.visits.desk.screens import Screen, answer, as_key, key_of
from museum.visits.models import Booking, Tap, Visit, VisitOrganisation
from museum.visits.permissions import may
from museum.visits.tapping import Touch

DEVICE = "door_device"
SUGGESTED = 12


def counts() -> dict:
    """Return today's people: alone by kind, in groups, in all."""
    day = days.today()
    found = dict.fromkeys(Tap.Kind.values, 0)
    rows = single_taps(day, day).order_by().values("kind").annotate(all=Sum("persons"))
    found |= {row["kind"]: row["all"] for row in rows}
    grouped = group_visits(day, day).aggregate(all=Sum("persons", default=0))["all"]
    return {"day": day.isoformat(), "groups": grouped, "all": sum(found.values()) + grouped} | found


class Door(Screen):
    right = "count"
    template_name = "visits/desk/door.html"
    page_title = gettext_lazy("The door")
    header_icon = "home"

    def get(self, request):
        return self.shown(GroupForm())

    def post(self, request):
        """A group. Whoever taps may not always write: the verb says so."""
        form = GroupForm(request.POST)
        if form.is_valid():
            try:
                visit = visiting.receive(form.slip(), by=request.user, key=key_of(request))
            except ValidationError as refusal:
                answer(form, refusal)
            else:
                words = _("Written down: %(label)s, %(names)s, %(persons)s people.") % {
                    "label": visit.label, "names": visit.names, "persons": visit.persons,
                }  # fmt: skip
                url = reverse("visits:correct", args=[visit.label])
                messages.success(request, format_html(
                    '{} <a href="{}">{}</a>', words, url, _("Fill in the rest")))  # fmt: skip
                return redirect("visits:door")
        return self.shown(form)

    def shown(self, form):
        device = as_key(self.request.COOKIES.get(DEVICE)) or uuid.uuid4()
        now = counts()
        day = days.today()
        response = self.render_to_response(self.get_context_data(
            form=form,
            counts=now,
            buttons=[(kind, label, now[kind], uuid.uuid4()) for kind, label in Tap.Kind.choices],
            day=day,
            hours=opening.hours(day),
            exception=opening.Timetable(day, day).exception(day),
            device=device,
            groups=group_visits(day, day).with_parts()[:8],
            expected=expected(day),
            organisations=known_organisations(""),
        ))  # fmt: skip
        response.set_cookie(DEVICE, str(device), max_age=400 * 86400, httponly=True,
                            samesite="Lax", path=reverse("visits:door"))  # fmt: skip
        return response


def expected(day: datetime.date) -> list[Booking]:
    """Return who has booked for day and is not here yet, in the order of time."""
    found = Booking.objects.expected_on(day).select_related("contact", "guide")
    return sorted(
        found.prefetch_related("seats__slot"),
        key=lambda booking: [seat.slot.starts_at for seat in booking.seats.all()],
    )


@require_POST
def tap(request):
    """A button without JavaScript: one tap, then the page again."""
    if not may(request.user, "count"):
        raise PermissionDenied
    device = as_key(request.COOKIES.get(DEVICE)) or uuid.uuid4()
    touch = Touch(key_of(request), request.POST.get("kind", ""))
    if request.POST.get("kind") == "undo":
        mine = Tap.objects.standing().filter(device=device, day=days.today())
        last = mine.order_by("-pk").first()
        if last is None:
            messages.warning(request, _("Nothing to take back on this device."))
            return redirect("visits:door")
        touch = Touch(touch.key, last.kind, cancels=last.uuid)
    tapping.hand_in([touch], by=request.user, device=device)
    return redirect("visits:door")


@require_POST
@never_cache
def hand_in(request):
    """Take a device's queue: JSON {device, taps: [{key, kind, at, cancels}]}. Safe to send again.

    Answers which keys the device can forget, and today's counts. What is malformed is taken too:
    it would come back for ever.
    """
    try:
        told = json.loads(request.body)
        device = as_key(told["device"])
        taps = [each for each in told["taps"] if isinstance(each, dict)]
    except (ValueError, KeyError, TypeError):
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
    return JsonResponse({"taken": taken, "counts": counts()})


def _touch(told: dict) -> Touch | None:
    key = as_key(told.get("key"))
    if key is None:
        return None
    cancels = as_key(told["cancels"]) if told.get("cancels") else None
    return Touch(key, str(told.get("kind", "")), _moment(told.get("at")), cancels)


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
def suggest(request):
    """Return known organisations that hold what is typed, each with its last origin and kind."""
    if not may(request.user, "write"):
        raise PermissionDenied
    return JsonResponse({"organisations": known_organisations(request.GET.get("q", "")[:60])})


def known_organisations(words: str) -> list[dict]:
    """Return organisations whose name holds words, who came last first."""
    found = list(
        Person.objects.known()
        .filter(kind=Person.Kind.ORGANISATION, name__icontains=words.strip())
        .order_by("-pk")
        .values_list("pk", "name")[:SUGGESTED]
    )
    keys = [pk for pk, _name in found]
    last: dict[int, Visit] = {}
    lines = VisitOrganisation.objects.filter(
        organisation__in=keys, visit__in=Visit.objects.standing()
    )
    for each in lines.select_related("visit").order_by("visit__day", "pk"):
        last[each.organisation_id] = each.visit
    return [
        {
            "name": name,
            "origin": last[pk].origin if pk in last else "",
            "kind": last[pk].kind if pk in last else "",
        }
        for pk, name in found
    ]
