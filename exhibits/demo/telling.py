"""The demo village as it is written down: four files, read and checked against nothing yet."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Village:
    """village.toml, objects.toml, exhibitions.toml and year.toml, as tables."""

    museum: dict
    places: list[dict]
    people: list[dict]
    accounts: list[dict]
    donations: list[dict]
    exhibitions: list[dict]
    pages: list[dict]
    year: dict


def village() -> Village:
    """Read the village from its files."""
    village, objects, pages, year = (
        tomllib.loads((HERE / name).read_text(encoding="utf-8"), parse_float=Decimal)
        for name in ("village.toml", "objects.toml", "exhibitions.toml", "year.toml")
    )
    return Village(
        museum=village["museum"],
        places=village["place"],
        people=village["person"],
        accounts=village["account"],
        donations=objects["donation"],
        exhibitions=pages["exhibition"],
        pages=pages["page"],
        year=year,
    )
