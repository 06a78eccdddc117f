"""A picture for the group: one object, its name, the museum and the way to it in letters. WeChat shows
no card for an address without an account; a picture is saved by a long press.

1080 × 1440, no letter under 42 (a telephone shows a third of it), at most 350 kB, and nobody's name.
"""

import functools
import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from exhibits.fonts import font

WIDTH, HEIGHT, SIDE = 1080, 1440, 72
MOST_BYTES = 350_000
PAPER, PLATE, INK, GREY, RULE, SEAL = (
    "#f6f4f0", "#eceae3", "#221d19", "#554f49", "#d0cec7", "#aa2b24",
)  # fmt: skip
CLOSING = "，。、；：！？）》”’"


@dataclass(frozen=True, slots=True)
class Shared:
    """What stands on the picture; photo: bytes of a copy that the website shows, or none."""

    museum: str
    title: str
    number: str
    facts: str
    sentence: str
    foot: tuple[str, ...]
    photo: bytes
    is_drawing: bool


@functools.lru_cache(maxsize=24)
def drawn(shared: Shared) -> bytes:
    """Return the picture as PNG. The last ones asked for are kept, whole values as their keys."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((SIDE, 68, SIDE + 16, 124), fill=SEAL)
    draw.text(
        (SIDE + 36, 66),
        _short(shared.museum, 46, 880, bold=True),
        INK,
        font("serif", 46, bold=True),
    )
    draw.line((SIDE, 154, WIDTH - SIDE, 154), INK, 2)
    foot = HEIGHT - 60 - 62 * len(shared.foot)
    draw.line((SIDE, foot - 24, WIDTH - SIDE, foot - 24), RULE, 2)
    for at, line in enumerate(shared.foot):
        draw.text(
            (SIDE, foot + 62 * at), _short(line, 42, WIDTH - 2 * SIDE), GREY, font("sans-serif", 42)
        )
    lines = _wrapped(shared.sentence, 54, 2)
    titles = _wrapped(shared.title, 76, 2, bold=True)
    top = foot - 56 - 82 * len(lines) - 62 - 100 * len(titles)
    _plate(sheet, shared, (SIDE, 184, WIDTH - SIDE, top - 84))
    _stamp(draw, shared.number, top - 68)
    for line in titles:
        draw.text((SIDE, top), line, INK, font("serif", 76, bold=True))
        top += 100
    draw.text(
        (SIDE, top + 4), _short(shared.facts, 42, WIDTH - 2 * SIDE), GREY, font("sans-serif", 42)
    )
    top += 76
    for line in lines:
        draw.text((SIDE, top), line, INK, font("serif", 54))
        top += 82
    return _small(sheet)


def _plate(sheet, shared: Shared, box) -> None:
    left, top, right, foot = box
    ImageDraw.Draw(sheet).rectangle(box, fill=PLATE)
    if not shared.photo:
        return
    air = 24 if shared.is_drawing else 0
    picture = Image.open(io.BytesIO(shared.photo)).convert("RGBA")
    picture.thumbnail((right - left - 2 * air, foot - top - 2 * air), Image.Resampling.LANCZOS)
    at = (left + (right - left - picture.width) // 2, top + (foot - top - picture.height) // 2)
    sheet.paste(picture, at, picture)


def _stamp(draw, number: str, top: int) -> None:
    written = font("sans-serif", 42)
    width = round(draw.textlength(number, written))
    draw.rounded_rectangle((SIDE, top, SIDE + width + 36, top + 62), 4, outline=SEAL, width=4)
    draw.text((SIDE + 18, top + 31), number, SEAL, written, anchor="lm")


def _wrapped(text: str, size: int, most: int, *, bold: bool = False) -> list[str]:
    """Return text in lines of the sheet's width, what is too long cut off with …"""
    lines, written = [""] if text else [], font("serif", size, bold=bold)
    for sign in text:
        fits = written.getlength(lines[-1] + sign) <= WIDTH - 2 * SIDE
        if fits or sign in CLOSING:
            lines[-1] += sign
        else:
            lines.append(sign)
    if len(lines) > most:
        lines = [
            *lines[: most - 1],
            _short(lines[most - 1] + "……", size, WIDTH - 2 * SIDE, bold=bold),
        ]
        lines[-1] = lines[-1].rstrip("…")[:-1] + "…"
    return lines


def _short(text: str, size: int, width: int, *, bold: bool = False) -> str:
    written = font("serif" if bold else "sans-serif", size, bold=bold)
    if written.getlength(text) <= width:
        return text
    while text and written.getlength(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _small(sheet: Image.Image) -> bytes:
    """Return a PNG with as many colours as its weight allows."""
    found = b""
    for colours in (256, 96, 32):
        target = io.BytesIO()
        sheet.quantize(colours, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
        found = target.getvalue()
        if len(found) <= MOST_BYTES:
            break
    return found
