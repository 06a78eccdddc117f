"""门口: one tap a person, a group in a quarter of a minute."""

import datetime
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from museum import clock
from museum.desk.forms import as_key, key_of, put
from museum.refusals import sentences
from museum.visits import opening, organisations, tapping, visiting
from museum.visits.counting import group_visits, single_taps
from museum.visits.desk.forms import GroupForm
from museum.visits.desk.screens import Screen
from museum.visits.models import Booking, Tap
from museum.visits.permissions import may
from museum.visits.tapping import Touch

DEVICE = "door_device"
SUGGESTED = 12


def counts() -> dict:
    """Return today's people: alone by kind, in groups, in all."""
    day = clock.today()
    found = dict.fromkeys(Tap.Kind.values, 0)
    rows = single_taps(day, day).order_by().values("kind").annotate(all=Sum("persons"))
    found |= {row["kind"]: row["all"] for row in rows}
    grouped = group_visits(day, day).aggregate(all=Sum("persons", default=0))["all"]
    return {"day": day.isoformat(), "groups": grouped, "all": sum(found.values()) + grouped} | found


class Door(Screen):
    needs = "count"
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
                put(form, refusal, organisations="organisation")
            else:
                say_written(request, visit)
                return redirect("visits:door")
        return self.shown(form)

    def shown(self, form):
        device = as_key(self.request.COOKIES.get(DEVICE)) or uuid.uuid4()
        now = counts()
        day = clock.today()
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
            organisations=organisations.suggested(""),
        ))  # fmt: skip
        response.set_cookie(DEVICE, str(device), max_age=400 * 86400, httponly=True,
                            samesite="Lax", path=reverse("visits:door"))  # fmt: skip
        return response


def say_written(request, visit) -> None:
    """Say above the next page that a group is written down, with the way to the rest of its slip."""
    words = _("Written down: %(label)s, %(names)s, %(persons)s people.") % {
        "label": visit.label, "names": visit.names, "persons": visit.persons,
    }  # fmt: skip
    url = reverse("visits:correct", args=[visit.label]) + "?rest"
    messages.success(request, format_html(
        '{} <a href="{}">{}</a>', words, url, _("Fill in the rest")))  # fmt: skip


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
        mine = Tap.objects.current().filter(device=device, day=clock.today())
        last = mine.order_by("-pk").first()
        if last is None:
            messages.warning(request, _("Nothing to take back on this device."))
            return redirect("visits:door")
        touch = Touch(touch.key, last.kind, cancels=last.uuid)
    try:
        tapping.hand_in([touch], by=request.user, device=device)
    except ValidationError as refusal:
        messages.error(request, " ".join(sentences(refusal)))
    return redirect("visits:door")


@require_safe
@never_cache
def suggest(request):
    """Return known organisations that hold what is typed, each with its last origin and kind."""
    if not may(request.user, "write"):
        raise PermissionDenied
    return JsonResponse(organisations.suggested(request.GET.get("q", "")[:60]), safe=False)
