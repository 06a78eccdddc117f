"""One shift: who is on it, who came, and all that may be done about it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from museum.clock import time_in_words
from museum.volunteers import hours, planning, rota
from museum.volunteers.desk import forms
from museum.volunteers.desk.codes import code_of
from museum.volunteers.desk.month import address, named, rows_of
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import ServiceLine, Shift, SignIn, Volunteer
from museum.volunteers.permissions import may, own


@dataclass
class OnShift:
    """One volunteer on the page of a shift: signed up, here, gone."""

    volunteer: Volunteer
    name: str
    is_on: bool
    came: str = ""
    went: str = ""
    waits: str = ""
    may_leave: bool = False


class ShiftView(Screen):
    """One shift: who is on it, who came, and all that may be done about it."""

    template_name = "volunteers/shift.html"
    tab = "rota"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.shift = get_object_or_404(Shift.objects.with_people(), pk=pk)

    def get_page_title(self):
        return _("Shift")

    @cached_property
    def me(self):
        return own(self.request.user)

    def post(self, request, **kwargs):
        act = getattr(self, f"do_{request.POST.get('act', '')}", None)
        if act is None:
            raise Http404
        try:
            messages.success(request, act(request.POST))
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
        if request.POST.get("next") == "month":
            return redirect(address(self.shift.date))
        return redirect("volunteering:shift", self.shift.pk)

    def do_join(self, given):
        rota.sign_up(self.shift, self._me(), by=self.request.user)
        return _("You are on: %(shift)s.") % {"shift": self.shift}

    def do_leave(self, given):
        rota.sign_off(self.shift, self._me(), by=self.request.user)
        return _("You are off: %(shift)s.") % {"shift": self.shift}

    def do_assign(self, given):
        class AssignForm(forms.forms.Form):
            volunteer = forms.VolunteerChoice()

        volunteer = forms.whole(AssignForm(given))["volunteer"]
        rota.sign_up(self.shift, volunteer, by=self.request.user)
        return _("%(name)s is on this shift.") % {"name": volunteer.person.name}

    def do_take_off(self, given):
        volunteer = self._volunteer(given)
        rota.sign_off(self.shift, volunteer, by=self.request.user)
        return _("%(name)s is off this shift.") % {"name": volunteer.person.name}

    def do_enter(self, given):
        form = forms.EnterForm(given, shift=self.shift)
        volunteer = forms.whole(form)["volunteer"]
        line = hours.enter(self.shift, volunteer, *form.times(), by=self.request.user)
        name = {"name": volunteer.person.name}
        if line.waits:
            return (
                _("Written down for %(name)s. A second person confirms it under “To confirm”.")
                % name
            )
        return _("Written down for %(name)s.") % name

    def do_change(self, given):
        planning.change(self.shift, by=self.request.user, **forms.whole(forms.ChangeForm(given)))
        return _("Changed: %(shift)s.") % {"shift": self.shift}

    def do_call_off(self, given):
        reason = forms.whole(forms.CallOffForm(given))["reason"]
        planning.call_off(self.shift, by=self.request.user, reason=reason)
        return _("Called off: %(shift)s. Tell those who had signed up.") % {"shift": self.shift}

    def _me(self) -> Volunteer:
        if self.me is None:
            raise PermissionDenied
        return self.me

    def _volunteer(self, given) -> Volunteer:
        pk = given.get("volunteer", "")
        return get_object_or_404(
            Volunteer.objects.select_related("person"), pk=pk if pk.isdecimal() else 0
        )

    def get_context_data(self, **kwargs):
        shift, user = self.shift, self.request.user
        row = rows_of([shift], viewer=user, me=self.me)[0]
        keeps = may(user, "keep_hours")
        roster = may(user, "roster")
        said = {"needed": shift.needed, "place": shift.place, "campaign": shift.campaign_id}
        open_ = not (shift.is_over or shift.is_called_off)
        return super().get_context_data(
            shift=shift,
            row=row,
            people=self._people(whole=roster or keeps),
            me=self.me,
            may_roster=roster,
            is_open=open_,
            month_url=address(shift.date),
            assign=forms.VolunteerChoice(empty_label="—") if roster and open_ and row.free else None,
            choices=Volunteer.objects.registered().select_related("person").order_by("person__sounds", "number")
            if roster and open_ and row.free else (),
            enter=forms.EnterForm(shift=shift, initial={
                "came": time_in_words(shift.starts_at).zfill(5), "left": time_in_words(shift.ends_at).zfill(5),
            }) if keeps and not shift.is_called_off else None,
            change=forms.ChangeForm(initial=said) if roster and not shift.is_called_off else None,
            call_off=forms.CallOffForm() if roster and not shift.is_called_off else None,
            takes_signatures=may(user, "attend") and open_,
            code=code_of(shift, self.request),
            **kwargs,
        )  # fmt: skip

    def _people(self, *, whole: bool) -> list[OnShift]:
        found = {
            each.volunteer_id: OnShift(
                each.volunteer, named(each, whole=whole), True, may_leave=True
            )
            for each in self.shift.people
        }
        rows = SignIn.objects.open().filter(shift=self.shift).select_related("volunteer__person")
        for row in rows:
            line = self._of(found, row.volunteer, whole)
            line.came, line.may_leave = time_in_words(row.happened_at), False
        written = ServiceLine.objects.claiming().filter(shift=self.shift)
        for row in written.select_related("volunteer__person", "confirmation"):
            line = self._of(found, row.volunteer, whole)
            line.came, line.went, line.may_leave = (
                time_in_words(row.came_at),
                time_in_words(row.left_at),
                False,
            )
            waiting = row.waits and not hasattr(row, "confirmation")
            line.waits = row.get_waits_display() if waiting else ""
        return list(found.values())

    @staticmethod
    def _of(found, volunteer, whole) -> OnShift:
        name = volunteer.person.name if whole else volunteer.as_named
        return found.setdefault(volunteer.pk, OnShift(volunteer, name, False))
