"""预约: what was asked for, the answer, the guide; on arrival one tap makes the visit."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from museum import clock
from museum.desk.screens import attempt
from museum.public_address import absolute
from museum.refusals import sentences
from museum.visits import answering, fitting
from museum.visits import booking as verbs
from museum.visits.contacting import phone_for
from museum.visits.desk.forms import AnswerForm, ArrivalForm, GuideForm
from museum.visits.desk.screens import BOOKINGS, Screen
from museum.visits.forgetting import forget
from museum.visits.guiding import guide_called, guides
from museum.visits.models import Booking
from museum.visits.permissions import may
from museum.wording import StrOrPromise


class Bookings(Screen):
    needs = "arrange"
    template_name = "visits/desk/bookings.html"
    page_title = gettext_lazy("Bookings")
    header_icon = "date"
    above = ()

    def get_context_data(self, **kwargs):
        day = clock.today()
        chosen = self.request.GET.get("status", "")
        found = Booking.objects.select_related("contact", "guide").prefetch_related("seats__slot")
        chosen = chosen if chosen in Booking.Status.values else ""
        misfits = {each.booking.pk: each for each in fitting.misfits()}
        past = found.filter(day__lt=day).order_by("-day", "-pk")
        coming = found.filter(day__gte=day)
        waiting = [] if chosen else list(coming.to_do())
        statuses = (chosen,) if chosen else ("confirmed", "arrived")
        coming = list(coming.filter(status__in=statuses))
        for booking in (*waiting, *coming):
            booking.misfit = misfits.get(booking.pk)
        return super().get_context_data(**kwargs) | {
            "chosen": chosen,
            "statuses": Booking.Status.choices,
            "waiting": waiting,
            "coming": coming,
            "past": (past.filter(status=chosen) if chosen else past)[:30],
        }  # fmt: skip


class OfABooking(Screen):
    needs = "arrange"
    header_icon = "date"
    above: tuple[tuple[StrOrPromise, str], ...] = (BOOKINGS,)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        found = Booking.objects.select_related("contact", "guide", "visit")
        self.booking = get_object_or_404(found, label=kwargs["label"])

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.booking.label}]


class BookingPage(OfABooking):
    template_name = "visits/desk/booking.html"
    page_title = gettext_lazy("Booking")

    def get_context_data(self, **kwargs):
        booking = self.booking
        return {
            "answering": AnswerForm(initial={"answer": booking.answer}),
            "guiding": GuideForm(initial={"guide": booking.guide.name if booking.guide else ""}),
            "arriving": ArrivalForm(
                booking=booking, initial={"persons": booking.size, "origin": booking.origin}
            ),
        } | super().get_context_data(**kwargs) | {
            "booking": booking,
            "phone": phone_for(booking.contact, self.request.user),
            "seats": booking.seats.select_related("slot"),
            "entries": booking.entries.select_related("by"),
            "guides": guides(),
            "today": clock.today(),
            "misfit": next((e for e in fitting.misfits() if e.booking.pk == booking.pk), None),
            "is_today": booking.day == clock.today(),
            "address": absolute(reverse("booking", args=[booking.code])),
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
    attempt(request, lambda: ACTS[act](booking, request))
    return redirect("visits:booking", label)


@require_POST
def arrive(request, label):
    """到了: the booking becomes a visit with the real head count."""
    if not may(request.user, "arrange"):
        raise PermissionDenied
    booking = get_object_or_404(Booking, label=label)
    form = ArrivalForm(request.POST, booking=booking)
    if "origin" not in request.POST and booking.origin:
        form = ArrivalForm(request.POST.dict() | {"origin": booking.origin}, booking=booking)
    if not form.is_valid():
        asked = _("How many have come, and where from? Look again.")
        messages.error(request, " ".join(form.errors.get("body", [asked])))
        return redirect("visits:booking", label)
    try:
        visit = answering.arrive(booking, form.cleaned_data["persons"], by=request.user,
                                 origin=form.cleaned_data["origin"], **form.which_body())  # fmt: skip
    except ValidationError as refusal:
        messages.error(request, " ".join(sentences(refusal)))
        return redirect("visits:booking", label)
    said = _("Written down: %(label)s, %(names)s, %(persons)s people.")
    messages.success(request, said % {
        "label": visit.label, "names": visit.names, "persons": visit.persons,
    })  # fmt: skip
    return redirect("visits:door")
