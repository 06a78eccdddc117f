"""The list as a spreadsheet: an allow-list of columns, none of them personal, readable in a Chinese
Excel (a byte order mark, whole days of Asia/Shanghai) and harmless in any (no cell is a formula)."""

from collections import OrderedDict

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from museum.catalogue.desk.columns import PAGE_STATES, giver, page_state
from museum.catalogue.models import Item
from museum.clock import day_of
from museum.logs import security

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def day(moment):
    return day_of(moment) if moment else None


COLUMNS = {
    "number": (_("Number"), lambda item: item.number),
    "title": (_("Name of the object"), lambda item: item.title),
    "other_names": (_("Other names"), lambda item: item.other_names),
    "dialect_names": (_("Dialect names"), lambda item: item.dialect_names),
    "category": (_("Category"), lambda item: item.category and item.category.name),
    "era": (_("Era"), lambda item: item.era_text or (item.era and item.era.name)),
    "materials": (_("Materials"), lambda item: item.materials_text
                  or "、".join(each.name for each in item.materials.all())),
    "size": (_("Size"), lambda item: item.dimensions_text),
    "quantity": (_("Quantity"), lambda item: item.quantity),
    "unit": (_("Unit"), lambda item: item.unit),
    "pieces": (_("Pieces"), lambda item: item.pieces),
    "condition": (_("Condition"), lambda item: item.condition),
    "use": (_("Use"), lambda item: item.use),
    "way": (_("Way of coming"), lambda item: item.holding.get_way_display()),
    "giver": (_("Giver as named"), giver),
    "receipt": (_("Receipt"), lambda item: item.holding.donation.label),
    "received_on": (_("Received on"), lambda item: day(item.holding.donation.happened_at)),
    "accepted_on": (_("Accepted on"), lambda item: day(item.holding.accepted_at)),
    "status": (pgettext_lazy("object", "Status"), lambda item: item.holding.get_status_display()),
    "place": (_("Place"), lambda item: str(item.holding.whereabouts)),
    "page": (_("Web page"), lambda item: PAGE_STATES[page_state(item)]),
}  # fmt: skip


class Export(SpreadsheetExportMixin):
    list_export = list(COLUMNS)
    export_headings = {name: heading for name, (heading, _read) in COLUMNS.items()}
    export_filename = "register"

    def as_spreadsheet(self, queryset, spreadsheet_format):
        security.write("list_exported", what="objects", format=spreadsheet_format)
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def to_row_dict(self, item: Item):
        return OrderedDict((name, read(item)) for name, (_heading, read) in COLUMNS.items())

    def preprocess_field_value(self, field, value, export_format):
        value = "" if value is None else value
        cell = super().preprocess_field_value(field, value, export_format)
        risky = isinstance(cell, str) and cell.startswith(BEGINS_A_FORMULA)
        return f"'{cell}" if risky and export_format == self.FORMAT_CSV else cell

    def stream_csv(self, queryset):
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)
