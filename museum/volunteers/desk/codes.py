"""The code of a shift, on its sheet at the door: a volunteer with an account signs in with one tap."""

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.volunteers import attending
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import Shift, SignIn
from museum.volunteers.models.hours import Way
from museum.volunteers.permissions import own
from museum.volunteers.recording import clock

SALT = "museum.volunteers.shift"


def code_of(shift: Shift, request) -> str:
    """Return the QR code as SVG: never a Micro QR, which WeChat cannot read."""
    import segno  # here, because few of the server's processes ever draw a code

    signed = signing.dumps(shift.pk, salt=SALT, compress=False)
    url = request.build_absolute_uri(reverse("volunteering:here", args=[signed]))
    drawn = segno.make_qr(url, error="m")
    return mark_safe(drawn.svg_inline(scale=1, border=4, omitsize=True, svgclass="qr"))


class HereView(Screen):
    """Where the code leads."""

    template_name = "volunteers/here.html"
    page_title = gettext_lazy("Signing in")
    tab = "rota"

    def setup(self, request, *args, signed, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            pk = signing.loads(signed, salt=SALT)
        except signing.BadSignature:
            raise Http404 from None
        self.shift = get_object_or_404(Shift.objects.select_related("role"), pk=pk)

    def post(self, request, signed):
        me = own(request.user)
        if me is None:
            raise PermissionDenied
        try:
            if row := self._open(me):
                line = attending.sign_out(row, by=request.user, way=Way.CODE)
                said = _("Signed out at %(time)s.") % {"time": clock(line.left_at)}
            else:
                row = attending.sign_in(self.shift, me, by=request.user, way=Way.CODE)
                said = _("Signed in at %(time)s.") % {"time": clock(row.happened_at)}
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
            is_on=bool(me) and self.shift.sign_ups.standing().filter(volunteer=me).exists(),
            lines=self.shift.lines.standing().filter(volunteer=me) if me else (),
            **kwargs,
        )
