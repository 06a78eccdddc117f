"""field.md's 99 objects in the register, and what each is for as somebody asks it (field/uses.tsv)."""

import re
from pathlib import Path

from django.utils import timezone

from museum.catalogue.models import Donation, Holding, Item, Term
from museum.reading.years import years_of

HERE = Path(__file__).parent / "field"
SPLIT = re.compile(r"([A-Z]{2})(.*)")


def lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def uses() -> dict[int, list[str]]:
    return {int(number): [*asked] for number, *asked in lines("uses.tsv")}


def fill(owner, by) -> dict[int, Item]:
    """Put the 99 into the register by the short way. Returns them by their number in field.md."""
    now = timezone.now()
    donation = Donation.objects.create(
        year=1991, number=1, label="RG-1991-0001", happened_at=now, recorded_by=by, owner=owner,
        naming="household",
    )  # fmt: skip
    kinds = {term.code: term for term in Term.objects.of("category")}
    eras = {term.name: term for term in Term.objects.of("era")}
    materials = {term.name: term for term in Term.objects.of("material")}
    found, made_of = {}, []
    for number, title, others, kind, era, made, use in lines("objects.tsv"):
        top, sub = SPLIT.fullmatch(kind).groups()
        below = [each for each in kinds.values()
                 if each.parent_id and each.parent.code == top and sub in each.name]  # fmt: skip
        years = years_of(era) if era not in eras else None
        item = Item(
            title=title,
            other_names=others,
            category=(below or [kinds.get(top)])[0],
            era=eras.get(era),
            era_text="" if era in eras else era,
            year_from=years and years.first,
            year_to=years and years.last,
            materials_text=made,
            use=use,
            live=True,
        )
        found[int(number)] = item
        made_of.append([materials[each] for each in made.split("、") if each in materials])
    Item.objects.bulk_create(found.values())
    Holding.objects.bulk_create(
        Holding(
            item=item, donation=donation, line=number, way="gift", status="accessioned",
            series="collection", number=number, label=f"CS{number:05d}", accepted_at=now,
        )
        for number, item in found.items()
    )  # fmt: skip
    Item.materials.through.objects.bulk_create(
        Item.materials.through(item=item, term=term)
        for item, terms in zip(found.values(), made_of, strict=True)
        for term in terms
    )
    return found
