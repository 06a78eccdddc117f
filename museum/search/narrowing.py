"""The conditions by which a list is narrowed, as they stand in an address."""

from dataclasses import dataclass, replace

YES, NO = "yes", "no"
FACETS = ("category", "era", "material", "hall", "household", "displayed", "storied")
# Those of which there are few stand in search_entry packed into one, in this order.
PACKED = ("category", "era", "hall", "displayed", "storied")
BETWEEN = "|"

NAMES = (*FACETS, "place")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One code for each facet, "" for none; and place, by the printed code of a case."""

    category: str = ""
    era: str = ""
    material: str = ""
    hall: str = ""
    household: str = ""
    displayed: str = ""
    storied: str = ""
    place: str = ""

    def without(self, *names: str) -> "Narrowing":
        return replace(self, **dict.fromkeys(names, ""))


def narrowed(narrowing: Narrowing, shared: bool = True) -> tuple[str, list]:
    """Return the condition on entries e, and its values. shared: that they are public and whole."""
    conditions, values = (["e.public", "e.whole"] if shared else []), []
    if narrowing.category:
        conditions.append("(e.kind = %s OR e.category = %s)")
        values += [narrowing.category] * 2
    for name in ("era", "hall", "household"):
        if code := getattr(narrowing, name):
            conditions.append(f"e.{name} = %s")
            values.append(code)
    for name in ("displayed", "storied"):
        if answer := getattr(narrowing, name):
            conditions.append({YES: f"e.{name}", NO: f"NOT e.{name}"}.get(answer, "1 = 0"))
    if narrowing.material:
        conditions.append(
            "EXISTS (SELECT 1 FROM search_material m WHERE m.entry_id = e.item_id AND m.code = %s)"
        )
        values.append(narrowing.material)
    if narrowing.place:
        conditions.append(
            "e.displayed AND e.item_id IN (SELECT ho.item_id FROM catalogue_holding ho "
            "JOIN catalogue_place pl ON pl.id = ho.place_id JOIN catalogue_tag tg "
            "ON tg.place_id IN (pl.id, pl.parent_id, pl.root_id) WHERE tg.code = %s)"
        )
        values.append(narrowing.place)
    return " AND ".join(conditions) or "1 = 1", values
