"""The code lists as data (codelists.toml), loaded by a migration."""

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("codelists.toml")


def load(Term) -> int:
    """Write every term of the file that is not there yet; return how many. Safe to say twice."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]
    found = {(term.vocabulary, term.code): term for term in Term.objects.all()}
    new = [row for row in rows if (row["vocabulary"], row["code"]) not in found]
    for row in new:
        found[row["vocabulary"], row["code"]] = Term.objects.create(
            vocabulary=row["vocabulary"],
            code=row["code"],
            name=row["name"],
            group=row.get("group", ""),
            parent=found.get((row["vocabulary"], row.get("parent", ""))),
            year_from=row.get("year_from"),
            year_to=row.get("year_to"),
            position=row.get("position", 0),
        )
    for row in new:
        target = MAPS_TO.get(row["vocabulary"])
        found[row["vocabulary"], row["code"]].maps_to.set(
            found[target, code] for code in row.get("maps_to", ())
        )
    return len(new)


MAPS_TO = {"category": "national_category", "era": "national_period", "material": "material"}
