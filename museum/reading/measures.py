"""Measures as people write them: 165×105×150, 直径13 通高38, 通长380厘米, 1.2米, 38公分, 三斤半 is left
alone. Lengths come out in centimetres, weights in kilograms."""

import re
from decimal import Decimal

from museum.reading.figures import in_one_width

LENGTHS = {"": 1, "cm": 1, "厘米": 1, "公分": 1, "mm": Decimal("0.1"), "毫米": Decimal("0.1"), "m": 100,
           "米": 100, "寸": Decimal(10) / 3, "尺": Decimal(100) / 3}  # fmt: skip
WEIGHTS = {"kg": 1, "公斤": 1, "千克": 1, "斤": Decimal("0.5"), "g": Decimal("0.001"),
           "克": Decimal("0.001"), "两": Decimal("0.05"), "": 1}  # fmt: skip
NAMED = ("通长", "通宽", "通高", "口径", "腹径", "底径", "直径", "口边长", "边长", "纵", "横", "长", "宽",
         "高", "厚", "深")  # fmt: skip
UNITS = "|".join(sorted(filter(None, LENGTHS), key=len, reverse=True))
ONE = re.compile(rf"(\d+(?:\.\d+)?)\s*({UNITS})?", re.IGNORECASE)
PART = re.compile(rf"({'|'.join(NAMED)})?\s*[:：]?\s*(\d+(?:\.\d+)?)\s*({UNITS})?", re.IGNORECASE)
TIMES = re.compile(r"\s*[×xX*＊乘]\s*")
WEIGHT = re.compile(rf"(\d+(?:\.\d+)?)\s*({'|'.join(sorted(filter(None, WEIGHTS), key=len)[::-1])})?",
                    re.IGNORECASE)  # fmt: skip
SIDES = ("长", "宽", "高")


def lengths(text: str) -> dict[str, Decimal] | None:
    """Return each length in text by its name, in centimetres, None where something is not understood.

    Up to three without a name, joined by ×, are 长, 宽 and 高. The unit of the last holds for those
    before it that have none.
    """
    said = in_one_width(text)
    if not said:
        return {}
    if len(parts := TIMES.split(said)) > 1:
        found = [ONE.fullmatch(each) for each in parts]
        if len(parts) > 3 or not all(found):
            return None
        unit = next((each[2] for each in reversed(found) if each and each[2]), "")
        return {
            side: _metric(each[1], each[2] or unit, LENGTHS)
            for side, each in zip(SIDES, found, strict=False)
            if each
        }
    sides: dict[str, Decimal] = {}
    for each in filter(None, re.split(r"[,，、;；\s]+(?=\D)|(?<=[\d米分mM])\s+", said)):
        if (one := PART.fullmatch(each.strip())) is None:
            return None
        name = one[1] or (SIDES[0] if not sides else "")
        if not name or name in sides:
            return None
        sides[name] = _metric(one[2], one[3] or "", LENGTHS)
    return sides


def weight(text: str) -> Decimal | None:
    """Return a weight in kilograms, None where it is not understood: 12斤 → 6, 300克 → 0.3."""
    found = WEIGHT.fullmatch(in_one_width(text).replace(" ", ""))
    return _metric(found[1], found[2] or "", WEIGHTS) if found else None


def _metric(number: str, unit: str, units) -> Decimal:
    return round(Decimal(number) * units[unit.lower()], 3).normalize()
