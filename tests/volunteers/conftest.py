import datetime

import pytest
from django.contrib.auth.models import Group

from museum.accounts.roles import COORDINATOR, ON_DUTY
from museum.clock import at
from museum.volunteers import joining, planning, rota
from museum.volunteers.models import Role, ShiftTemplate
from tests.factories import PersonFactory, UserFactory

MONDAY = datetime.date(2026, 3, 2)


def day_at(day, hour, minute=0):
    return at(day, datetime.time(hour, minute))


@pytest.fixture
def clock(monkeypatch):
    """Set the museum's clock; without it the day is Monday 2 March 2026, eight in the morning."""
    from django.utils import timezone

    def stands_at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stands_at(day_at(MONDAY, 8))
    return stands_at


@pytest.fixture
def coordinator(db):
    group = Group.objects.get(name=COORDINATOR)
    return UserFactory(username="zhaoji", last_name="金", first_name="秀英", groups=[group])


@pytest.fixture
def second(db):
    group = Group.objects.get(name=COORDINATOR)
    return UserFactory(username="zhaoji2", last_name="马", first_name="兰", groups=[group])


@pytest.fixture
def doorkeeper(db):
    return UserFactory(username="zhiban", groups=[Group.objects.get(name=ON_DUTY)])


@pytest.fixture
def volunteer_of(coordinator, clock):
    def made(name="王桂兰", born=1951, **more):
        user = more.pop("user", None)
        address = more.pop("address_form", "婆婆")
        phone = more.pop("phone", "13800001234")
        person = PersonFactory(name=name, address_form=address, phone=phone, user=user)
        more.setdefault("joined_on", datetime.date(2026, 1, 10))
        return joining.join(person, born=born, by=coordinator, **more)

    return made


@pytest.fixture
def granny(volunteer_of):
    return volunteer_of()


@pytest.fixture
def guide(volunteer_of, registrar):
    """Yang Zhenhua, who has an account."""
    return volunteer_of("杨振华", 2001, user=registrar, address_form="")


@pytest.fixture
def watch(db):
    return Role.objects.get(name="值守")


@pytest.fixture
def morning(coordinator, watch, clock):
    """Monday, nine to twelve, two are needed."""
    return planning.add_shift(MONDAY, datetime.time(9), datetime.time(12), watch, by=coordinator,
                          needed=2, place="一厅")  # fmt: skip


@pytest.fixture
def plan(watch):
    """Every Tuesday and Saturday morning."""
    return [
        ShiftTemplate.objects.create(weekday=weekday, role=watch, needed=2, place="一厅")
        for weekday in (1, 5)
    ]


@pytest.fixture
def on(granny, morning, coordinator):
    rota.sign_up(morning, granny, by=coordinator)
    return granny
