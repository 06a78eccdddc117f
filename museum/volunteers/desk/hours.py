"""待核定: the weekly list of what does not count yet, and the correction of what does."""

import datetime

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.clock import time_in_words, time_of
from museum.desk.forms import put
from museum.volunteers import confirming, hours
from museum.volunteers.desk import forms
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import ServiceLine, SignIn
from museum.volunteers.permissions import is_own


class HoursView(Screen):
    template_name = "volunteers/hours.html"
    page_title = gettext_lazy("Hours to confirm")
    needs = "keep_hours"
    tab = "hours"

    def post(self, request):
        act = request.POST.get("act", "")
        pk = request.POST.get("pk", "")
        pk = int(pk) if pk.isdecimal() else 0
        if act == "settle":
            self._settle(pk)
        elif act in ("accept", "refuse"):
            line = get_object_or_404(ServiceLine.objects.select_related("volunteer__person"), pk=pk)
            name = {"name": line.volunteer.person.name}
            said = _("Confirmed: %(name)s.") if act == "accept" else _("Not counted: %(name)s.")
            self.attempt(confirming.confirm, line, accepted=act == "accept", said=said % name)
        return redirect("volunteering:hours")

    def _settle(self, pk):
        found = SignIn.objects.select_related("shift__role", "volunteer__person")
        row = get_object_or_404(found, pk=pk)
        left_at = None
        try:
            left = forms.clock("").clean(self.request.POST.get("left", ""))
            left_at = forms.within(row.shift, left, leaving=True)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(self.request, sentence)
            return
        said = _("Confirmed: %(name)s.") % {"name": row.volunteer.person.name}
        self.attempt(confirming.settle, row, left_at=left_at, said=said)

    def get_context_data(self, **kwargs):
        people = ("volunteer__person", "shift__role")
        forgotten = [
            {
                "row": row,
                "came": time_in_words(row.happened_at),
                "left": time_in_words(max(row.shift.ends_at, row.happened_at)).zfill(5),
                "is_own": is_own(self.request.user, row.volunteer),
            }
            for row in SignIn.objects.forgotten().select_related(*people)
        ]
        waiting = [
            {
                "line": line,
                "came": time_in_words(line.came_at),
                "went": time_in_words(line.left_at),
                "why_not": why_not(line, self.request.user),
            }
            for line in ServiceLine.objects.waiting().select_related(*people, "by", "replaces")
        ]
        return super().get_context_data(forgotten=forgotten, waiting=waiting, **kwargs)


def why_not(line, user) -> str:
    """Return why user may not decide on line, "" where they may."""
    try:
        confirming.check_confirm(line, by=user)
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


class CorrectView(Screen):
    template_name = "volunteers/correct.html"
    page_title = gettext_lazy("Correct hours")
    needs = "keep_hours"
    tab = "volunteers"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        found = ServiceLine.objects.select_related("shift__role", "volunteer__person")
        self.line = get_object_or_404(found, pk=pk)

    @property
    def back(self):
        return reverse("volunteers:inspect", args=[self.line.volunteer_id])

    def get(self, request, **kwargs):
        times = {"came": _time(self.line.came_at), "left": _time(self.line.left_at)}
        form = forms.CorrectForm(shift=self.line.shift, initial=times)
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request, **kwargs):
        form = forms.CorrectForm(request.POST, shift=self.line.shift)
        if form.is_valid():
            try:
                line = hours.correct(
                    self.line, *form.times(), by=request.user, reason=form.cleaned_data["reason"]
                )
            except ValidationError as refusal:
                put(form, refusal)
            else:
                said = _("Corrected.")
                if line.waits:
                    said = _("Written down. It counts once a second person has confirmed it.")
                messages.success(request, said)
                return redirect(self.back)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        line = self.line
        return super().get_context_data(
            line=line,
            came=time_in_words(line.came_at),
            went=time_in_words(line.left_at),
            back=self.back,
            **kwargs,
        )


def _time(moment: datetime.datetime) -> datetime.time:
    return time_of(moment)
