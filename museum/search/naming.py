"""Codes in words, for the lines of a facet and for a chosen condition."""

from django.db import connection
from django.utils.translation import gettext as _

from museum.catalogue.models import Place
from museum.search.narrowing import BETWEEN, NO, YES
from museum.search.reading import IN_STORE

STORE = "库房"
TALLY = "tally"
# By how many they hold: these lists have no order of their own.
BY_COUNT = ("household", "material")
ALL = """
SELECT 0, vocabulary, code, name, position FROM catalogue_term
WHERE vocabulary IN ('category', 'era', 'material')
UNION ALL
SELECT 1, 'hall', CAST(id AS varchar(20)), name, position FROM catalogue_place
WHERE parent_id IS NULL
UNION ALL
SELECT 2, 'tally', CAST(id AS varchar(20)), text, 0 FROM search_code
ORDER BY 1, 5
"""


class Names:
    """Every name that a facet can need, read once for each state of the index: a renamed term or
    hall makes a new one."""

    def __init__(self):
        self.version = None
        self.names: dict[str, dict[str, str]] = {}
        self.codes: dict[int, tuple[str, list[str]]] = {}

    def of(self, facet: str, version) -> dict[str, str]:
        """Return the codes of facet with their names, in the order of the list."""
        if facet == "displayed":
            return {YES: _("to be seen in the halls"), NO: _("not to be seen")}
        if facet == "storied":
            return {YES: _("with a story"), NO: _("without a story")}
        self._read_once(version)
        return self.names.get(facet, {})

    def tallied(self, numbers: set[int], version) -> dict[int, tuple[str, list[str]]]:
        """Return what the numbers of a tally stand for, whole and taken apart.

        Another process may have brought the index on since version was asked for: a number that is
        not known yet is looked for once more, and one that is no more stands for nothing.
        """
        self._read_once(version)
        if not numbers <= self.codes.keys():
            self._read(version)
        return self.codes

    def _read_once(self, version) -> None:
        if self.version is None or self.version != version:
            self._read(version)

    def _read(self, version) -> None:
        found: dict[str, dict[str, str]] = {}
        with connection.cursor() as cursor:
            cursor.execute(ALL)
            for _order, name, code, words, _position in cursor.fetchall():
                found.setdefault(name, {})[code] = words
        found.setdefault("hall", {})[IN_STORE] = STORE
        codes = found.pop(TALLY, {})
        self.codes = {int(number): (text, text.split(BETWEEN)) for number, text in codes.items()}
        self.names, self.version = found, version


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
