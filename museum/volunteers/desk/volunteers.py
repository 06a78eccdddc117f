"""志愿者名册: the list, and what belongs to the register."""

import datetime

import django_filters
from django.db.models import OuterRef, Subquery, Sum
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from museum.clock import today
from museum.desk.viewsets import PlainList, ReadOnlyViewSet
from museum.volunteers.counting import half_hours
from museum.volunteers.desk.joining import JoinForm, VolunteerCreation
from museum.volunteers.desk.page import VolunteerPage
from museum.volunteers.desk.screens import tabs
from museum.volunteers.models import ServiceLine, Volunteer
from museum.volunteers.models.volunteers import Level
from museum.volunteers.permissions import may, phone_for

HERE, GONE = "here", "gone"


class VolunteerFilterSet(WagtailFilterSet):
    here = django_filters.ChoiceFilter(
        label=_("On the register"),
        choices=[(HERE, pgettext_lazy("volunteer", "now")), (GONE, _("have left"))],
        method="by_here",
        widget=RadioSelect,
        empty_label=None,
    )
    level = django_filters.MultipleChoiceFilter(
        label=_("Level"), choices=Level.choices, widget=CheckboxSelectMultiple
    )
    served = django_filters.BooleanFilter(
        label=_("Served this year"), method="by_served",
    )  # fmt: skip

    class Meta:
        model = Volunteer
        fields: list[str] = []

    def by_here(self, found, name, value):
        return found.filter(left_on__isnull=value == HERE)

    def by_served(self, found, name, value):
        if value is None:
            return found
        lines = ServiceLine.objects.current().filter(shift__date__gte=_new_year(), minutes__gt=0)
        served = lines.order_by().values("volunteer")
        return found.filter(pk__in=served) if value else found.exclude(pk__in=served)


def _new_year() -> datetime.date:
    return today().replace(month=1, day=1)


def hours_this_year(volunteer) -> str:
    return str(half_hours(volunteer.minutes or 0))


class VolunteerList(PlainList):
    any_permission_required = ["view"]
    template_name = "volunteers/list.html"
    page_title = _("Volunteers")
    add_item_label = _("Take somebody on")

    @cached_property
    def header_buttons(self):
        if not may(self.request.user, "enrol"):
            return super().header_buttons
        url = reverse("volunteering:welcome")
        return [
            HeaderButton(_("A volunteer has come"), url=url, icon_name="plus"),
            *super().header_buttons,
        ]

    def get_base_queryset(self):
        lines = ServiceLine.objects.current().filter(
            volunteer=OuterRef("pk"), shift__date__gte=_new_year()
        )
        total = lines.order_by().values("volunteer").annotate(total=Sum("minutes")).values("total")
        return Volunteer.objects.select_related("person").annotate(minutes=Subquery(total))

    @cached_property
    def columns(self):
        return [
            self._name(),
            Column("label", label=_("Number"), sort_key="number", classname="number"),
            Column("level", label=_("Level"), accessor="get_level_display", sort_key="level"),
            Column("minutes", label=_("Hours this year"), accessor=hours_this_year,
                   sort_key="minutes", classname="number"),
            Column("joined_on", label=_("Joined"), sort_key="joined_on", classname="desk-minor"),
            Column("phone", label=_("Telephone number"), classname="desk-minor",
                   accessor=lambda volunteer: phone_for(volunteer, self.request.user)),
        ]  # fmt: skip

    def _name(self):
        column = self._get_title_column("person")
        column.label, column.sort_key = _("Name"), "person__sounds"
        return column

    def get_edit_url(self, instance):
        return None

    def get_list_more_buttons(self, instance):
        return []

    def get_context_data(self, *args, **kwargs):
        more = {"tabs": tabs(self.request.user), "tab": "volunteers"}
        return super().get_context_data(*args, **kwargs) | more


class VolunteerViewSet(ReadOnlyViewSet):
    """志愿者名册. To read; verbs alone write."""

    model = Volunteer
    name = "volunteers"
    closed = (
        "edit",
        "delete",
        "history",
        "history_results",
        "usage",
    )  # taken on by a form of its own
    icon = "group"
    add_to_admin_menu = False
    index_view_class = VolunteerList
    add_view_class = VolunteerCreation
    inspect_view_class = VolunteerPage
    index_template_name = VolunteerList.template_name
    inspect_template_name = VolunteerPage.template_name
    filterset_class = VolunteerFilterSet
    search_backend_name = None
    search_fields = ["label", "person__name", "person__former_group"]
    ordering = "number"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("person"),
            FieldRowPanel([FieldPanel("birth_year"), FieldPanel("born_on")]),
            FieldRowPanel([FieldPanel("joined_on"), FieldPanel("level")]),
            FieldPanel("naming"),
        ],
        base_form_class=JoinForm,
    )
