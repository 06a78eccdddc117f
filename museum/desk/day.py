"""帮助 · 馆里的一天: who does what from morning to evening, to read and to print and hang up."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class DayView(WagtailAdminTemplateMixin, TemplateView):
    """For whoever signs in. It shows nothing of the museum's."""

    template_name = "desk/day.html"
    page_title = _("A day in the museum")
    header_icon = "help"


def entry():
    return MenuItem(DayView.page_title, reverse("day"), name="day", icon_name="help", order=1)


urlpatterns = [path("day/", DayView.as_view(), name="day")]
