"""Times of a day as people write them: 16：30, 16点半, 下午四点一刻, 晚上十二点."""

import re

from museum.reading.figures import CHINESE, in_one_width, whole_number

NUMBER = rf"\d{{1,2}}|{CHINESE.pattern}"
WRITTEN = re.compile(
    rf"(凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里)?({NUMBER})(?:点钟?|时|:)"
    rf"(半|一刻|三刻|整|(?:{NUMBER})分?)?"
)
PARTS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, "": 0}
# From which hour to which one of the second half of the day is meant: 中午一点, 夜里两点 is before dawn.
SECOND_HALF = {"中午": (1, 2), "下午": (1, 11), "傍晚": (1, 11), "晚上": (5, 12), "夜里": (7, 12)}


def time_in_figures(text: str) -> str:
    """Return a time as 16:30, and text in its plain width where it is none that is understood."""
    said = in_one_width(text)
    found = WRITTEN.fullmatch(said.replace(" ", ""))
    if found is None:
        return said
    part, hour, minute = found[1] or "", whole_number(found[2]), found[3] or ""
    if hour is None or (not minute and ":" in said):
        return said
    minutes = PARTS[minute] if minute in PARTS else whole_number(minute.removesuffix("分"))
    if minutes is None or minutes > 59 or hour > 24:
        return said
    return f"{_on_the_clock(part, hour):02d}:{minutes:02d}"


def _on_the_clock(part: str, hour: int) -> int:
    first, last = SECOND_HALF.get(part, (1, 0))
    if first <= hour <= last:
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour
