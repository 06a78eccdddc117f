"""来馆参观: hours and the way here; a group books, looks its booking up, changes or cancels it."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exhibits import linked_data
from exhibits.views import asked
from museum.public import museum
from museum.visits import booking as verbs
from museum.visits import public as visits


@require_safe
def visit(request):
    named, shown = museum(), visits.opening()
    return render(
        request,
        "exhibits/booking/visit.html",
        {
            "section": "visit",
            "opening": shown,
            "description": shown.good_to_know,
            "canonical": request.build_absolute_uri(reverse("visit")),
            "linked_data": linked_data.script(
                {
                    "@type": "Museum",
                    "name": named.name,
                    "url": request.build_absolute_uri("/"),
                    "address": named.address,
                    "telephone": named.telephone,
                    "openingHoursSpecification": visits.hours_for_schema(shown),
                }
            ),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request):
    if request.method != "POST":
        return _asked(request, visits.BookingForm(initial={"day": request.GET.get("day", "")}))
    form = visits.BookingForm(request.POST)
    if form.is_valid():
        try:
            visits.knock(address_of(request))
            made = verbs.book(form.wish(), key=_key(request))
        except ValidationError as refusal:
            _answer(form, refusal)
        else:
            return redirect("booking", made.code)
    return _asked(request, form)


def _asked(request, form, booking=None):
    context = {
        "section": "visit",
        "form": form,
        "days": visits.bookable_days(),
        "opening": visits.opening(),
        "notice": visits.notice(museum()),
        "booking": booking,
        "key": request.POST.get("key") or uuid.uuid4(),
    }
    return render(request, "exhibits/booking/book.html", context)


@never_cache
@require_safe
def show(request, code):
    booking = _found(code)
    address = request.build_absolute_uri(reverse("booking", args=[booking.code]))
    context = {"section": "visit", "booking": visits.shown(booking), "address": address}
    return _private(render(request, "exhibits/booking/booking.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, code):
    booking = _found(code)
    if not visits.shown(booking).can_change:
        return redirect("booking", booking.code)
    if request.method == "POST":
        form = visits.BookingForm(request.POST, own=booking)
        if form.is_valid():
            try:
                visits.knock(address_of(request))
                verbs.change(booking, form.wish())
            except ValidationError as refusal:
                _answer(form, refusal)
            else:
                return redirect("booking", booking.code)
    else:
        initial = verbs.asked_by(booking)
        if "day" in request.GET:
            initial["day"] = request.GET["day"]
        form = visits.BookingForm(initial=initial, own=booking)
    return _private(_asked(request, form, visits.shown(booking)))


@never_cache
@require_POST
def cancel(request, code):
    booking = _found(code)
    try:
        verbs.cancel(booking)
    except ValidationError as refusal:
        context = {
            "section": "visit",
            "booking": visits.shown(booking),
            "refused": refusal.messages,
        }
        return _private(render(request, "exhibits/booking/booking.html", context))
    return redirect("booking", booking.code)


@never_cache
@require_safe
def calendar(request, code):
    booking = _found(code)
    url = request.build_absolute_uri(reverse("booking", args=[booking.code]))
    file = visits.calendar_file(booking, museum(), url)
    name = {"Content-Disposition": f'attachment; filename="{booking.label}.ics"'}
    return _private(HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=name))


def _found(code):
    found = verbs.with_code(asked.words(code))
    if found is None:
        raise Http404(_("There is no booking with this code."))
    return found


def _private(response):
    """Whoever has the address reads it; a search engine shall not."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _answer(form, refusal):
    """Offer what would fit, and put the sentences of a refusal under the fields they mean."""
    form.offer(refusal)
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


def _key(request):
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def address_of(request) -> str:
    """Return whose request it is: behind a proxy of ours, what that proxy saw."""
    told = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and told:
        return told.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
