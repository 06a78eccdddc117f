"""Numbers that objects of a list have already: inked on them, or told by an older register.

Such an object keeps its number, and its series runs on beyond it. A number is nobody's twice.
"""

from collections.abc import Sequence

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from museum import numbering
from museum.catalogue.bulk.lines import Line
from museum.catalogue.bulk.rows import Row, on_row
from museum.catalogue.models import NumberGiven, Tag
from museum.catalogue.models.holdings import Series, series_for
from museum.institution import Museum
from museum.reading.designations import designation
from museum.refusals import refuse

# No village has so many objects: a figure too many would stand in the counter for ever.
HIGHEST = 999_999

Inked = dict[int, tuple[str, int]]  # by the row's place in the list: its series and number


def read_all(rows: Sequence[Row]) -> Inked:
    """Return what the rows say of numbers. Refuses what check_number refuses, of its row."""
    prefixes = _prefixes()
    found = {}
    for at, row in enumerate(rows):
        if row.number.strip():
            series = series_for(row.thing.way, row.series)
            with on_row(at):
                found[at] = series, check_number(row, prefixes[series])
    return found


def check_number(row: Row, prefix: str) -> int:
    """Return the number that is told as CS00012, cs12, ＣＳ－１２. Refuse by code: not_accepted,
    no_number, other_series, too_high."""
    params = {"number": row.number.strip()}
    if not row.accepted:
        refuse(
            "number", _("%(number)s: only what was accepted has a number.") % params, "not_accepted"
        )
    read = designation(row.number)
    if read is None or len(read.figures) != 1 or not read.figures[0]:
        refuse("number", _("%(number)s is not an object number. Write it like %(example)s.")
               % (params | {"example": numbering.label(prefix, 12)}), "no_number")  # fmt: skip
    if read.letters != prefix:
        refuse("number", _("%(number)s: numbers of this series begin with %(prefix)s. Look at the number "
                           "and at the series again.") % (params | {"prefix": prefix}),
               "other_series")  # fmt: skip
    if read.figures[0] > HIGHEST:
        refuse(
            "number",
            _("%(number)s? That is too high. Look at the number again.") % params,
            "too_high",
        )
    return read.figures[0]


def number(wholes: Sequence[Line], inked: Inked) -> None:
    """Give accepted objects of a chunk their numbers, in the order of the rows.

    inked holds those of the whole list: no number that a later row has already is given to one before
    it. Refuses what check_free refuses, of its row.
    """
    prefixes = _prefixes()
    for series in sorted({line.series for line in wholes if line.series}):
        counter, prefix = f"item.{series}", prefixes[series]
        mine = [line for line in wholes if line.series == series]
        kept = {line.number_of_row: inked[line.number_of_row][1] for line in mine
                if line.number_of_row in inked}  # fmt: skip
        # From here on whoever gives or asks for a number of this series waits.
        numbering.allot_run(counter, 0)
        check_free(kept, series, prefix)
        fresh = len(mine) - len(kept)
        beyond = [given for other, given in inked.values() if other == series] if fresh else []
        numbering.raise_to(counter, max([0, *kept.values(), *beyond]))
        run = iter(numbering.allot_run(counter, fresh))
        for line in mine:
            given = kept.get(line.number_of_row) or next(run)
            line.give_number(given, numbering.label(prefix, given))


def check_free(kept: dict[int, int], series: str, prefix: str) -> None:
    """Refuse by code: twice, taken. To be asked while the series' counter is locked."""
    labels = {given: numbering.label(prefix, given) for given in kept.values()}
    owners: dict[int | str, str] = {}
    if kept:
        numbers = NumberGiven.objects.filter(series=series, number__in=labels)
        owners.update(numbers.values_list("number", "item__title"))
        codes = Tag.objects.filter(code__in=labels.values())
        owners.update(codes.values_list("code", Coalesce("item__title", "place__name")))
    seen = set()
    for at, given in kept.items():
        label = labels[given]
        with on_row(at):
            if given in owners or label in owners:
                refuse("number", _("%(number)s has been given already, to “%(title)s”. Look which it is.")
                       % {"number": label, "title": owners.get(given) or owners[label]},
                       "taken")  # fmt: skip
            if given in seen:
                refuse("number", _("%(number)s stands in the list twice.") % {"number": label},
                       "twice")  # fmt: skip
        seen.add(given)


def _prefixes() -> dict[str, str]:
    museum = Museum.load()
    return {series: getattr(museum, f"{series}_prefix") for series in Series.values}
