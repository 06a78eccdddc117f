"""排班: the month, one shift, and the shifts beside the weekly plan."""

import calendar
import datetime
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.volunteers import hours, rota
from museum.volunteers.desk import forms
from museum.volunteers.desk.codes import code_of
from museum.volunteers.desk.screens import Screen, answer
from museum.volunteers.models import ServiceLine, Shift, ShiftTemplate, SignIn, Volunteer
from museum.volunteers.permissions import may, own
from museum.volunteers.recording import clock, today, weekdays


@dataclass
class Row:
    """A shift as the month shows it to one viewer."""

    shift: Shift
    names: list[str]
    is_mine: bool = False
    may_join: bool = False

    @property
    def free(self) -> int:
        return max(0, self.shift.needed - len(self.names))


@dataclass
class MonthDay:
    date: datetime.date
    is_today: bool
    in_month: bool = True
    rows: list[Row] = field(default_factory=list)


def named(sign_up, *, whole: bool) -> str:
    volunteer = sign_up.volunteer
    return volunteer.person.name if whole else volunteer.as_named


def rows_of(shifts, *, viewer, me: Volunteer | None) -> list[Row]:
    whole = may(viewer, "roster")
    found = []
    for shift in shifts:
        names = [named(each, whole=whole) for each in shift.people]
        mine = me is not None and any(each.volunteer_id == me.pk for each in shift.people)
        row = Row(shift, names, is_mine=mine)
        open_ = not (shift.is_over or shift.is_called_off)
        row.may_join = me is not None and not mine and open_ and row.free > 0
        found.append(row)
    return found


class RotaView(Screen):
    """The month. Everybody with a shift sees it; the coordinator makes it."""

    template_name = "volunteers/rota.html"
    page_title = gettext_lazy("Rota")
    tab = "rota"

    def setup(self, request, *args, year=None, month=None, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = today()
        year, month = year or self.today.year, month or self.today.month
        if not (1 <= month <= 12 and 2000 <= year <= 2100):
            raise Http404
        self.first = datetime.date(year, month, 1)
        self.last = datetime.date(year, month, calendar.monthrange(year, month)[1])

    @cached_property
    def me(self):
        return own(self.request.user)

    def post(self, request, **kwargs):
        since = max(self.first, self.today)
        if self.last < self.today:
            messages.error(request, _("This month is over. No shifts are made for it any more."))
        else:
            made = None
            try:
                made = rota.make_month(
                    self.first.year, self.first.month, by=request.user, since=since
                )
            except ValidationError as refusal:
                for sentence in refusal.messages:
                    messages.error(request, sentence)
            if made is not None:
                text = _("Shifts made: %(count)d. Those that were there stay as they are.")
                messages.success(request, text % {"count": len(made)})
        return redirect(address(self.first))

    def get_context_data(self, **kwargs):
        shifts = Shift.objects.between(self.first, self.last).with_people()
        rows = rows_of(shifts, viewer=self.request.user, me=self.me)
        before, after = self.first - datetime.timedelta(1), self.last + datetime.timedelta(1)
        return super().get_context_data(
            first=self.first,
            today=self.today,
            weeks=self._weeks(rows),
            weekdays=weekdays(),
            before_url=address(before),
            after_url=address(after),
            count=sum(not row.shift.is_called_off for row in rows),
            free=sum(
                row.free for row in rows if not (row.shift.is_over or row.shift.is_called_off)
            ),
            me=self.me,
            mine=self._mine(),
            may_roster=may(self.request.user, "roster"),
            has_plan=ShiftTemplate.objects.filter(in_use=True).exists(),
            is_over=self.last < self.today,
            **kwargs,
        )

    def _weeks(self, rows) -> list[list[MonthDay]]:
        by_day: dict[datetime.date, list[Row]] = {}
        for row in rows:
            by_day.setdefault(row.shift.date, []).append(row)
        weeks = calendar.Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [
            [
                MonthDay(date, date == self.today, date.month == self.first.month,
                         by_day.get(date, []))
                for date in week
            ]
            for week in weeks
        ]  # fmt: skip

    def _mine(self) -> list[Shift]:
        if self.me is None:
            return []
        coming = Shift.objects.held().of(self.me).filter(date__gte=self.today)
        return list(coming.select_related("role").order_by("starts_at")[:10])


def address(date: datetime.date) -> str:
    return reverse("volunteering:month", args=[date.year, date.month])


class NewShiftView(Screen):
    template_name = "volunteers/new_shift.html"
    page_title = gettext_lazy("A shift beside the plan")
    needs = "roster"
    tab = "rota"

    def get(self, request, **kwargs):
        asked = {"date": request.GET.get("date") or today()}
        return self.render_to_response(self.get_context_data(form=forms.ShiftForm(initial=asked)))

    def post(self, request, **kwargs):
        form = forms.ShiftForm(request.POST)
        if form.is_valid():
            try:
                shift = rota.add_shift(**form.cleaned_data, by=request.user)
            except ValidationError as refusal:
                answer(form, refusal)
            else:
                messages.success(request, _("Written down: %(shift)s.") % {"shift": shift})
                return redirect("volunteering:shift", shift.pk)
        return self.render_to_response(self.get_context_data(form=form))


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
        rota.change(self.shift, by=self.request.user, **forms.whole(forms.ChangeForm(given)))
        return _("Changed: %(shift)s.") % {"shift": self.shift}

    def do_call_off(self, given):
        reason = forms.whole(forms.CallOffForm(given))["reason"]
        rota.call_off(self.shift, by=self.request.user, reason=reason)
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
            choices=Volunteer.objects.registered().select_related("person").order_by("person__name")
            if roster and open_ and row.free else (),
            enter=forms.EnterForm(shift=shift, initial={
                "came": clock(shift.starts_at).zfill(5), "left": clock(shift.ends_at).zfill(5),
            }) if keeps and not shift.is_called_off else None,
            change=forms.ChangeForm(initial=said) if roster and not shift.is_called_off else None,
            call_off=forms.CallOffForm() if roster and not shift.is_called_off else None,
            code=code_of(shift, self.request) if may(user, "attend") and open_ else None,
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
            line.came, line.may_leave = clock(row.happened_at), False
        written = ServiceLine.objects.claiming().filter(shift=self.shift, minutes__gt=0)
        for row in written.select_related("volunteer__person", "confirmation"):
            line = self._of(found, row.volunteer, whole)
            line.came, line.went, line.may_leave = clock(row.came_at), clock(row.left_at), False
            waiting = row.waits and not hasattr(row, "confirmation")
            line.waits = row.get_waits_display() if waiting else ""
        return list(found.values())

    @staticmethod
    def _of(found, volunteer, whole) -> OnShift:
        name = volunteer.person.name if whole else volunteer.as_named
        return found.setdefault(volunteer.pk, OnShift(volunteer, name, False))
