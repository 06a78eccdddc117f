"""Days as people write them: 2026年11月20日, 2026.11.20, 20261120, 去年11月20号, 昨天."""

import datetime
import re

from museum.reading.figures import CHINESE, in_one_width, whole_number

SAID = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "后天": 2,
}
YEARS = {"今年": 0, "去年": -1, "明年": 1}
RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
FIGURES = rf"\d{{1,2}}|{CHINESE.pattern}"
WRITTEN = re.compile(
    rf"(?:({'|'.join(YEARS)})|(\d{{4}}|[〇零○一二三四五六七八九]{{4}})[年./-])?"
    rf"({FIGURES})[月./-]({FIGURES})[日号]?"
)


def day_meant(text: str, today: datetime.date) -> datetime.date | None:
    """Return the day that text means, None where it is none. Without a year it is one of today's."""
    said = re.sub(r"\s", "", in_one_width(text))
    if said in SAID:
        return today + datetime.timedelta(days=SAID[said])
    if run := RUN.fullmatch(said):
        return _day(*map(int, run.groups()))
    found = WRITTEN.fullmatch(said)
    if found is None:
        return None
    year = whole_number(found[2]) if found[2] else today.year + YEARS.get(found[1], 0)
    return _day(year, whole_number(found[3]), whole_number(found[4]))


def _day(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return None
