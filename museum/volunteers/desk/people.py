"""A volunteer's own page: one act at a time, the calendar's address, one's own shifts and hours."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.clock import dated
from museum.desk.forms import put
from museum.volunteers import feeding
from museum.volunteers.desk.acts import ACTS
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import Record, Statement, Volunteer
from museum.volunteers.permissions import own


class ActView(Screen):
    """One act on one volunteer: what is asked, one button."""

    template_name = "volunteers/act.html"
    tab = "volunteers"

    def setup(self, request, *args, pk, act, **kwargs):
        super().setup(request, *args, **kwargs)
        self.volunteer = get_object_or_404(Volunteer.objects.select_related("person"), pk=pk)
        if act not in ACTS:
            raise Http404
        self.act = ACTS[act]
        self.needs, self.page_title = self.act.right, self.act.label
        self.replaces = None
        replaces = request.GET.get("replaces", "")
        if self.act.replaces and replaces.isdecimal():
            self.replaces = get_object_or_404(self.volunteer.records, pk=replaces)

    def form(self, data=None):
        more = {"replaces": self.replaces} if self.act.replaces else {}
        return self.act.form(data, initial=self.act.initial(self.replaces), **more)

    def get(self, request, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request, **kwargs):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                done = self.act.do(self.volunteer, form, request.user, self.replaces)
            except ValidationError as refusal:
                put(form, refusal, on="day")
            else:
                if isinstance(done, Statement):
                    return redirect("volunteering:statement", done.pk)
                messages.success(request, dated(done, form.cleaned_data.get("day")))
                return redirect("volunteers:inspect", self.volunteer.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            volunteer=self.volunteer, button=self.act.button, replaces=self.replaces,
            records=Record, **kwargs
        )  # fmt: skip


class FeedView(Screen):
    """A new secret address, or none. The volunteer's own, or by whoever keeps the register."""

    http_method_names = ["post"]

    def post(self, request, pk):
        volunteer = get_object_or_404(Volunteer.objects.select_related("person"), pk=pk)
        if request.POST.get("act") == "revoke":
            self.attempt(feeding.revoke, volunteer, said=_("The address answers no more."))
        else:
            self.attempt(
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
