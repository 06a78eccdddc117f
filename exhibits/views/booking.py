"""来馆参观: hours and the way here; a group books, looks its booking up, changes or cancels it."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exhibits import linked_data
from exhibits.views import typed
from museum.public import museum
from museum.public_address import absolute, printable
from museum.qr_codes import drawn
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
            "canonical": absolute(reverse("visit")),
            "linked_data": linked_data.script(
                {
                    "@type": "Museum",
                    "name": named.name,
                    "url": absolute("/"),
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
        again = typed.cleaned(request.GET.get("again", ""))
        form = visits.form_to_book(day=request.GET.get("day", ""), again=again)
        answer = _form(request, form, again=again)
        return _private(answer) if again else answer
    form = visits.form_to_book(request.POST)
    if form.is_valid():
        try:
            code = visits.book(form, address=visits.address_of(request), key=_key(request))
        except ValidationError as refusal:
            form.put(refusal)
        else:
            return redirect("booking", code)
    return _form(request, form)


def _form(request, form, booking=None, again=""):
    context = {
        "section": "visit",
        "form": form,
        "days": visits.bookable_days(),
        "opening": visits.opening(),
        "notice": visits.notice(museum()),
        "booking": booking,
        "again": again,
        "key": request.POST.get("key") or uuid.uuid4(),
    }
    return render(request, "exhibits/booking/book.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """Lead whoever kept the code, and not the address, to their booking."""
    form = visits.FindForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (code := visits.find(form, address=visits.address_of(request))):
        return redirect("booking", code)
    return _private(
        render(request, "exhibits/booking/find.html", {"section": "visit", "form": form})
    )


@never_cache
@require_safe
def show(request, code):
    return _page(request, _booking(code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, code):
    booking = _booking(code)
    if not booking.can_change:
        return redirect("booking", booking.code)
    if request.method == "POST":
        form = visits.form_to_change(booking.code, request.POST)
        if form.is_valid():
            try:
                visits.change(booking.code, form, address=visits.address_of(request))
            except ValidationError as refusal:
                form.put(refusal)
            else:
                return redirect("booking", booking.code)
    else:
        form = visits.form_to_change(booking.code, day=request.GET.get("day", ""))
    return _private(_form(request, form, booking))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, code):
    """Cancel by a button alone; whoever comes by the address finds the button on the booking's page."""
    booking = _booking(code)
    if request.method != "POST":
        return redirect("booking", booking.code)
    try:
        visits.cancel(booking.code)
    except ValidationError as refusal:
        return _page(request, booking, refused=refusal.messages)
    return redirect("booking", booking.code)


@never_cache
@require_safe
def calendar(request, code):
    booking = _booking(code)
    url = absolute(reverse("booking", args=[booking.code]))
    label, file = visits.calendar_file(booking.code, museum(), url)
    name = {"Content-Disposition": f'attachment; filename="{label}.ics"'}
    return _private(HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=name))


def _booking(code) -> visits.PublicBooking:
    try:
        return visits.booking_of(typed.cleaned(code))
    except visits.NoSuchBooking:
        raise Http404(_("There is no booking with this code.")) from None


def _page(request, booking, **more):
    address = printable(reverse("booking", args=[booking.code]))
    code = drawn(address) if address else ""
    context = {"section": "visit", "booking": booking, "address": address, "square": code} | more
    return _private(render(request, "exhibits/booking/booking.html", context))


def _private(response):
    """Whoever has the address reads it; a search engine shall not, and no other host hears of it.

    same-origin and not no-referrer: with that a browser sends Origin: null along with a form, and
    the check against forged forms turns the visitors' own change away.
    """
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _key(request):
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
