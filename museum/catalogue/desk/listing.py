"""The list of objects."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from museum.catalogue.desk.bulk_actions import offered_to
from museum.catalogue.desk.columns import Tick, columns, listed
from museum.catalogue.desk.coming_and_going import ComingAndGoing, may_open
from museum.catalogue.desk.exporting import Export

ORDERS = {
    "number": ("holding__series", "holding__number", "holding__part"),
    "place": ("holding__place__tree_order",),
    "status": ("holding__status",),
}


class ItemList(Export, snippets.IndexView):
    any_permission_required = ["view"]
    page_title = _("Objects")

    def dispatch(self, request, *args, **kwargs):
        if self.is_export and not self.may_export:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_export(self):
        return self.user_has_permission("publish")

    @cached_property
    def show_export_buttons(self):
        return self.may_export

    @cached_property
    def header_more_buttons(self):
        found = [*super().header_more_buttons]
        if may_open(self.request.user):
            address = reverse("objects:coming_and_going")
            found.append(
                Button(ComingAndGoing.page_title, url=address, icon_name="home", priority=60)
            )
        return found

    @cached_property
    def offered(self):
        return offered_to(self.request.user)

    @cached_property
    def columns(self):
        more = columns()
        check = [Tick("bulk_actions", obj_type="snippet")]
        return [
            *(check if self.offered else []),
            *more["before"],
            self._get_title_column("__str__", label=_("Name of the object"), sort_key="title"),
            *more["after"],
        ]

    def _get_title_column(self, field_name, **kwargs):
        label, sort_key = kwargs.pop("label"), kwargs.pop("sort_key")
        column = super()._get_title_column(field_name, **kwargs)
        column.label, column.sort_key = label, sort_key
        column.cell_template_name = "catalogue/desk/columns/title.html"
        return column

    def get_base_queryset(self):
        items = listed()
        return items.prefetch_related("materials") if self.is_export else items

    def order_queryset(self, items):
        key = (self.ordering or "").removeprefix("-")
        if key not in ORDERS:
            return super().order_queryset(items)
        down = self.ordering.startswith("-")
        return items.order_by(
            *(
                F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)
                for name in ORDERS[key]
            ),
            F("pk").desc(),
        )

    def get_edit_url(self, item):
        policy = self.permission_policy
        if policy.user_has_permission_for_instance(self.request.user, "change", item):
            return reverse(self.edit_url_name, args=[item.pk])
        return None

    def get_list_more_buttons(self, item):
        found = []
        if edit := self.get_edit_url(item):
            found.append(MenuItem(_("Describe"), url=edit, icon_name="edit", priority=10))
        sheet = reverse("objects:sheet", args=[item.pk])
        found.append(MenuItem(_("Sheet"), url=sheet, icon_name="doc-full", priority=20))
        return found

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["bulk_actions"] = [
            {"label": each.display_name, "url": f"{each.address()}?next={quote(self.index_url)}"}
            for each in self.offered
        ]
        return context
