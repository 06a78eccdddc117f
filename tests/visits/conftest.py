import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from museum.clock import SHANGHAI
from museum.visits.models import VisitSettings, WeeklyHours
from tests.factories import UserFactory


@pytest.fixture
def on_duty(db):
    return UserFactory(username="zhiban", groups=[Group.objects.get(name="值班员")])


@pytest.fixture
def the_clock(monkeypatch):
    """Set the museum's clock: the_clock(2026, 12, 31, 23, 59) in Asia/Shanghai."""

    def set_to(*parts):
        moment = datetime.datetime(*parts, tzinfo=SHANGHAI)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def a_wednesday(the_clock):
    return the_clock(2026, 11, 25, 10, 0)


@pytest.fixture
def hours(db):
    """Tuesday to Sunday from nine to twelve: three times a day, forty people each."""
    visiting = VisitSettings.load()
    for weekday in range(1, 7):
        WeeklyHours.objects.create(
            settings=visiting,
            weekday=weekday,
            opens=datetime.time(9),
            closes=datetime.time(12),
        )
    return visiting
