"""Squares and strokes of 正: how many there are, for the eye. The words beside them say the same."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from museum.figures.public import PublicQuantity

register = template.Library()
IN_A_ROW, STEP, SIDE = 15, 17, 11
SIGNS_IN_A_ROW, SIGN = 9, 27
# 正, in the order in which it is written.
STROKES = ("M3 3H17", "M10 3V17", "M10 10H16", "M5 9V17", "M1.5 17H18.5")


@register.simple_tag
def marks(quantity: PublicQuantity) -> SafeString:
    """Return a drawing of a quantity, nothing of nothing."""
    if not quantity.filled + quantity.hollow:
        return mark_safe("")
    name, width, rows, drawn = (_signs if quantity.is_tally else _squares)(quantity)
    said = f"{quantity.question}：{quantity.value}{quantity.unit}"
    return format_html(
        '<svg class="{}" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
        name, said, round(width * 1.28), round(rows * 1.28), width, rows, mark_safe(drawn),
    )  # fmt: skip


def _squares(quantity):
    every = ["in"] * quantity.filled + ["out"] * quantity.hollow
    drawn = "".join(
        f'<rect class="{name}" x="{1 + STEP * (n % IN_A_ROW)}" y="{1 + STEP * (n // IN_A_ROW)}" '
        f'width="{SIDE}" height="{SIDE}"/>'
        for n, name in enumerate(every)
    )
    return "squares", STEP * IN_A_ROW - 3, STEP * -(-len(every) // IN_A_ROW), drawn


def _signs(quantity):
    signs = -(-quantity.filled // len(STROKES))
    drawn = "".join(
        f'<path transform="translate({SIGN * (n % SIGNS_IN_A_ROW)} {SIGN * (n // SIGNS_IN_A_ROW)})" '
        f'd="{"".join(STROKES[: quantity.filled - len(STROKES) * n])}"/>'
        for n in range(signs)
    )
    return "tally", SIGN * SIGNS_IN_A_ROW - 5, SIGN * -(-signs // SIGNS_IN_A_ROW), drawn
