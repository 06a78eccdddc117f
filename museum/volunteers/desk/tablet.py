"""The tablet at the door: surname, then number, then one large button. No name of anybody else is
ever shown on it, and it leads nowhere into the desk."""

import datetime
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from museum import numbering, sealing
from museum.clock import time_in_words, today
from museum.people.naming import Naming, publicly_named
from museum.reading.pinyin import sort_key
from museum.throttling import Brake, minutes
from museum.volunteers import attending
from museum.volunteers.claims import is_cut
from museum.volunteers.models import Shift, SignIn, Volunteer, VolunteerSettings
from museum.volunteers.models.hours import Way
from museum.volunteers.permissions import may

SALT = "museum.volunteers.tablet"
# Whoever signed in this long ago forgot to sign out; before, they are still here, also past midnight.
LONGEST = datetime.timedelta(hours=18)
EXAMPLE = 12  # of a number, which is nobody’s in particular
MINUTES = 5  # so long a found name stays good
# Numbers run on from one: whoever guesses finds one soon. A person mistypes a few times at most.
NUMBERS = Brake("volunteers.tablet", tries=8, within=datetime.timedelta(minutes=3))


@method_decorator(never_cache, name="dispatch")
class TabletView(View):
    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, "attend"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        surname = request.GET.get("surname", "").strip()
        return self.shown(surname=surname) if surname else self.shown()

    def post(self, request):
        if "who" in request.POST:
            return self._do(request)
        surname = request.POST.get("surname", "").strip()
        if wait := NUMBERS.wait(request.user.pk):
            said = _(
                "Too many numbers that fit nobody. Wait %(minutes)s minutes, or ask at the desk."
            )
            return self.shown(surname=surname, refusal=said % {"minutes": minutes(wait)})
        volunteer = find(surname, request.POST.get("number", ""))
        if volunteer is not None:
            NUMBERS.forget(request.user.pk)
        else:
            said = _(
                "Nobody called %(surname)s has this number. Look at your card, or ask at the desk."
            )
            return self.shown(surname=surname, refusal=said % {"surname": surname})
        return self.shown(
            surname=surname,
            greeting=publicly_named(volunteer.person, Naming.SURNAME),
            who=sealing.seal(volunteer.pk, salt=SALT),
            offers=offers(volunteer),
            key=uuid.uuid4(),
        )

    def _do(self, request):
        given = request.POST
        try:
            pk = sealing.open_seal(given["who"], salt=SALT, max_age=MINUTES * 60)
            key = uuid.UUID(given.get("key", ""))
        except (sealing.BadSignature, ValueError):
            messages.error(request, _("That took a while. Begin again with the surname."))
            return redirect("volunteering:tablet")
        volunteer = Volunteer.objects.select_related("person").get(pk=pk)
        name = publicly_named(volunteer.person, Naming.SURNAME)
        try:
            act, _sep, number = given.get("do", "").partition("-")
            number = int(number) if number.isdecimal() else 0
            if act == "out":
                line = self._out(volunteer, number, key)
                text = _("%(name)s, signed out at %(time)s. Thank you.")
                if is_cut(line):
                    text = _("%(name)s, signed out. This shift counts until %(time)s: from then on you "
                             "have other hours.")  # fmt: skip
                said = text % {"name": name, "time": time_in_words(line.left_at)}
            else:
                row = self._in(volunteer, number, key)
                text = _("%(name)s, signed in at %(time)s.")
                said = text % {"name": name, "time": time_in_words(row.happened_at)}
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence.replace(volunteer.person.name, name))
        else:
            messages.success(request, said)
        return redirect("volunteering:tablet")

    def _in(self, volunteer, number, key):
        shift = (
            Shift.objects.select_related("role").filter(pk=number).filter(now_or_today()).first()
        )
        if shift is None:
            raise ValidationError(_("That took a while. Begin again with the surname."), "gone")
        return attending.arrive(shift, volunteer, by=self.request.user, way=Way.TABLET, key=key)

    def _out(self, volunteer, number, key):
        found = SignIn.objects.select_related("shift__role", "volunteer__person")
        row = found.filter(pk=number, volunteer=volunteer).first()
        if row is None:
            raise ValidationError(_("That took a while. Begin again with the surname."), "gone")
        return attending.sign_out(row, by=self.request.user, way=Way.TABLET, key=key)

    def shown(self, **said):
        said |= {
            "surnames": surnames(),
            "today": today(),
            "url": reverse("volunteering:tablet"),
            "example": numbering.label(_prefix(), EXAMPLE, width=4),
        }
        return render(self.request, "volunteers/tablet.html", said)


def _prefix() -> str:
    """Return what numbers of volunteers begin with. load() would write the settings' row where there is
    none, and looking at a page writes nothing."""
    return (VolunteerSettings.objects.first() or VolunteerSettings()).volunteer_prefix


def now_or_today() -> Q:
    """Shifts of today, and the one of yesterday evening that runs past midnight."""
    return Q(date=today()) | Q(date__lt=today(), ends_at__gt=timezone.now())


def surnames() -> list[str]:
    """Return the surnames of the volunteers, as a dictionary sorts them."""
    known = Volunteer.objects.registered().order_by().values_list("person__surname", flat=True)
    return sorted(filter(None, set(known)), key=sort_key)


def find(surname: str, written: str) -> Volunteer | None:
    """Return the volunteer of this surname and number; the number as printed or its digits alone."""
    digits = "".join(each for each in written if each.isdecimal())
    if not surname or not digits or len(digits) > 8:
        return None
    known = Volunteer.objects.registered().select_related("person")
    return known.filter(person__surname=surname, number=int(digits)).first()


def offers(volunteer: Volunteer) -> list[dict]:
    """Return what the volunteer may press now: out of where they are, or into a shift of today."""
    since = timezone.now() - LONGEST
    running = SignIn.objects.open().filter(volunteer=volunteer, happened_at__gte=since)
    rows = [row for row in running.select_related("shift__role") if not row.shift.is_called_off]
    if rows:
        return [
            {
                "do": f"out-{row.pk}",
                "shift": row.shift,
                "is_out": True,
                "since": time_in_words(row.happened_at),
            }
            for row in rows
        ]
    here = Shift.objects.held().filter(now_or_today()).select_related("role").counted()
    mine = set(Shift.objects.of(volunteer).filter(now_or_today()).values_list("pk", flat=True))
    coming = [shift for shift in here if not shift.is_over]
    found = [{"do": f"in-{shift.pk}", "shift": shift} for shift in coming if shift.pk in mine]
    free = [
        {"do": f"in-{shift.pk}", "shift": shift, "is_extra": True}
        for shift in coming
        if shift.pk not in mine and shift.on < shift.needed
    ]
    return found or free
