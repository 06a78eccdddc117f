"""排班: the month, and the shifts beside the weekly plan."""

import calendar
import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.clock import briefly, today, weekdays
from museum.desk.forms import put
from museum.volunteers import planning, weekly_plan
from museum.volunteers.desk import forms
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import Shift, ShiftTemplate, Volunteer
from museum.volunteers.permissions import may, own


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
        if year is None:
            year, month = self.today.year, self.today.month
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
                made = planning.make_month(
                    self.first.year, self.first.month, by=request.user, since=since
                )
            except ValidationError as refusal:
                for sentence in refusal.messages:
                    messages.error(request, sentence)
            if made is not None:
                text = _("Shifts made: %(count)d. Those that were there stay as they are.")
                messages.success(request, text % {"count": len(made)})
                closed = weekly_plan.skipped(self.first.year, self.first.month, since=since)
                if closed:
                    closed_days = "、".join(briefly(day) for day in closed)
                    messages.info(
                        request,
                        _("No shifts on %(days)s: the museum is closed.") % {"days": closed_days},
                    )
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
            is_now=self.first <= self.today <= self.last,
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
                shift = planning.add_shift(**form.cleaned_data, by=request.user)
            except ValidationError as refusal:
                put(form, refusal)
            else:
                messages.success(request, _("Written down: %(shift)s.") % {"shift": shift})
                return redirect("volunteering:shift", shift.pk)
        return self.render_to_response(self.get_context_data(form=form))
