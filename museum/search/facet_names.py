"""Codes in words, for the lines of a facet and for a chosen condition."""

import itertools
import uuid

from django.db import connection
from django.utils.translation import gettext as _

from museum.catalogue.models import Place
from museum.catalogue.models.places import SEPARATOR
from museum.reading.figures import CHINESE, chinese_number, in_one_width
from museum.reading.normal import plain
from museum.search.entries import IN_STORE
from museum.search.listing import NO, YES

STORE = "库房"
# By how many they hold: these lists have no order of their own.
BY_COUNT = ("household", "material")
ALL = """
SELECT 0, vocabulary, code, name, position FROM catalogue_term
WHERE vocabulary IN ('category', 'era', 'material')
UNION ALL
SELECT 1, 'hall', CAST(id AS varchar(20)), name, row_number() OVER (ORDER BY tree_order)
FROM catalogue_place WHERE parent_id IS NULL
UNION ALL
SELECT 2, 'places', CAST(id AS varchar(20)), trail, row_number() OVER (ORDER BY tree_order)
FROM catalogue_place WHERE for_display
ORDER BY 1, 5
"""


class Names:
    """Every name that a facet can need, read once for each state of the index: a renamed term or
    hall makes a new one."""

    def __init__(self) -> None:
        self.version: uuid.UUID | None = None
        self.names: dict[str, dict[str, str]] = {}
        self.by_form: dict[str, tuple[tuple[int, ...], str]] = {}

    def of(self, facet: str, version) -> dict[str, str]:
        """Return the codes of facet with their names, in the order of the list."""
        if facet == "displayed":
            return {YES: _("to be seen in the halls"), NO: _("not to be seen")}
        if facet == "storied":
            return {YES: _("with a story"), NO: _("without a story")}
        if self.version is None or self.version != version:
            self._read(version)
        return self.names.get(facet, {})

    def places(self, version) -> dict[str, tuple[tuple[int, ...], str]]:
        """Return what a visitor may call a place of the halls, with the keys of all that stands in it:
        二厅三号柜, 三号柜 (of each hall that has one), 二厅."""
        if self.version is None or self.version != version:
            self._read(version)
        return self.by_form

    def _read(self, version) -> None:
        found: dict[str, dict[str, str]] = {}
        with connection.cursor() as cursor:
            cursor.execute(ALL)
            for _order, name, code, words, _position in cursor.fetchall():
                found.setdefault(name, {})[code] = words
        found.setdefault("hall", {})[IN_STORE] = STORE
        self.by_form = _by_form(
            {int(code): trail for code, trail in found.get("places", {}).items()}
        )
        self.names, self.version = found, version


def _by_form(trails: dict[int, str]) -> dict[str, tuple[tuple[int, ...], str]]:
    meant: dict[str, list[str]] = {}
    for trail in trails.values():
        *above, own = trail.split(SEPARATOR)
        for kept in itertools.product((True, False), repeat=len(above)):
            form = place_form("".join([*itertools.compress(above, kept), own]))
            meant.setdefault(form, []).append(trail)
    return {
        form: (tuple(key for key, other in trails.items()
                     if any(f"{other}{SEPARATOR}".startswith(f"{each}{SEPARATOR}") for each in meant_by)),
               "、".join(meant_by))
        for form, meant_by in meant.items() if form
    }  # fmt: skip


def place_form(name: str) -> str:
    """Return a place's name as it is compared: 第二厅3号柜 is 二厅三号柜."""
    text = CHINESE.sub(lambda found: str(chinese_number(found[0]) or found[0]), in_one_width(name))
    return plain(text).replace("第", "").replace("号", "")


NAMES = Names()


def named(facet: str, counted: list[tuple[str, int]], version) -> list[tuple[str, str, int]]:
    """Return (code, name, count) in the facet's own order, what has no name left out."""
    if facet == "household":
        names = {code: code for code, _count in counted}
    else:
        names = NAMES.of(facet, version)
    found = [(code, names[code], count) for code, count in counted if code in names]
    if facet in BY_COUNT:
        return sorted(found, key=lambda row: (-row[2], row[1]))
    order = {code: place for place, code in enumerate(names)}
    return sorted(found, key=lambda row: order[row[0]])


def name_of(facet: str, code: str, version) -> str:
    """Return a chosen code in words, the code itself where there is no such thing."""
    if facet == "place":
        return str(Place.objects.for_display().filter(tags__code=code).first() or code)
    return NAMES.of(facet, version).get(code, code)
