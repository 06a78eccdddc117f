"""每周班次 and 岗位: what a month is made from."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import HeaderButton

from museum.desk.forms import Clock
from museum.desk.viewsets import KeptViewSet, PlainList
from museum.volunteers.desk.screens import tabs
from museum.volunteers.models import Role, ShiftTemplate


def time(line: ShiftTemplate) -> str:
    return f"{line.starts.hour}:{line.starts:%M}–{line.ends.hour}:{line.ends:%M}"


class Listed(PlainList):
    """A list under the tabs of the register."""

    any_permission_required = ["view"]
    template_name = "volunteers/list.html"

    def get_list_more_buttons(self, instance):
        return []

    def get_context_data(self, *args, **kwargs):
        more = {"tabs": tabs(self.request.user), "tab": "plan"}
        return super().get_context_data(*args, **kwargs) | more


class PlanList(Listed):
    page_title = _("Weekly plan")
    add_item_label = _("One more line")

    def get_base_queryset(self):
        return ShiftTemplate.objects.select_related("role")

    @cached_property
    def columns(self):
        weekday = self._get_title_column("weekday")
        weekday.label = _("Day of the week")
        return [
            weekday,
            Column("time", label=_("Time"), accessor=time, sort_key="starts", classname="number"),
            Column("role", label=_("Kind of work"), accessor="role", sort_key="role__position"),
            Column("needed", label=_("How many volunteers"), sort_key="needed"),
            Column("place", label=_("Where"), classname="desk-minor"),
            BooleanColumn("in_use", label=_("In use")),
        ]

    def _get_title_column(self, field_name, *args, **kwargs):
        return super()._get_title_column(
            field_name, *args, accessor="get_weekday_display", **kwargs
        )

    @cached_property
    def header_buttons(self):
        kinds = HeaderButton(
            _("Kinds of work"), url=reverse("kinds_of_work:index"), icon_name="tag"
        )
        return [*super().header_buttons, kinds]


class ShiftTemplateViewSet(KeptViewSet):
    """每周班次."""

    model = ShiftTemplate
    name = "weekly_shifts"
    closed = (
        "delete",
        "usage",
        "history",
        "history_results",
    )  # months already made point at these lines
    icon = "calendar-alt"
    add_to_admin_menu = False
    index_view_class = PlanList
    index_template_name = PlanList.template_name
    search_fields: list[str] = []
    list_per_page = 100
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("weekday"), FieldPanel("role")]),
            FieldRowPanel(
                [
                    FieldPanel("starts", widget=Clock, heading=pgettext_lazy("volunteer", "From")),
                    FieldPanel("ends", widget=Clock, heading=pgettext_lazy("volunteer", "Until")),
                ],
                help_text=_("A shift that ends no later than it begins goes past midnight."),
            ),
            FieldRowPanel([FieldPanel("needed"), FieldPanel("place")]),
            FieldPanel("in_use"),
        ]
    )


class RoleList(Listed):
    page_title = _("Kinds of work")
    add_item_label = _("One more kind")


class RoleViewSet(KeptViewSet):
    """岗位."""

    model = Role
    name = "kinds_of_work"
    closed = ("delete", "usage", "history", "history_results")
    icon = "tag"
    add_to_admin_menu = False
    index_view_class = RoleList
    index_template_name = RoleList.template_name
    list_display = ["name", "minimum_age", "position"]
    search_fields: list[str] = []
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("position")])]
    )
