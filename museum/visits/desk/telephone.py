"""A booking by telephone, and its change: the same questions as on the website, the same places."""

import datetime

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum import clock
from museum.clock import briefly
from museum.desk.forms import key_of
from museum.reading.days import day_meant
from museum.visits import booking as verbs
from museum.visits.booking_form import BookingForm
from museum.visits.desk.arranging import OfABooking
from museum.visits.desk.screens import Screen
from museum.visits.models import Booking
from museum.wording import StrOrPromise


class Telephone(Screen):
    needs = "arrange"
    template_name = "visits/desk/telephone.html"
    page_title = gettext_lazy("Booking by telephone")
    header_icon = "date"
    above: tuple[tuple[StrOrPromise, str], ...] = ()
    booking = None
    done: StrOrPromise = gettext_lazy("Booked: %(label)s.")

    def get(self, request, **kwargs):
        initial = verbs.asked_by(self.booking) if self.booking else {}
        if not self.booking or "day" in request.GET:
            initial["day"] = self.day()
        return self.shown(BookingForm(initial=initial, by_staff=True, own=self.booking))

    def day(self) -> datetime.date:
        asked = self.request.GET.get("day", "")
        day = day_meant(asked, clock.today())
        if asked and day is None:
            words = _("“%(said)s”? That is no day in the calendar. Look again.")
            messages.error(self.request, words % {"said": asked[:20]})
        return day or clock.today() + datetime.timedelta(days=1)

    def post(self, request, **kwargs):
        form = BookingForm(request.POST, by_staff=True, own=self.booking)
        if form.is_valid() and request.POST.get("act") != "look":
            try:
                booking = self.write(form)
            except ValidationError as refusal:
                form.put(refusal)
            else:
                messages.success(request, self.done % {"label": booking.label})
                self.hint(booking)
                return redirect("visits:booking", booking.label)
        return self.shown(form)

    def hint(self, booking):
        """Say that the same school or body stands there already, where it does."""
        for other in Booking.objects.of_the_same_body(booking):
            said = _("%(body)s is booked for %(day)s too: %(label)s, %(size)s people. If it is the same, "
                     "cancel one.")  # fmt: skip
            said %= {"body": other.organisation, "day": briefly(other.day), "label": other.label,
                     "size": other.size}  # fmt: skip
            messages.warning(self.request, said)

    def write(self, form):
        return verbs.book(form.wish(), by=self.request.user, key=key_of(self.request))

    def shown(self, form):
        status = 403 if form.is_bound and "forbidden" in codes_of(form) else 200
        return self.render_to_response(
            self.get_context_data(form=form, booking=self.booking), status=status
        )


class Change(OfABooking, Telephone):
    page_title = gettext_lazy("Change the booking")
    done = gettext_lazy("Changed: %(label)s.")

    def write(self, form):
        return verbs.change(self.booking, form.wish(), by=self.request.user)


def codes_of(form) -> set[str]:
    return {error.code for errors in form.errors.as_data().values() for error in errors}
