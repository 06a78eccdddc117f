"""The village's year: who came to look, who served. Through the verbs of the registers, slip by slip,
always the same. The figures of the year are sums of what is written here, and stand nowhere else."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exhibits.demo import rota
from museum.campaigns import Campaign
from museum.people.models import Person
from museum.pictures.models import Picture
from museum.visits import booking, capacity, opening, tapping, visiting
from museum.visits.models import SpecialDay, VisitSettings, WeeklyHours
from museum.volunteers import attending, confirming, hours, joining, leaving
from museum.volunteers.models import Role, Volunteer
from museum.volunteers.planning import add_shift
from museum.volunteers.rota import sign_up

TUESDAY_TO_SUNDAY = range(1, 7)
SINGLES = 328
OPENED = datetime.date(2023, 3, 5)
LAST = datetime.date(2023, 12, 31)
HOLIDAYS = [(datetime.date(2023, 4, 29), datetime.date(2023, 5, 3)),
            (datetime.date(2023, 10, 1), datetime.date(2023, 10, 6))]  # fmt: skip
HOT, COLD = (7, 8), (12,)
KINDS = ("adult", "child", "elder")
SHARES = (55, 20, 25)
# They come in the order of the year, after what happened to the objects of the day.
JOIN, VISIT, TALLY, SERVE, GO = range(20, 25)


@dataclass(frozen=True)
class Staff:
    curator: Any
    coordinator: Any
    duty: Any


def name_campaign(script: dict) -> Campaign:
    """Write down the campaign under which receipts, shifts and visits are counted."""
    return Campaign.objects.create(**script["campaign"])


def open_doors(script: dict, of_the_way: dict[str, Picture]) -> None:
    """Set the week, the days that differ from it, and how one finds the door."""
    visiting_hours = VisitSettings.load()
    visiting_hours.good_to_know = "不收门票。二十人以上，请提前一天打招呼。"
    visiting_hours.way_here = "公交到石榴湾站，往东走过路口，路北第一排房子就是。"
    visiting_hours.door, visiting_hours.map = of_the_way["door"], of_the_way["map"]
    visiting_hours.door_alt = (
        "党群服务中心一楼的大门朝南，两扇木门开着一扇，左边挂着馆牌，窗下一条长凳，门口没有台阶"
    )
    visiting_hours.map_alt = (
        "草图：从荆州城来，在石榴湾站下车，往东走过路口，路北第一排房子就是村史馆，还建小区在它后面"
    )
    visiting_hours.save()
    for weekday in TUESDAY_TO_SUNDAY:
        WeeklyHours.objects.get_or_create(
            settings=visiting_hours, weekday=weekday, defaults=script["opening"]
        )
    WeeklyHours.objects.exclude(weekday__in=TUESDAY_TO_SUNDAY).delete()
    for row in script["special"]:
        SpecialDay.objects.create(settings=visiting_hours, is_open="opens" in row, **row)


class Year:
    def __init__(self, script: dict, campaign: Campaign, people: dict[str, Person], staff: Staff):
        self.script = script
        self.campaign = campaign
        self.known = people
        self.staff = staff
        self.team = rota.team({person.name for person in people.values()}, people)
        self.volunteers: dict[int, Volunteer] = {}
        self.roles = {role.name: role for role in Role.objects.all()}
        self.dice = random.Random(2023)

    def events(self) -> Iterator[tuple]:
        """Yield (day, order within the day, act), as the builder wants them."""
        for member in self.team:
            yield member.joined_on, (JOIN, member.number), lambda m=member: self._join(m)
            if member.left_on:
                yield member.left_on, (GO, member.number), lambda m=member: self._leave(m)
        plan = rota.plan(self.team, self.script["group"])
        guides = {shift.group: shift.members for shift in plan if shift.group is not None}
        for number, row in enumerate(self.script["group"]):
            led = guides.get(number, ())
            yield row["day"], (VISIT, number), lambda r=row, g=led: self._visit(r, g)
        for number, (day, kind, persons) in enumerate(self._singles()):
            yield day, (TALLY, number), lambda d=day, k=kind, p=persons: tapping.tally(
                k, p, day=d, by=self.staff.duty)  # fmt: skip
        yield OPENED, (TALLY, 9999), self._miscount
        for number, shift in enumerate(plan):
            yield shift.day, (SERVE, number), lambda s=shift: self._serve(s)

    def _join(self, member: rota.Member) -> None:
        person = self.known.get(member.key) or Person.objects.create(
            name=member.name, former_group=member.group, handed_in=True
        )
        self.volunteers[member.number] = joining.join(
            person, born=member.born, joined_on=member.joined_on, level=member.level,
            by=self.staff.coordinator,
        )  # fmt: skip

    def _leave(self, member: rota.Member) -> None:
        leaving.leave(self.volunteers[member.number], left_on=member.left_on,
                      reason="外出打工", by=self.staff.coordinator)  # fmt: skip

    def _visit(self, row: dict, guides) -> None:
        slip = self._slip(row, guides)
        if "written_as" not in row:
            visiting.receive(slip, by=self.staff.duty)
            return
        wrong = self._slip(row | {"persons": row["written_as"], "tours": []}, ())
        written = visiting.receive(wrong, by=self.staff.duty)
        visiting.correct(written, slip, by=self.staff.duty, reason=row["why"])

    def _slip(self, row: dict, guides) -> visiting.Slip:
        led = [self.volunteers[member].person for member in guides]
        tours = [visiting.Tour(persons, guide)
                 for persons, guide in zip(row.get("tours", []), led, strict=bool(led))]  # fmt: skip
        arrived = datetime.datetime.combine(row["day"], row["arrived_at"])
        left = arrived + datetime.timedelta(minutes=50 + row["persons"] // 2)
        return visiting.Slip(
            persons=row["persons"],
            origin=row["origin"],
            kind=row["kind"],
            organisations=row["organisations"],
            day=row["day"],
            arrived_at=row["arrived_at"],
            left_at=left.time(),
            pupils=row.get("pupils", 0),
            teachers=row.get("teachers", 0),
            elders=row.get("elders", 0),
            tours=tours,
            purpose=row.get("purpose", ""),
            campaign=self.campaign if row.get("campaign") else None,
            from_paper=True,
        )

    def _singles(self) -> Iterator[tuple[datetime.date, str, int]]:
        """Yield the paper tallies of those on their own: (day, kind, how many), SINGLES in all."""
        table = opening.Timetable(OPENED, LAST)
        days = [day for day in opening.days(OPENED, LAST) if table.hours(day)]
        came = dict.fromkeys(days, 0)
        for day in self.dice.choices(days, [weight(day) for day in days], k=SINGLES):
            came[day] += 1
        for day, persons in came.items():
            kinds = self.dice.choices(KINDS, SHARES, k=persons)
            for kind in KINDS:
                if kind in kinds:
                    yield day, kind, kinds.count(kind)

    def _miscount(self) -> None:
        """A tally written down twice, and undone."""
        tap = tapping.tally("adult", 7, day=OPENED, by=self.staff.duty)
        tapping.undo(tap, by=self.staff.duty)

    def _serve(self, planned: rota.Planned) -> None:
        by = self.staff.coordinator
        shift = add_shift(
            planned.day, planned.starts, planned.ends, self.roles[planned.role], by=by,
            needed=len(planned.members), place=planned.place,
            campaign=self.campaign if planned.for_campaign else None,
        )  # fmt: skip
        for number in planned.members:
            volunteer = self.volunteers[number]
            before = max(shift.starts_at - datetime.timedelta(days=3), joined(volunteer))
            sign_up(shift, volunteer, by=by, happened_at=before)
            came = shift.starts_at + datetime.timedelta(minutes=self.dice.randint(-12, 8))
            went = shift.ends_at + datetime.timedelta(minutes=self.dice.randint(-6, 20))
            if not planned.on_paper:
                arrived = attending.sign_in(shift, volunteer, by=by, happened_at=came)
                attending.sign_out(arrived, by=by, happened_at=went)
                continue
            line = hours.enter(shift, volunteer, shift.starts_at, shift.ends_at, by=by)
            if not planned.unconfirmed:
                confirming.confirm(line, by=self.staff.curator)

    def book_ahead(self) -> None:
        """Three bookings for the days after the demo is built: nobody books a day that is over."""
        days = (day for day in opening.days(capacity.first_day(), capacity.last_day())
                if opening.is_open(day))  # fmt: skip
        time = booking.Share
        nine, ten = datetime.time(9), datetime.time(10)
        wishes = [
            ("杨林渡小学", "school", "city", [time(nine, 38)], "余老师", "13800002001", "想看水车"),
            ("东湖老年大学", "community", "province", [time(ten, 26)], "方老师", "13800002002", ""),
            ("", "returning", "country", [time(ten, 9)], "邓先生", "13800002003", "想找老屋的照片"),
        ]
        for day, (name, kind, origin, shares, who, phone, words) in zip(days, wishes, strict=False):
            wish = booking.Wish(day, shares, who, phone, organisation=name, kind=kind,
                                origin=origin, wants_guide=True, wishes=words,
                                notice_version=VisitSettings.load().notice_version)  # fmt: skip
            # The second rang up; the others booked on the website.
            booking.book(wish, by=self.staff.duty if kind == "community" else None)


def joined(volunteer: Volunteer) -> datetime.datetime:
    """Return the moment after which a volunteer can be on a shift."""
    return volunteer.entries.order_by("happened_at").first().happened_at


def weight(day: datetime.date) -> float:
    """Return how many come on a day, as against a Saturday in spring."""
    if any(first <= day <= last for first, last in HOLIDAYS):
        return 2.4
    base = 1.0 if day.weekday() >= 5 else 0.25
    return base * (0.6 if day.month in HOT + COLD else 1.0)
