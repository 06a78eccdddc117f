"""A museum in which every form can be sent (tests/journeys/test_every_form.py)."""

import datetime

from django.contrib.auth.models import Group
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from museum import ledger, sealing
from museum.accounts.models import User
from museum.catalogue import donating, printing_tags
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Photo, Place, Story, Term
from museum.clock import today
from museum.institution import Museum
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from museum.visits import booking, tapping, visiting
from museum.visits.booking import Share, Wish
from museum.visits.models import Booking, VisitSettings, WeeklyHours
from museum.visits.slips import Caller, Slip
from museum.volunteers import attending, hours, joining, planning, rota
from museum.volunteers.desk.codes import SALT
from museum.volunteers.models import Role, Shift, ShiftTemplate
from tests.factories import PASSWORD, photo_file

T = datetime.time
OPENS, NOON = T(9), T(12)


def day(ahead: int) -> datetime.date:
    return today() + datetime.timedelta(days=ahead)


def person(name: str, **more) -> Person:
    return Person.objects.create(name=name, **more)


def prepare() -> dict:
    """Return what the forms are sent for, by name."""
    boss = User.objects.create_superuser(
        "dangjia", password=PASSWORD, last_name="周", first_name="全"
    )
    other = User.objects.create_user("zhaoji", password=PASSWORD, last_name="金", first_name="秀英")
    other.groups.set([Group.objects.get(name="志愿者召集人"), Group.objects.get(name="值班员")])
    for weekday in range(7):
        WeeklyHours.objects.create(
            settings=VisitSettings.load(), weekday=weekday, opens=T(9), closes=T(17)
        )
        ShiftTemplate.objects.create(weekday=weekday, role=Role.objects.get(name="值守"), needed=2)
    found = prepare_rota(boss, other) | prepare_visits(other) | prepare_objects(boss)
    return found | prepare_tags(boss)


def prepare_rota(boss: User, other: User) -> dict:
    def shift(ahead: int, starts: T = OPENS, ends: T = NOON) -> Shift:
        watch = Role.objects.get(name="值守")
        return planning.add_shift(day(ahead), starts, ends, watch, by=other, needed=5)

    joining.join(person("王全", user=boss), born=1980, by=other, joined_on=day(-40))
    granny = joining.join(
        person("王桂兰", phone="13800001234"), born=1951, by=other, joined_on=day(-40)
    )
    now = shift(0, T(0), T(23, 59))
    coming, later, off, past, late = (shift(ahead) for ahead in (1, 2, 3, -1, -20))
    rota.sign_up(now, granny, by=other)
    rota.sign_up(coming, granny, by=other)
    forgot = shift(-1, T(13), T(14))
    rota.sign_up(forgot, granny, by=other, happened_at=forgot.starts_at)
    attending.sign_in(forgot, granny, by=other, happened_at=forgot.starts_at)
    hours.enter(late, granny, late.starts_at, late.ends_at, by=other)
    two_days_ago = shift(-2)
    line = hours.enter(two_days_ago, granny, two_days_ago.starts_at, two_days_ago.ends_at, by=other)
    return {
        "now": now.pk, "coming": coming.pk, "later": later.pk, "off": off.pk, "past": past.pk,
        "month": [day(2).year, day(2).month], "line": line.pk, "granny": granny.pk,
        "code": sealing.seal(now.pk, salt=SALT), "two_days_ago": day(-2).isoformat(),
    }  # fmt: skip


def prepare_visits(other: User) -> dict:
    def booked(ahead: int, hour: int) -> Booking:
        wish = Wish(day=day(ahead), shares=[Share(T(hour), 3)], name="沙老师", kind="school",
                    phone="13800005678", origin="city", begun_is_meant=True)  # fmt: skip
        return booking.book(wish, by=other)

    here, expected, group, gone = booked(0, 9), booked(0, 10), booked(2, 9), booked(2, 10)
    booking.cancel(gone, by=other)
    slip = Slip(persons=3, origin="city", leader=Caller("李老师", "13800001111"))
    visit = visiting.receive(slip, by=other)
    tapping.tally("adult", 2, day=today(), by=other)
    return {
        "here": here.label, "expected": expected.label, "group": group.label, "gone": gone.label,
        "visit": visit.label, "day": day(2).isoformat(),
    }  # fmt: skip


def prepare_objects(boss: User) -> dict:
    giver = person("马德全")
    twins = [person("马双双"), person("马双双")]
    given = donating.Receipt([Thing("风车"), Thing("风箱")], owner=giver)
    things = donating.receive(given, by=boss)
    offered = donating.Receipt([Thing("石磨")], owner=giver, in_hand=False)
    told = donating.receive(offered, by=boss)
    read, whole = (_handed_in(title, giver, boss) for title in ("石臼", "风斗"))
    first, second = (holding.item_id for holding in things.holdings.order_by("line"))
    return {
        "words": list(Term.objects.of("material").values_list("pk", flat=True)[:2]),
        "read": read.pk, "whole": whole.pk, "first": first, "second": second, "told": reverse("donations:inspect", args=[told.pk]),
        "erase": reverse("people:erase", args=[person("无名").pk]), "twin": twins[0].pk,
    }  # fmt: skip


def prepare_tags(boss: User) -> dict:
    """Return a tag that hangs on something, one that hangs on nothing, and two places, by their codes."""
    with override_settings(BASE_URL="https://cunshiguan.example"):
        hung, free = printing_tags.print_tags(2, by=boss).tags.order_by("pk")
    given = donating.Receipt([Thing("量米升", tag=hung)], owner=person("马守仁"))
    donating.receive(given, by=boss)
    places = {"reception": Place.objects.reception(), "store": Place.objects.store()}
    return {"hung": hung.code, "free": free.code} | {
        name: place.tags.get().code for name, place in places.items()
    }


def _handed_in(title: str, giver: Person, boss: User) -> Item:
    """Return an object that lacks nothing and waits for the curator."""
    given = donating.Receipt([Thing(title, way="deposit")], owner=giver)
    item = donating.receive(given, by=boss).holdings.get().item
    Photo.objects.create(item=item, picture=take_in([photo_file()], by=boss).pictures[0])
    Story.objects.create(item=item, text="捣米用的。")
    for vocabulary in ("category", "era"):
        setattr(item, vocabulary, Term.objects.filter(vocabulary=vocabulary).first())
    item.save()
    item.save_revision(user=boss)
    item.get_workflow().start(item, boss)
    return item


def write_with_a_fast_clock() -> None:
    """Leave a line in the ledger of a day when the computer's clock was a day ahead."""
    real = timezone.now()
    timezone.now = lambda: real + datetime.timedelta(days=1)
    boss = User.objects.get(username="dangjia")
    ledger.write("visits.tapped", Museum.load(), by=boss, happened_at=real)


def booked_by_the_school() -> list:
    made = Booking.objects.get(organisation="青石桥小学")
    return [made.status, made.size]
