"""Which day it is, is said by museum.clock alone."""

import ast
import datetime
from pathlib import Path

import pytest

from museum import clock

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = [*(ROOT / "museum").rglob("*.py"), *(ROOT / "exhibits").rglob("*.py")]
# date() and time() of a moment are those of the zone it happens to carry, mostly UTC.
OF_THE_SERVER = {"date", "time", "localdate", "localtime", "today", "fromtimestamp", "strftime"}
# time.time() counts seconds and knows no day.
CALLED_OF_A_MODULE = {
    "datetime.date",
    "datetime.time",
    "time.time",
    "clock.today",
    "days.today",
    "forms.today",
}
# The demo's plan adds to times of one day, which know no zone.
WITHOUT_A_ZONE = {"begins.time", "ends.time", "left.time"}


def places(source):
    """Yield what reads a day or a time off a moment: calls, parts such as .year, and formats."""
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        of_the_server = isinstance(called, ast.Attribute) and called.attr in OF_THE_SERVER
        if of_the_server and ast.unparse(called) not in CALLED_OF_A_MODULE | WITHOUT_A_ZONE:
            yield node.lineno, ast.unparse(node)
        if isinstance(node, ast.Attribute) and node.attr in ("year", "month", "day", "hour"):
            of = ast.unparse(node.value)
            if of.endswith(("happened_at", "recorded_at", "accepted_at", "came_at", "now()")):
                yield node.lineno, ast.unparse(node)
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            of = ast.unparse(node.value)
            if of.endswith(("happened_at", "recorded_at", "accepted_at", "now()", "moment")):
                yield node.lineno, of
        if isinstance(node, ast.Attribute) and node.attr in ("auto_now", "auto_now_add"):
            yield node.lineno, node.attr
        if isinstance(node, ast.Attribute) and ast.unparse(node) in (
            "datetime.date.today",
            "date.today",
        ):
            yield node.lineno, ast.unparse(node)


def test_the_clock_alone_says_which_day_a_moment_belongs_to():
    found = [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for path in HOUSE
        if path.name != "clock.py" and "migrations" not in path.parts
        for line, what in places(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize("source", [
    "day = row.happened_at.date()", "day = datetime.date.today()", "day = timezone.localdate()",
    "day = timezone.now().date()", "year = donation.happened_at.year",
    "said = f'{row.recorded_at:%Y-%m-%d}'", "field(default=datetime.date.today)",
])  # fmt: skip
def test_that_rule_finds_what_it_is_for(source):
    assert list(places(source))


def test_before_eight_in_the_morning_it_is_shanghais_day_already():
    seven = datetime.datetime(2026, 11, 27, 23, 10, tzinfo=datetime.UTC)

    assert clock.day_of(seven) == datetime.date(2026, 11, 28)
    assert clock.time_of(seven) == datetime.time(7, 10)
    assert clock.day_in_words(seven) == "2026年11月28日"


def test_a_day_of_another_year_is_said_with_its_year():
    this = clock.today().replace(month=3, day=8)

    assert clock.briefly(this) == "3月8日"
    assert clock.briefly(this.replace(year=this.year + 1)) == f"{this.year + 1}年3月8日"
    assert clock.dated("写好了。", clock.today()) == "写好了。"
    assert "1026年11月28日" in clock.dated("写好了。", datetime.date(1026, 11, 28))
