import datetime

import pytest
from django.contrib.auth.models import Group

from museum.campaigns import Campaign
from museum.catalogue import accessioning, displaying
from museum.clock import SHANGHAI
from museum.figures.periods import year
from museum.people.models import Person
from museum.visits import tapping, visiting
from museum.volunteers import attending, joining, planning, rota
from museum.volunteers.models import Role
from tests.factories import PersonFactory, UserFactory, received

D = datetime.date
YEAR = year(2023)


def at(*told):
    """A moment on Shanghai's clock."""
    return datetime.datetime(*told, tzinfo=SHANGHAI)


def account(name, role):
    return UserFactory(username=name, groups=[Group.objects.get(name=role)])


@pytest.fixture
def coordinator(db):
    return account("zhaoji", "志愿者召集人")


@pytest.fixture
def on_duty(db):
    return account("zhiban", "值班员")


@pytest.fixture
def campaign(db):
    return Campaign.objects.create(name="红石榴")


@pytest.fixture
def school(db):
    return Person.objects.create(name="杨林渡小学", kind="organisation")


@pytest.fixture
def guide(db):
    return PersonFactory(name="沙秀英")


@pytest.fixture
def group(on_duty, school):
    """Write down a group on a day; what is not said is a school of 40 from the next county."""

    def write(day, **told):
        said = {"persons": 40, "origin": "city", "kind": "school", "organisations": [school]}
        return visiting.receive(visiting.Slip(day=day, **said | told), by=on_duty)

    return write


@pytest.fixture
def volunteer(coordinator):
    def join(name, day):
        person = PersonFactory(name=name)
        return joining.join(person, born=1980, joined_on=day, by=coordinator)

    return join


@pytest.fixture
def shift(coordinator):
    """Let a volunteer serve from nine on a day, so many minutes."""

    def serve(volunteer, day, minutes=180, campaign=None):
        role = Role.objects.get(name="讲解")
        nine, noon = datetime.time(9), datetime.time(12)
        made = planning.add_shift(day, nine, noon, role, by=coordinator, campaign=campaign)
        began = at(day.year, day.month, day.day, 9)
        rota.sign_up(made, volunteer, by=coordinator, happened_at=began)
        arrived = attending.sign_in(made, volunteer, by=coordinator, happened_at=began)
        ended = began + datetime.timedelta(minutes=minutes)
        return attending.sign_out(arrived, by=coordinator, happened_at=ended)

    return serve


@pytest.fixture
def filled(curator, registrar, ma_family, grandmother, case, campaign, group, guide, volunteer,
           shift, on_duty):  # fmt: skip
    """A year in which every register has something to say, and years beside it."""
    wheel = received("手摇纺车", by=registrar, owner=ma_family, happened_at=D(2023, 3, 5), pieces=3)
    accessioning.accept(wheel, by=curator, happened_at=D(2023, 3, 11))
    displaying.put_on_display(wheel, case, by=curator, happened_at=D(2023, 3, 12))
    ewer = received("紫铜汤瓶", by=registrar, owner=grandmother, way="deposit",
                    happened_at=D(2023, 4, 8))  # fmt: skip
    accessioning.accept(ewer, by=curator, happened_at=D(2023, 4, 9))
    received("斗笠", by=registrar, owner=ma_family, happened_at=D(2022, 11, 2))
    group(D(2023, 4, 8), persons=46, pupils=42, teachers=4, campaign=campaign,
          tours=[visiting.Tour(23, guide), visiting.Tour(23)])  # fmt: skip
    group(D(2023, 9, 16), persons=20)
    group(D(2023, 10, 14), persons=15, kind="party", origin="village", organisations=["石榴湾党支部"],
          elders=3)  # fmt: skip
    group(D(2022, 5, 7), persons=99)
    for kind, persons in (("adult", 6), ("child", 2), ("elder", 3)):
        tapping.tally(kind, persons, day=D(2023, 5, 6), by=on_duty)
    first, second = volunteer("马德全", D(2022, 12, 3)), volunteer("丁小满", D(2023, 6, 3))
    shift(first, D(2023, 5, 6), 185, campaign)
    shift(second, D(2023, 7, 8), 170)
    return {"wheel": wheel, "ewer": ewer, "first": first}
