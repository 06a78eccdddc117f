"""The public's list of objects as an address asks for it, and the condition that it puts on the index."""

from dataclasses import dataclass

from museum.reading.queries import words_of

YES, NO = "yes", "no"
FACETS = ("category", "era", "material", "hall", "household", "displayed", "storied")
FILTERS = (*FACETS, "place")
# Those of which there are few stand in search_entry packed into one, in this order.
PACKED = ("category", "era", "hall", "displayed", "storied")
BETWEEN = "|"

RELEVANCE, NUMBER, ERA, NEWEST = "relevance", "number", "era", "newest"
SORT_COLUMNS = {NUMBER: "by_number", ERA: "by_era", NEWEST: "by_newest"}
PER_PAGE_AT_MOST = 96

Condition = tuple[str, list]  # SQL on entries e, and its values


@dataclass(frozen=True, slots=True)
class Listing:
    """Words, one code for each filter ("" for none), an order, a page.

    is_read: whether eras, places and materials among the words are read as such, which museum.search.meaning
    then writes down in read, as (name, code). place is the printed code of a case; tier a fuzzy tier by its code, for all of it; after the key
    of the last hit before this page, quicker than counting from page 1.
    """

    query: str = ""
    category: str = ""
    era: str = ""
    material: str = ""
    hall: str = ""
    household: str = ""
    displayed: str = ""
    storied: str = ""
    place: str = ""
    sort: str = RELEVANCE
    tier: str = ""
    page: int = 1
    after: str = ""
    per_page: int = 24
    is_read: bool = False
    read: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the query in the one form."""
        return words_of(self.query)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: code for name in FILTERS if (code := getattr(self, name))}

    @property
    def conditions(self) -> dict[str, str]:
        """What narrows the list: the filters, and what was read of the words."""
        return self.filters | dict(self.read)


def condition(filters: dict[str, str], *, is_public: bool = True) -> Condition:
    """Return the condition of filters on entries e; is_public: that they are public and whole, too."""
    # Said as equations: SQLite reads its indexes of the orders along only so.
    conditions, values = (["e.public = TRUE", "e.whole = TRUE"] if is_public else []), []
    for name, code in filters.items():
        statement, more = _one(name, code)
        conditions.append(statement)
        values += more
    return " AND ".join(conditions) or "1 = 1", values


def _one(name: str, code: str) -> Condition:
    match name:
        case "category":
            return "(e.kind = %s OR e.category = %s)", [code, code]
        case "displayed" | "storied":
            return {YES: f"e.{name}", NO: f"NOT e.{name}"}.get(code, "1 = 0"), []
        case "material":
            made_of_it = (
                "SELECT 1 FROM search_material m WHERE m.entry_id = e.item_id AND m.code = %s"
            )
            return f"EXISTS ({made_of_it})", [code]
        case "place":
            return (
                "e.displayed AND e.hall <> '' AND e.item_id IN (SELECT ho.item_id FROM catalogue_holding ho "
                "WHERE ho.place_id IN (WITH RECURSIVE inside(id) AS (SELECT tg.place_id FROM catalogue_tag tg "
                "WHERE tg.code = %s UNION ALL SELECT pl.id FROM catalogue_place pl "
                "JOIN inside ON pl.parent_id = inside.id) SELECT id FROM inside))"
            ), [code]
        case "years":
            return _between(code)
        case "of_era":
            return "e.era = %s", [code]
        case "made_of":
            return _one("material", code)
        case "at":
            keys = ", ".join(str(int(key)) for key in code.split("."))
            # What is told to nobody is in no hall.
            return (
                "e.displayed AND e.hall NOT IN ('', 'store') AND e.item_id IN "
                f"(SELECT ho.item_id FROM catalogue_holding ho WHERE ho.place_id IN ({keys}))"
            ), []
    return f"e.{name} = %s", [code]


def years_in(code: str) -> tuple[int | None, int | None]:
    """Return from when to when, of 1960..1969, ..1949 or 1949.. ."""
    first, _dots, last = code.partition("..")
    return int(first) if first else None, int(last) if last else None


def _between(code: str) -> Condition:
    """The years of an object and those that were asked for have some in common. Two spans that only
    touch have not: 民国 ended in the year in which 解放后 begins."""
    first, last = years_in(code)
    asked = ["(e.year_from IS NOT NULL OR e.year_to IS NOT NULL)"]
    equal = "" if first == last else " AND e.year_from = e.year_to"
    if last is not None:
        asked.append(
            f"(e.year_from IS NULL OR e.year_from < {last} OR (e.year_from = {last}{equal}))"
        )
    if first is not None:
        asked.append(f"(e.year_to IS NULL OR e.year_to > {first} OR (e.year_to = {first}{equal}))")
    return " AND ".join(asked), []


def within(code: str) -> str:
    """Return the condition that an object is wholly from those years."""
    first, last = years_in(code)
    asked = [] if first is None else [f"e.year_from >= {first}"]
    return " AND ".join(asked + ([] if last is None else [f"e.year_to <= {last}"]))
