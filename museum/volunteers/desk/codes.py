"""The code of a shift, on its sheet at the door: a volunteer with an account signs in with one tap."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum import sealing
from museum.clock import time_in_words
from museum.public_address import is_of_this_computer, printable
from museum.qr_codes import drawn
from museum.volunteers import attending
from museum.volunteers.claims import is_cut
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import Shift, SignIn
from museum.volunteers.models.hours import Way
from museum.volunteers.permissions import own

SALT = "museum.volunteers.shift"


@dataclass(frozen=True, slots=True)
class ShiftCode:
    """A code that a telephone in the museum's own network reads, and what it says in letters."""

    square: str  # SVG
    address: str


def code_of(shift: Shift, request) -> ShiftCode | None:
    """Return the code of a shift, None where this computer alone would find its address."""
    path = reverse("volunteering:here", args=[sealing.seal(shift.pk, salt=SALT)])
    address = printable(path) or request.build_absolute_uri(path)
    if is_of_this_computer(address):
        return None
    return ShiftCode(drawn(address), address.partition("://")[2])


class HereView(Screen):
    """Where the code leads."""

    template_name = "volunteers/here.html"
    page_title = gettext_lazy("Signing in")
    tab = "rota"

    def setup(self, request, *args, signed, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            pk = sealing.open_seal(signed, salt=SALT)
        except sealing.BadSignature:
            raise Http404 from None
        self.shift = get_object_or_404(Shift.objects.select_related("role"), pk=pk)

    def post(self, request, signed):
        me = own(request.user)
        if me is None:
            raise PermissionDenied
        try:
            if row := self._open(me):
                line = attending.sign_out(row, by=request.user, way=Way.CODE)
                said = _("Signed out at %(time)s.")
                if is_cut(line):
                    said = _(
                        "Signed out. This shift counts until %(time)s: from then on you have other hours."
                    )
                said %= {"time": time_in_words(line.left_at)}
            else:
                row = attending.sign_in(self.shift, me, by=request.user, way=Way.CODE)
                said = _("Signed in at %(time)s.") % {"time": time_in_words(row.happened_at)}
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
        else:
            messages.success(request, said)
        return redirect(request.path)

    def _open(self, me):
        found = SignIn.objects.open().filter(shift=self.shift, volunteer=me)
        return found.select_related("shift__role", "volunteer__person").first()

    def get_context_data(self, **kwargs):
        me = own(self.request.user)
        return super().get_context_data(
            shift=self.shift,
            me=me,
            running=self._open(me) if me else None,
            is_on=bool(me) and self.shift.sign_ups.current().filter(volunteer=me).exists(),
            lines=self.shift.lines.current().filter(volunteer=me) if me else (),
            **kwargs,
        )
