"""Who volunteers in the village and who is on which shift of the year: planned here, written by verbs.

25 were there before the year, 83 came in it and 4 went: 104 at its end. 41 of them serve.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from museum.people.models import Person

SURNAMES = "马杨沙穆丁白王李周陈刘胡孙何沈吴张赵黄徐"
FIRST, SECOND = "国建志秀春海玉文晓家", "华平兰英明芳林梅强安"
GROUPS = ("一组", "二组", "三组", "四组", "五组")
# Known to the register already: givers and those with accounts.
FAMILIAR = ("ding-guisheng", "yang-zhenhua", "sha-xiuying", "ding-xiaoman", "chen-lihong",
            "ma-xiaohong", "mu-weidong", "liu-xiaoqin")  # fmt: skip
BEFORE = 25
# How many came in each month of the year, and on which day those left who left.
CAME = (0, 6, 22, 12, 10, 6, 9, 4, 6, 4, 3, 1)
WENT = {30: (6, 18), 44: (8, 27), 52: (9, 10), 61: (11, 5)}
# Those who serve: most of the first, and of the later ones every third.
SERVING = (*range(17), *range(25, 97, 3))
GUIDING = (1, 3, 4, 5, 6, 25, 28)
YEAR = 2023
D, T = datetime.date, datetime.time


@dataclass(frozen=True)
class Member:
    number: int
    key: str
    name: str
    group: str
    born: int
    level: str
    joined_on: datetime.date
    left_on: datetime.date | None

    def is_there(self, day: datetime.date) -> bool:
        return self.joined_on < day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True)
class Planned:
    """A shift with those who are on it, by number. group: whom it guides."""

    day: datetime.date
    starts: datetime.time
    ends: datetime.time
    role: str
    members: tuple[int, ...]
    place: str = ""
    for_campaign: bool = False
    on_paper: bool = False
    unconfirmed: bool = False
    group: int | None = None


def team(taken: set[str], people: dict[str, Person]) -> list[Member]:
    """Return all who ever volunteered, in the order in which they came."""
    names = _names(taken)
    found = []
    for number, day in enumerate(_days_of_joining()):
        key = FAMILIAR[number] if number < len(FAMILIAR) else ""
        gone = WENT.get(number)
        found.append(Member(
            number=number,
            key=key,
            name=people[key].name if key else next(names),
            group=GROUPS[number % 5],
            born=1946 + (number * 17) % 58,
            level="regular" if number < BEFORE else "trainee",
            joined_on=day,
            left_on=D(YEAR, *gone) if gone else None,
        ))  # fmt: skip
    return found


def _names(taken: set[str]):
    for number in range(len(FIRST) * len(SECOND) * 2):
        given = FIRST[number // 10 % 10] + SECOND[number % 10]
        name = SURNAMES[number * 7 % len(SURNAMES)] + given
        if name not in taken:
            taken = taken | {name}
            yield name


def _days_of_joining():
    """Yield the day on which each came: the first in the autumn before, the others on Saturdays."""
    for number in range(BEFORE):
        yield D(YEAR - 1, 10 + number // 9, 3 + number % 9 * 3)
    for month, count in enumerate(CAME, start=1):
        saturdays = [day for day in _days(month) if day.weekday() == 5]
        yield from sorted(saturdays[number % len(saturdays)] for number in range(count))


def _days(month: int):
    day = D(YEAR, month, 1)
    while day.month == month:
        yield day
        day += datetime.timedelta(days=1)


def plan(members: Sequence[Member], groups: Sequence[dict]) -> list[Planned]:
    """Return the shifts of the year by day. Whoever has served least is asked first, and nobody twice
    on one day."""
    served = dict.fromkeys(SERVING, 0)
    busy: set[tuple[datetime.date, int]] = set()
    joined = {each.number: each for each in members}
    found = []
    for need in sorted(
        _needs(groups), key=lambda need: (need.day, need.group is None, need.starts)
    ):
        asked = GUIDING if need.role == "讲解" else SERVING
        there = [number for number in asked
                 if joined[number].is_there(need.day) and (need.day, number) not in busy]  # fmt: skip
        there.sort(key=lambda number: (served[number], number))
        chosen = tuple(there[: len(need.members)])
        for number in chosen:
            busy.add((need.day, number))
            served[number] += 1
        found.append(Planned(**{**need.__dict__, "members": chosen}))
    return found


def _needs(groups: Sequence[dict]):
    """Yield the shifts with as many empty places as are needed."""
    for number, row in enumerate(groups):
        if row.get("tours"):
            begins = datetime.datetime.combine(row["day"], row["arrived_at"])
            begins -= datetime.timedelta(minutes=30)
            ends = begins + datetime.timedelta(hours=2)
            yield Planned(row["day"], begins.time(), ends.time(), "讲解", _places(len(row["tours"])),
                          "一厅、二厅", row.get("campaign", False), group=number)  # fmt: skip
    for day in (D(YEAR, 2, 25), D(YEAR, 3, 2), D(YEAR, 3, 3)):
        yield Planned(day, T(8, 30), T(11, 30), "搬运", _places(4), "展厅", True, on_paper=True)
    for week, day in enumerate(_all_days(D(YEAR, 2, 11), D(YEAR, 12, 31))):
        yield from _regular(day, week)


def _regular(day: datetime.date, count: int):
    opened = day >= D(YEAR, 3, 5)
    if opened and day.weekday() >= 5:
        yield Planned(day, T(9), T(12), "值守", _places(1), "门口")
        yield Planned(day, T(13, 30), T(16, 30), "值守", _places(1), "门口")
    if day.weekday() == 2:
        yield Planned(day, T(14), T(17), "登记", _places(1), "登记台")
    if day.weekday() == 5 and day <= D(YEAR, 6, 30) and count % 2 == 0:
        yield Planned(day, T(9), T(11, 30), "上门征集", _places(3), "还建小区", True)
    if day.weekday() == 4 and day.day <= 7:
        last = (day.month, day.day) == (12, 1)
        yield Planned(day, T(15), T(16, 30), "保洁", _places(2), "展厅", on_paper=True,
                      unconfirmed=last)  # fmt: skip
    if day.weekday() == 3 and 8 <= day.day <= 14:
        yield Planned(day, T(14), T(16, 30), "拍照", _places(2), "库房")


def _all_days(first: datetime.date, last: datetime.date):
    return (first + datetime.timedelta(days=each) for each in range((last - first).days + 1))


def _places(count: int) -> tuple[int, ...]:
    return (-1,) * count
