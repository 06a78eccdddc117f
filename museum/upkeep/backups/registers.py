"""The registers as pages that a browser opens and prints, without this program: what hangs in a ring
binder. Nobody's telephone is among them."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.catalogue.models import Donation, Holding, Place
from museum.clock import day_in_words
from museum.people.models import Person

AT_ONCE = 2000


def as_pages(heading: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield file and content of each register. heading: museum, day and the ledger's head."""
    for name, title, columns, rows in registers():
        context = heading | {"title": title, "columns": columns, "rows": rows}
        yield f"{name}.html", render_to_string("upkeep/register.html", context).encode()


def registers() -> Iterator[tuple[str, str, list[str], Iterator[tuple]]]:
    """Yield name of the file, title, columns and rows of each."""
    yield (
        "objects",
        _("General register"),
        [_("object number"), _("title"), _("category"), _("quantity"), _("way of coming"),
         _("giver or owner"), _("received on"), _("accepted on"), pgettext("object", "status"),
         _("place")],
        _objects(),
    )  # fmt: skip
    yield (
        "receipts",
        _("Receipts"),
        [_("receipt number"), _("received on"), _("brought by"), _("giver or owner"),
         _("received by"), _("finder"), _("objects")],
        _receipts(),
    )  # fmt: skip
    yield (
        "places",
        _("Places"),
        [_("place"), _("kind"), _("objects")],
        ((each.trail, each.get_kind_display(), each.now)
         for each in Place.objects.counted().order_by("tree_order")),
    )  # fmt: skip
    yield (
        "people",
        _("People"),
        [_("name"), _("kind"), _("former village group"), _("present building"), _("receipts")],
        _people(),
    )


def _objects() -> Iterator[tuple]:
    found = Holding.objects.select_related("item__category", "donation__owner", "owner", "place")
    ordered = found.order_by("series", "number", "part", "donation__label", "line")
    for each in ordered.iterator(chunk_size=AT_ONCE):
        item = each.item
        yield (
            each.designation, item.title, item.category or "", f"{item.quantity}{item.unit}",
            each.get_way_display(), each.owner or each.donation.owner or "", _day(each.donation.happened_at),
            _day(each.accepted_at), each.get_status_display(), str(each.whereabouts),
        )  # fmt: skip


def _receipts() -> Iterator[tuple]:
    found = Donation.objects.select_related("brought_by", "owner", "received_by", "finder")
    ordered = found.prefetch_related("holdings__donation").order_by("year", "number")
    for each in ordered.iterator(chunk_size=AT_ONCE):
        things = [holding.designation for holding in each.holdings.all()]
        yield (each.label, _day(each.happened_at), each.brought_by or "", each.owner or "",
               each.received_by or "", each.finder or "", "、".join(things))  # fmt: skip


def _people() -> Iterator[tuple]:
    found = Person.objects.known().prefetch_related("donations").order_by("sounds", "pk")
    for each in found.iterator(chunk_size=AT_ONCE):
        labels = [donation.label for donation in each.donations.all()]
        yield (each.name, each.get_kind_display(), each.former_group, each.building,
               "、".join(labels))  # fmt: skip


def _day(moment) -> str:
    return day_in_words(moment) if moment else ""
