"""What the village's rota looks like on the day it is built: a weekly plan, this month and the next
with those who have signed up, somebody who forgot to sign out, and a few papers of the year."""

import datetime
from typing import Any

from exhibits.demo.year import OPENED, Year
from museum.care.handing_over import Parties, hand_over
from museum.clock import today
from museum.volunteers import attending, certifying, noting, planning, rota
from museum.volunteers.models import Shift, ShiftTemplate, Volunteer

T = datetime.time
DAILY, WEEKEND = range(1, 7), (5, 6)
# Weekdays, from, until, work, how many, where.
WEEK = [
    (DAILY, T(9), T(12), "值守", 1, "门口"),
    (WEEKEND, T(13, 30), T(16, 30), "值守", 1, "门口"),
    (WEEKEND, T(9), T(12), "讲解", 2, "一厅"),
    ((2,), T(14), T(17), "登记", 2, "登记台"),
]
ON_THE_ROTA = 14
RECORDS: list[tuple[int, str, str, str, dict[str, Any]]] = [
    (4, "training", "讲解入门", "2023-03-04", {"body": "柳堤镇文化站", "place": "一厅", "minutes": 120}),
    (5, "training", "讲解入门", "2023-03-04", {"body": "柳堤镇文化站", "place": "一厅", "minutes": 120}),
    (1, "commendation", "年度志愿者", "2023-12-20", {"body": "石榴湾村民委员会"}),
    (1, "evaluation", "优秀", "2023-12-20", {"content": "讲得慢，老人听得清。"}),
]  # fmt: skip


def plan_ahead(year: Year) -> None:
    by = year.staff.coordinator
    for weekdays, starts, ends, work, needed, place in WEEK:
        for weekday in weekdays:
            ShiftTemplate.objects.create(weekday=weekday, starts=starts, ends=ends,
                                         role=year.roles[work], needed=needed, place=place)  # fmt: skip
    now = today()
    next_month = now.replace(day=28) + datetime.timedelta(days=5)
    for month in (now, next_month):
        planning.make_month(month.year, month.month, by=by, since=now)
    _sign_up(year)
    _forget(year, now - datetime.timedelta(days=1))
    for number, kind, title, day, more in RECORDS:
        noting.note(year.volunteers[number], kind, title, by=by,
                    on=datetime.date.fromisoformat(day), **more)  # fmt: skip
    certifying.certify(year.volunteers[1], OPENED, datetime.date(2023, 12, 31), by=by)


def hand_the_keys_over(year: Year) -> None:
    """The keeper hands everything over, so that the paper can be looked at."""
    keeper, next_keeper, curator = (
        year.known[key] for key in ("sha-xiuying", "ma-xiaohong", "zhou-guanzhang")
    )
    hand_over(Parties(keeper, next_keeper, curator), by=year.staff.curator,
              note="展柜6把，库房2把")  # fmt: skip


def _sign_up(year: Year) -> None:
    """Put the first volunteers on the shifts to come in turn; every third shift still wants one."""
    there = list(Volunteer.objects.registered().order_by("number")[:ON_THE_ROTA])
    turn = 0
    for number, shift in enumerate(Shift.objects.filter(date__gt=today()).order_by("starts_at")):
        for _place in range(shift.needed - (number % 3 == 2)):
            rota.sign_up(shift, there[turn % ON_THE_ROTA], by=year.staff.coordinator)
            turn += 1


def _forget(year: Year, day: datetime.date) -> None:
    """Somebody came the day before and did not sign out: one line on the weekly list."""
    by, volunteer = year.staff.coordinator, year.volunteers[2]
    shift = planning.add_shift(day, T(9), T(12), year.roles["值守"], by=by, place="门口")
    rota.sign_up(shift, volunteer, by=by, happened_at=shift.starts_at)
    attending.sign_in(shift, volunteer, by=by, happened_at=shift.starts_at)
