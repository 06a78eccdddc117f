"""预约: what was asked for, the answer, the guide; on arrival one tap makes the visit."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from museum.refusals import sentences
from museum.visits import answering, days, opening
from museum.visits import booking as verbs
from museum.visits.contacting import phone_for
from museum.visits.desk.forms import AnswerForm, ArrivalForm, GuideForm
from museum.visits.desk.screens import Screen
from museum.visits.forgetting import forget
from museum.visits.guiding import guide_called, guides
from museum.visits.models import Booking
from museum.visits.permissions import may


class Bookings(Screen):
    right = "arrange"
    template_name = "visits/desk/bookings.html"
    page_title = gettext_lazy("Bookings")
    header_icon = "date"
    under_the_register = False

    def get_context_data(self, **kwargs):
        day = days.today()
        chosen = self.request.GET.get("standing", "")
        found = Booking.objects.select_related("contact", "guide").prefetch_related("seats__slot")
        chosen = chosen if chosen in Booking.Standing.values else ""
        closed = closed_days(found.holding().filter(day__gte=day))
        past = found.filter(day__lt=day).order_by("-day", "-pk")
        coming = found.filter(day__gte=day)
        return super().get_context_data(**kwargs) | {
            "chosen": chosen,
            "standings": Booking.Standing.choices,
            "waiting": [] if chosen else coming.to_do(),
            "coming": coming.filter(standing=chosen) if chosen
            else coming.filter(standing__in=("confirmed", "arrived")),
            "past": (past.filter(standing=chosen) if chosen else past)[:30],
            "closed": closed,
        }  # fmt: skip


def closed_days(bookings) -> set[datetime.date]:
    """Return on which of their days the museum is closed: by an exception that came after them."""
    asked = set(bookings.values_list("day", flat=True))
    if not asked:
        return set()
    table = opening.Timetable(min(asked), max(asked))
    return {day for day in asked if not table.hours(day)}


class OfABooking(Screen):
    right = "arrange"
    header_icon = "date"
    under_the_register = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        found = Booking.objects.select_related("contact", "guide", "visit")
        self.booking = get_object_or_404(found, label=kwargs["label"])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("visits:bookings"), "label": _("Bookings")},
            {"url": "", "label": self.booking.label},
        ]


class BookingPage(OfABooking):
    template_name = "visits/desk/booking.html"
    page_title = gettext_lazy("Booking")

    def get_context_data(self, **kwargs):
        booking = self.booking
        return {
            "answering": AnswerForm(initial={"answer": booking.answer}),
            "guiding": GuideForm(initial={"guide": booking.guide.name if booking.guide else ""}),
            "arriving": ArrivalForm(initial={"persons": booking.size, "origin": booking.origin}),
        } | super().get_context_data(**kwargs) | {
            "booking": booking,
            "phone": phone_for(booking.contact, self.request.user),
            "seats": booking.seats.select_related("slot"),
            "entries": booking.entries.select_related("by"),
            "guides": guides(),
            "today": days.today(),
            "is_today": booking.day == days.today(),
            "address": self.request.build_absolute_uri(reverse("booking", args=[booking.code])),
        }  # fmt: skip


def _confirm(booking, request):
    answering.confirm(booking, by=request.user, answer=request.POST.get("answer", "").strip()[:300])
    return _("Confirmed.")


def _turn_down(booking, request):
    answering.turn_down(booking, request.POST.get("answer", "")[:300], by=request.user)
    return _("Turned down. They read your words on their booking’s page.")


def _cancel(booking, request):
    verbs.cancel(booking, by=request.user)
    return _("Cancelled. The places are free again.")


def _guide(booking, request):
    with transaction.atomic():
        guide = guide_called(request.POST.get("guide", ""), by=request.user)
        answering.give_guide(booking, guide, by=request.user)
    return _("Guide: %(name)s") % {"name": guide.name if guide else "—"}


def _forget(booking, request):
    forget(booking.contact, by=request.user)
    return _("Name, number and wishes are removed.")


ACTS = {"confirm": _confirm, "turn-down": _turn_down, "cancel": _cancel, "guide": _guide,
        "forget": _forget}  # fmt: skip


@require_POST
def act(request, label, act):
    """One act on a booking; a refusal comes back as a sentence above its page."""
    if act not in ACTS:
        raise Http404
    if not may(request.user, "arrange"):
        raise PermissionDenied
    booking = get_object_or_404(Booking, label=label)
    try:
        messages.success(request, ACTS[act](booking, request))
    except ValidationError as refusal:
        messages.error(request, " ".join(sentences(refusal)))
    return redirect("visits:booking", label)


@require_POST
def arrive(request, label):
    """到了: the booking becomes a visit with the real head count."""
    if not may(request.user, "arrange"):
        raise PermissionDenied
    booking = get_object_or_404(Booking, label=label)
    form = ArrivalForm(request.POST)
    if "origin" not in request.POST and booking.origin:
        form = ArrivalForm(request.POST.dict() | {"origin": booking.origin})
    if not form.is_valid():
        messages.error(request, _("How many have come, and where from? Look again."))
        return redirect("visits:booking", label)
    try:
        visit = answering.arrive(booking, form.cleaned_data["persons"], by=request.user,
                             origin=form.cleaned_data["origin"])  # fmt: skip
    except ValidationError as refusal:
        messages.error(request, " ".join(sentences(refusal)))
        return redirect("visits:booking", label)
    said = _("Written down: %(label)s, %(names)s, %(persons)s people.")
    messages.success(request, said % {
        "label": visit.label, "names": visit.names, "persons": visit.persons,
    })  # fmt: skip
    return redirect("visits:door")
