"""志愿者名册: the list, and what belongs to the register."""

import datetime

import django_filters
from django.db.models import OuterRef, Subquery, Sum
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from museum.volunteers.admin.joining import JoinForm, VolunteerCreation
from museum.volunteers.admin.page import VolunteerPage
from museum.volunteers.counting import half_hours
from museum.volunteers.desk.screens import tabs
from museum.volunteers.models import ServiceLine, Volunteer
from museum.volunteers.models.volunteers import Level
from museum.volunteers.permissions import phone_for
from museum.volunteers.recording import today

HERE, GONE = "here", "gone"


class Register(ModelPermissionPolicy):
    """Volunteers are taken on and let go by verbs: nobody edits or deletes a line."""

    def user_has_permission(self, user, action):
        return action not in ("change", "delete") and super().user_has_permission(user, action)


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
        fields = []

    def by_here(self, found, name, value):
        return found.filter(left_on__isnull=value == HERE)

    def by_served(self, found, name, value):
        if value is None:
            return found
        lines = ServiceLine.objects.standing().filter(shift__date__gte=_new_year(), minutes__gt=0)
        served = lines.order_by().values("volunteer")
        return found.filter(pk__in=served) if value else found.exclude(pk__in=served)


def _new_year() -> datetime.date:
    return today().replace(month=1, day=1)


def hours_this_year(volunteer) -> str:
    return str(half_hours(volunteer.minutes or 0))


class VolunteerList(generic.IndexView):
    any_permission_required = ["view"]
    template_name = "volunteers/list.html"
    page_title = _("Volunteers")
    add_item_label = _("Take somebody on")
    list_export = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def get_base_queryset(self):
        lines = ServiceLine.objects.standing().filter(
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
        column.label, column.sort_key = _("Name"), "person__name"
        return column

    def get_edit_url(self, instance):
        return None

    def get_list_more_buttons(self, instance):
        return []

    def get_context_data(self, *args, **kwargs):
        more = {"tabs": tabs(self.request.user), "tab": "volunteers"}
        return super().get_context_data(*args, **kwargs) | more


class VolunteerViewSet(ModelViewSet):
    """志愿者名册. To read; verbs alone write."""

    model = Volunteer
    name = "volunteers"
    icon = "group"
    add_to_admin_menu = False
    copy_view_enabled = False
    inspect_view_enabled = True
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

    def get_common_view_kwargs(self, **kwargs):
        gone = ("edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": None for name in gone}, **kwargs
        )

    def register_admin_url_finder(self):
        """There is no address to edit a volunteer at."""

    def get_urlpatterns(self):
        kept = {"index", "index_results", "add", "inspect"}
        return [each for each in super().get_urlpatterns() if each.name in kept]
