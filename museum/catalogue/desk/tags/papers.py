"""号牌 on paper: a printing, as often as it is asked for, always with the same codes; the tags of places."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from museum.catalogue.desk.tags.stocks import STOCKS, Stock, stock_of
from museum.catalogue.models import Place, TagPrinting
from museum.catalogue.permissions import may
from museum.clock import day_in_words
from museum.desk.screens import say_refused
from museum.public import museum
from museum.public_address import check_printable, printable
from museum.qr_codes import drawn
from museum.reading.tag_codes import in_clear
from museum.refusals import sentences


@dataclass(frozen=True)
class PaperTag:
    """One tag as it is cut out: its code in two halves, the square, and of a place its name."""

    body: str
    letter: str
    square: str
    place: str = ""


def on_paper(code: str, place: str = "") -> PaperTag:
    body, _dash, letter = in_clear(code).partition("–")
    return PaperTag(body, letter, drawn(printable(reverse("code", args=[code]))), place)


@require_safe
@never_cache
def of_printing(request, pk):
    """What counts no more is not printed again; what is tied is, for its tag may be torn."""
    printing = get_object_or_404(TagPrinting, pk=pk)
    codes = printing.tags.filter(ended=False).order_by("pk").values_list("code", flat=True)
    return _paper(
        request,
        [on_paper(code) for code in codes],
        name=str(printing),
        day=day_in_words(printing.happened_at),
    )


@require_safe
@never_cache
def of_places(request):
    chosen = [key for key in request.GET.getlist("place") if key.isdecimal() and len(key) < 10]
    places = Place.objects.filter(pk__in=chosen).order_by("tree_order").prefetch_related("tags")
    tags = [on_paper(tag.code, str(place)) for place in places for tag in place.tags.all()[:1]]
    if not tags and may(request.user, "print_tags"):
        messages.warning(request, _("No place was chosen yet. Tick those whose tags you want."))
        return redirect("tags:print")
    return _paper(request, tags, name="", day="")


def _paper(request, tags: Sequence[PaperTag], **said):
    if not may(request.user, "print_tags"):
        raise PermissionDenied
    try:
        check_printable()
    except ValidationError as refusal:
        say_refused(request, sentences(refusal))
        return redirect("tags:print")
    stock = stock_of(request.GET.get("stock", ""))
    return render(request, "catalogue/tags/paper.html", {
        "museum": museum(),
        "stock": stock,
        "others": [(each, _with(request, each)) for each in STOCKS.values() if each != stock],
        "sheets": [tags[at : at + stock.a_page] for at in range(0, len(tags), stock.a_page)],
        "count": len(tags),
        **said,
    })  # fmt: skip


def _with(request, stock: Stock) -> str:
    """Return the address of the same paper on another stock."""
    asked = request.GET.copy()
    asked["stock"] = stock.slug
    return f"?{asked.urlencode()}"
