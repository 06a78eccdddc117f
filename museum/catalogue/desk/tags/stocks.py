"""What tags are printed on: plain A4 that is cut apart, and two common formats of labels."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from museum.wording import StrOrPromise


@dataclass(frozen=True)
class Stock:
    """slug: also the class of its sheets (static/museum/tags-paper.css), where its millimetres stand."""

    slug: str
    label: StrOrPromise
    a_page: int
    has_head: bool = False  # room for who prints, and where to tie
    is_roll: bool = False  # its pages are no A4


STOCKS = {
    stock.slug: stock
    for stock in (
        Stock("a4", _("A4, cut apart: 10 of 93 × 36.5 mm"), 10, has_head=True),
        Stock("a4-21", _("A4 labels, 21 of 63.5 × 38.1 mm"), 21),
        Stock("roll", _("A roll, 60 × 40 mm"), 1, is_roll=True),
    )
}
PLAIN = STOCKS["a4"]


def stock_of(slug: str) -> Stock:
    return STOCKS.get(slug, PLAIN)
