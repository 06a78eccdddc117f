"""The demo is built in an empty database alone: a museum that has only begun is a museum too."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from exhibits.demo import building, guarding
from museum.institution import Museum
from museum.refusals import codes
from museum.upkeep import preparing
from tests.factories import PersonFactory, UserFactory


def settings_with(**said):
    Museum.objects.update_or_create(defaults=said)


BEGUN = {
    "its name": lambda: settings_with(name="石桥村史馆"),
    "its village": lambda: settings_with(village="石桥村"),
    "its telephone": lambda: settings_with(telephone="0851-1234567"),
    "its first day": lambda: settings_with(founded_on=datetime.date(2020, 5, 1)),
    "its numbers": lambda: settings_with(collection_prefix="SQ"),
    "who is allowed what": lambda: settings_with(separate_keepers=True),
    "an account": lambda: UserFactory(username="guanzhang"),
    "a person": lambda: PersonFactory(name="王桂兰"),
}


@pytest.mark.parametrize("what", BEGUN)
def test_the_demo_does_not_touch_a_museum_that_has(db, monkeypatch, what):
    BEGUN[what]()
    before = Museum.objects.values().first()
    touched = []
    for name in ("shut_folder", "migrate", "prepare", "name_site"):
        monkeypatch.setattr(preparing, name, lambda *said, name=name: touched.append(name))

    with pytest.raises(CommandError) as said:
        call_command("demo", "--no-serve")
    with pytest.raises(ValidationError) as refusal:
        building.build()

    assert "不是演示村" in str(said.value)
    assert codes(refusal.value) == {"not_the_demo"}
    assert touched == []
    assert Museum.objects.values().first() == before


def test_a_database_whose_settings_nobody_has_touched_is_free(db):
    Museum.load()

    guarding.check_build()

    assert Museum.objects.exists()
    assert not guarding.is_demo()


def test_the_demo_s_own_museum_is_the_demo(db):
    settings_with(name="石榴湾村史馆", demo_since=timezone.now())

    guarding.check_build()

    assert guarding.is_demo()
