"""What is done on a volunteer's own page: level, leaving, records, the calendar's address, papers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from museum.volunteers import certifying, feeding, joining, noting
from museum.volunteers.desk import forms
from museum.volunteers.desk.screens import Screen, answer, may_see
from museum.volunteers.models import Record, Statement, Volunteer
from museum.volunteers.permissions import own


class ActView(Screen):
    """One act on one volunteer: what is asked, one button."""

    template_name = "volunteers/act.html"
    needs = "enrol"
    tab = "volunteers"
    acts = {
        "leave": (
            forms.DayForm,
            gettext_lazy("Leaves the museum"),
            pgettext_lazy("volunteer", "Left"),
        ),
        "return": (forms.DayForm, gettext_lazy("Is here again"), gettext_lazy("Has come back")),
        "level": (
            forms.LevelForm,
            gettext_lazy("Change the level"),
            pgettext_lazy("rota", "Change"),
        ),
        "record": (
            forms.RecordForm,
            gettext_lazy("Training, commendation, evaluation"),
            gettext_lazy("Write it down"),
        ),
        "statement": (
            forms.PeriodForm,
            gettext_lazy("Service statement"),
            gettext_lazy("Issue it"),
        ),
    }

    def setup(self, request, *args, pk, act, **kwargs):
        super().setup(request, *args, **kwargs)
        self.volunteer = get_object_or_404(Volunteer.objects.select_related("person"), pk=pk)
        if act not in self.acts:
            raise Http404
        self.act = act
        self.needs = "certify" if act == "statement" else "enrol"
        self.form_class, self.page_title, self.button = self.acts[act]
        self.replaces = None
        replaces = request.GET.get("replaces", "")
        if act == "record" and replaces.isdecimal():
            self.replaces = get_object_or_404(self.volunteer.records, pk=replaces)

    def form(self, data=None):
        more = {"replaces": self.replaces} if self.act == "record" else {}
        return self.form_class(data, initial=self._initial(), **more)

    def _initial(self) -> dict:
        if self.act == "record" and (old := self.replaces):
            return {"kind": old.kind, "title": old.title, "body": old.body, "place": old.place,
                    "content": old.content, "hours": old.minutes / 60 or None,
                    "day": forms.today() if old is None else old.happened_at.date()}  # fmt: skip
        if self.act == "statement":
            return {"first": forms.today().replace(month=1, day=1), "last": forms.today()}
        if self.act == "level":
            return {"level": "regular"}
        return {}

    def get(self, request, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request, **kwargs):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                done = getattr(self, f"do_{self.act}")(form)
            except ValidationError as refusal:
                answer(form, refusal, on="day")
            else:
                if isinstance(done, Statement):
                    return redirect("volunteering:statement", done.pk)
                messages.success(request, done)
                return redirect("volunteers:inspect", self.volunteer.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def do_leave(self, form):
        given = form.cleaned_data
        joining.leave(self.volunteer, by=self.request.user, left_on=given["day"],
                      reason=given["reason"])  # fmt: skip
        return _("%(name)s has left. Hours and records stay.") % {
            "name": self.volunteer.person.name
        }

    def do_return(self, form):
        given = form.cleaned_data
        joining.come_back(self.volunteer, by=self.request.user, on=given["day"],
                          reason=given["reason"])  # fmt: skip
        return _("%(name)s is here again.") % {"name": self.volunteer.person.name}

    def do_level(self, form):
        given = form.cleaned_data
        volunteer = joining.grade(self.volunteer, given["level"], by=self.request.user,
                                  on=given["day"], reason=given["reason"])  # fmt: skip
        told = {"name": self.volunteer.person.name, "level": volunteer.get_level_display()}
        return _("%(name)s is %(level)s now.") % told

    def do_record(self, form):
        noting.note(self.volunteer, by=self.request.user, replaces=self.replaces,
                     **form.told())  # fmt: skip
        return _("Written down.")

    def do_statement(self, form):
        return certifying.certify(self.volunteer, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            volunteer=self.volunteer, button=self.button, replaces=self.replaces,
            records=Record, **kwargs
        )  # fmt: skip


class FeedView(Screen):
    """A new secret address, or none. The volunteer's own, or by whoever keeps the register."""

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, pk):
        volunteer = get_object_or_404(Volunteer.objects.select_related("person"), pk=pk)
        if request.POST.get("act") == "revoke":
            self.tried(feeding.revoke, volunteer, said=_("The address answers no more."))
        else:
            self.tried(
                feeding.renew,
                volunteer,
                said=_("This is a new address. The old one answers no more."),
            )
        mine = own(request.user)
        if mine and mine.pk == volunteer.pk and not request.POST.get("desk"):
            return redirect("volunteering:mine")
        return redirect("volunteers:inspect", volunteer.pk)


class MineView(Screen):
    """A volunteer's own page: shifts, hours, the calendar's address."""

    template_name = "volunteers/mine.html"
    page_title = gettext_lazy("My shifts and hours")
    tab = "rota"

    def get_context_data(self, **kwargs):
        from museum.volunteers.desk.volunteer import facts_of

        me = own(self.request.user)
        if me is None:
            raise PermissionDenied
        return super().get_context_data(**facts_of(me, self.request), **kwargs)
