import re
from pathlib import Path

from museum.search.engines import Fuzzy, Tier

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_order_of_what_is_found_stands_in_the_docs_as_it_is():
    listed = re.findall(
        r"^\| `([A-Z]+)` \|", (DOCS / "search.md").read_text(encoding="utf-8"), re.M
    )

    steps = sorted((*Tier, *Fuzzy), key=int)
    assert listed == [step.name for step in steps]
