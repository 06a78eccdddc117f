"""存放位置: the tree of places, and what stands in each now."""

from django import forms
from django.db.models import F
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from museum.catalogue import placing
from museum.catalogue.desk.columns import Cell, listed, thumbnail
from museum.catalogue.desk.filters import below
from museum.catalogue.models import Place
from museum.catalogue.permissions import may
from museum.desk.forms import DayField


def counted(places):
    """Places with how many objects stand in each and its shelves, in the order of the tree."""
    return places.counted().order_by("tree_order")


def how_full(place) -> str:
    if place.capacity is None:
        return str(place.now)
    return _("%(now)s of %(capacity)s") % {"now": place.now, "capacity": place.capacity}


class PlaceForm(WagtailAdminModelForm):
    """A new hall or case is for display unless somebody says it is not: else nothing could be put on
    display in a museum that has just written down its halls."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["for_display"] = True
            self.fields["for_display"].help_text = _(
                "What stands here can be seen by visitors. The store, the reception and what stands "
                "in them are not meant, whether this is ticked or not."
            )

    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk and not _can_be_for_display(cleaned):
            cleaned["for_display"] = False
        twins = Place.objects.filter(parent=cleaned.get("parent"), name=cleaned.get("name", ""))
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("name", forms.ValidationError(
                _("There is already a %(name)s here. Give it another name."),
                code="twin", params={"name": cleaned["name"]},
            ))  # fmt: skip
        return cleaned

    def save(self, commit=True):
        return placing.keep(self.instance, by=self.for_user) if commit else super().save(commit)


def _can_be_for_display(cleaned: dict) -> bool:
    """Return whether a new place stands where visitors come, or in what somebody opened to them."""
    line = Place(kind=cleaned.get("kind") or "", parent=cleaned.get("parent")).line()
    return all(place.kind not in Place.BEHIND or place.for_display for place in line)


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
            BooleanColumn("for_display", label=Place._meta.get_field("for_display").verbose_name),
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


class DayAsked(forms.Form):
    on = DayField(label=_("What stood here on the day"), required=False)


class PlacePage(generic.InspectView):
    """What stands here now, or stood here on a day that is asked for."""

    template_name = "catalogue/desk/place.html"
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
        edit, tag = self.get_edit_url(), self.object.tags.first()
        buttons = [HeaderButton(_("Change this place"), url=edit, icon_name="edit")] if edit else []
        if tag and may(self.request.user, "see"):
            check = reverse("tags:code", args=[tag.code])
            buttons.append(HeaderButton(_("Check what stands here"), url=check, icon_name="check"))
        if tag and may(self.request.user, "print_tags"):
            paper = f"{reverse('tags:places')}?place={self.object.pk}"
            buttons.append(HeaderButton(_("Print its tag"), url=paper, icon_name="print"))
        return buttons

    def get_context_data(self, **kwargs):
        asked = DayAsked(self.request.GET if "on" in self.request.GET else None)
        on = asked.cleaned_data.get("on") if asked.is_valid() else None
        if on:
            here = listed().whole().that_stood_in(below(self.object), on)
        else:
            here = listed().whole().filter(holding__place__in=below(self.object))
        ordered = here.order_by(
            "holding__place__tree_order", F("holding__number").asc(nulls_last=True), "pk"
        )
        items = [(item, thumbnail(item)) for item in ordered]
        place = counted(Place.objects.filter(pk=self.object.pk)).get()
        return super().get_context_data(**kwargs) | {
            "place": place,
            "full": how_full(place),
            "code": code(place),
            "items": items,
            "asked": asked,
            "on": on,
            "list_url": f"{reverse('wagtailsnippets_catalogue_item:list')}?place={place.pk}",
        }


class PlaceViewSet(ModelViewSet):
    model = Place
    name = "places"
    icon = "shelves"
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
