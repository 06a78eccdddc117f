"""今天要打的电话: one list, a tick and a line for each; and the way to it on the first page."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from museum.calls import calling
from museum.calls.due import calls_for, may_wait_for
from museum.calls.permissions import LAW, may
from museum.desk.screens import Screen, say_refused
from museum.refusals import sentences


class CallsView(Screen):
    law = LAW
    needs = "call"
    template_name = "calls/list.html"
    page_title = gettext_lazy("Calls to make today")
    header_icon = "user"

    def get_context_data(self, **kwargs):
        calls = calls_for(self.request.user)
        return super().get_context_data(**kwargs) | {"calls": calls}

    def post(self, request):
        """Take every row as it was sent: ticked with its line, or no longer ticked. Rows that have come
        meanwhile were not on the page, and are left alone."""
        sent, ticked = set(request.POST.getlist("row")), set(request.POST.getlist("called"))
        try:
            for due in calls_for(request.user):
                said = request.POST.get(f"said-{due.key}", "")
                if due.key not in sent:
                    continue
                if due.key in ticked or said.strip():
                    if due.called is None or due.called.said != said.strip():
                        calling.call(due, by=request.user, said=said)
                elif due.called:
                    calling.untick(due, by=request.user)
        except ValidationError as refusal:
            say_refused(request, sentences(refusal))
        else:
            messages.success(request, _("Written down."))
        return redirect("calls")


class CallsToday(Component):
    """The way to the list. It is asked of every register only where it is opened."""

    name = "calls_today"
    order = 105
    template_name = "calls/home.html"


def show_calls(request, panels):
    """Hook construct_homepage_panels, after the desk has put its own there."""
    if may(request.user, "call") and may_wait_for(request.user):
        panels.append(CallsToday())
