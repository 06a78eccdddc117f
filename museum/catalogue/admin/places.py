"""存放位置: the tree of places, and what stands in each now."""

from django import forms
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from museum.catalogue.admin.columns import Cell, thumbnail
from museum.catalogue.admin.filters import below
from museum.catalogue.admin.listing import listed
from museum.catalogue.models import Place


def counted(places):
    """Places with how many objects stand in each, parts not counted, in the order of the tree."""
    now = Count("holdings", filter=Q(holdings__part=0))
    return places.annotate(now=now).order_by("root__position", "trail", "pk")


def how_full(place) -> str:
    if place.capacity is None:
        return str(place.now)
    return _("%(now)s of %(capacity)s") % {"now": place.now, "capacity": place.capacity}


class PlaceForm(WagtailAdminModelForm):
    def clean(self):
        told = super().clean()
        twins = Place.objects.filter(parent=told.get("parent"), name=told.get("name", ""))
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("name", forms.ValidationError(
                _("There is already a %(name)s here. Give it another name."),
                code="twin", params={"name": told["name"]},
            ))  # fmt: skip
        return told


class PlaceList(generic.IndexView):
    any_permission_required = ["view"]
    page_title = _("Places")

    def get_base_queryset(self):
        return counted(Place.objects.prefetch_related("tags"))

    def order_queryset(self, places):
        return places

    @cached_property
    def columns(self):
        return [
            self._get_title_column("trail"),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            BooleanColumn("for_display", label=_("For display")),
            Column("now", label=_("Stand here"), accessor=how_full, classname="number"),
            Column("code", label=_("Printed code"), accessor=code, classname="desk-minor"),
        ]

    def _get_title_column(self, field_name, **kwargs):
        column = super()._get_title_column(field_name, Cell, **kwargs)
        column.sort_key = None
        return column

    def _get_title_column_class(self, column_class):
        return PlaceCell

    def get_edit_url(self, instance):
        return None


class PlaceCell(Cell):
    """The whole name, what it stands in lighter than its own; leads to what stands there."""

    def __init__(self, name, *, get_url=None, **kwargs):
        self.get_url = get_url
        super().__init__(name, **kwargs)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        above = instance.trail.removesuffix(instance.name)
        return context | {"above": above, "link_url": self.get_url(instance)}


def code(place) -> str:
    return "、".join(tag.code for tag in place.tags.all())


class PlacePage(generic.InspectView):
    """What stands here now."""

    template_name = "catalogue/admin/place.html"
    any_permission_required = ["view"]

    def get_fields(self):
        return []

    def get_page_title(self):
        return _("Place")

    def get_page_subtitle(self):
        return str(self.object)

    @cached_property
    def header_more_buttons(self):
        return []

    @cached_property
    def header_buttons(self):
        edit = self.get_edit_url()
        return [HeaderButton(_("Change this place"), url=edit, icon_name="edit")] if edit else []

    def get_context_data(self, **kwargs):
        here = listed().whole().filter(holding__place__in=below(self.object))
        ordered = here.order_by(
            "holding__place__trail", F("holding__number").asc(nulls_last=True), "pk"
        )
        items = [(item, thumbnail(item)) for item in ordered]
        place = counted(Place.objects.filter(pk=self.object.pk)).get()
        return super().get_context_data(**kwargs) | {
            "place": place,
            "full": how_full(place),
            "code": code(place),
            "items": items,
            "list_url": f"{reverse('wagtailsnippets_catalogue_item:list')}?place={place.pk}",
        }


class PlaceViewSet(ModelViewSet):
    model = Place
    name = "places"
    icon = "site"
    menu_label = _("Places")
    menu_order = 120
    add_to_admin_menu = True
    list_per_page = 100
    list_filter = ["kind", "for_display"]
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = PlaceList
    inspect_view_class = PlacePage
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
            FieldPanel("for_display"),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("position")]),
        ],
        base_form_class=PlaceForm,
    )
