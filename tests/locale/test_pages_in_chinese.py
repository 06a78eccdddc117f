"""How the pages are written that somebody has approved: signs, blanks and days as Chinese has them."""

import re

import pytest

from tests.approving import FOLDER

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”」』）] ?[:;,!?(]|[:;,!?)] ?[\u4e00-\u9fff“「『（]")
STRAY_BLANK = re.compile(r"[，。：、；？！）」』”] +[\u4e00-\u9fff（「『“]")
NO_CHOICE = re.compile(r"^-+$")
# As machines write days. What a form sends, an address and linked data stay so.
FOR_MACHINES = re.compile(r"\d{4}-\d\d-\d\d")


def said() -> list[tuple[str, str]]:
    """Return every line that one reads, with the page on which it stands."""
    lines = []
    for file in sorted(FOLDER.glob("*.txt")):
        lines += [(file.stem, line.strip()) for line in file.read_text().splitlines()]
    return [(page, line) for page, line in lines if not line.startswith(("<", "with ", "{"))]


@pytest.mark.parametrize(
    "wrong", [HALF_WIDTH, STRAY_BLANK, NO_CHOICE, FOR_MACHINES], ids=lambda each: each.pattern
)
def test_no_page_that_was_approved_is_written_so(wrong):
    lines = said()

    assert len(lines) > 10_000
    assert [each for each in lines if wrong.search(each[1])] == []
