"""The narrow copy of the index that is counted: who is public, with three numbers each."""

from django.db import connection
from django.db.models import Q

from museum.search.models import Code, Entry, Tally

AT_ONCE = 500


def tally_of(entry: Entry) -> tuple[str, str, str] | None:
    """Return what is counted of an object, None where the public's lists do not hold it."""
    if not (entry.public and entry.whole):
        return None
    return entry.packed, entry.household, entry.made_of


def put(entries: list[Entry], keys: list[int]) -> None:
    """Write the tallies of entries in place of those of keys. Under the index's lock."""
    before = Tally.objects.filter(item__in=keys)
    households = set(before.values_list("household", flat=True))
    before._raw_delete(connection.alias)
    found = {entry.item_id: told for entry in entries if (told := tally_of(entry))}
    codes = _codes({text for told in found.values() for text in told})
    Tally.objects.bulk_create(
        [
            Tally(item_id=key, packed=codes[packed], household=codes[household],
                  made_of=codes[made_of])
            for key, (packed, household, made_of) in found.items()
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    _forget(households - {codes[household] for _packed, household, _made_of in found.values()})


def _forget(codes: set[int]) -> None:
    """Delete the texts that no tally uses any more: a giver who was erased is named nowhere."""
    for code in codes:
        used = Q(packed=code) | Q(household=code) | Q(made_of=code)
        if not Tally.objects.filter(used).exists():
            Code.objects.filter(pk=code).delete()


def _codes(texts: set[str]) -> dict[str, int]:
    """Return the number of each text; those that have none get one."""
    found = dict(Code.objects.filter(text__in=texts).values_list("text", "pk"))
    if missing := sorted(texts - set(found)):
        Code.objects.bulk_create(Code(text=text) for text in missing)
        found |= dict(Code.objects.filter(text__in=missing).values_list("text", "pk"))
    return found


def told(keys: list[int]) -> dict[int, tuple[str, str, str]]:
    """Return what the tallies of these objects say, for verifying."""
    rows = Tally.objects.filter(item__in=keys).values_list("pk", "packed", "household", "made_of")
    texts = dict(Code.objects.values_list("pk", "text"))
    return {key: tuple(texts.get(code, "?") for code in codes) for key, *codes in rows}


def clear() -> None:
    for model in (Tally, Code):
        model.objects.all()._raw_delete(connection.alias)
