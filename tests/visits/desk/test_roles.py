import datetime
import json
import uuid

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse

from museum.visits import booking, tapping, visiting
from museum.visits.booking import Share, Wish
from museum.visits.desk.urls import visits as addresses
from museum.visits.visiting import Caller, Slip
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
TODAY = datetime.date(2026, 11, 25)
FORGED = {
    "kind": "adult", "persons": "3", "origin": "city", "organisation": "甲", "day": "2026-11-25",
    "adult": "3", "reason": "x", "answer": "x", "guide": "甲", "time": "09:00", "size": "3",
    "name": "甲", "phone": "13800000000", "spring": "2026-02-15", "spring_last": "2026-02-20",
    "spring_is": "closed", "organisations": "甲",
}  # fmt: skip


@pytest.fixture
def register(on_duty):
    """A visit with its leader, a booking for today, one tap; and what stands in every address."""
    wish = Wish(day=TODAY, shares=[Share(datetime.time(9), 3)], name="沙老师",
                phone="13800005678", origin="city", organisation="石榴湾中学", begun_is_meant=True)  # fmt: skip
    made = booking.book(wish, by=on_duty)
    slip = Slip(persons=3, origin="city", leader=Caller("李老师", "13800001234"))
    visit = visiting.receive(slip, by=on_duty)
    tap = tapping.tally("adult", 2, day=TODAY, by=on_duty)
    return {
        "visit": [visit.label], "correct": [visit.label], "strike_out": [visit.label],
        "forget_contact": [visit.label, visit.contacts.get().pk], "undo_tally": [tap.pk],
        "booking": [made.label], "change": [made.label], "arrive": [made.label],
        "act": [made.label, "cancel"],
    }  # fmt: skip


def all_of(register):
    for name in sorted({each.name for each in addresses}):
        try:
            yield name, reverse(f"visits:{name}", args=register.get(name, []))
        except NoReverseMatch:
            raise AssertionError(f"the test knows nothing to put into {name}") from None


def written():
    """Return every row of the registers of visits, people and the ledger."""
    models = [*apps.get_app_config("visits").get_models(), *apps.get_app_config("people").get_models(),
              apps.get_model("museum.LedgerLine")]  # fmt: skip
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in models}


def forge(client, name, address):
    if name == "hand_in":
        body = {"device": str(uuid.uuid4()), "taps": [{"key": str(uuid.uuid4()), "kind": "adult"}]}
        return client.post(address, json.dumps(body), content_type="application/json")
    return client.post(address, FORGED)


@pytest.mark.parametrize("role", ["登记志愿者", "保管员", "志愿者召集人", ""])
def test_who_is_not_on_duty_reads_nothing_and_changes_nothing(client, register, role):
    groups = [Group.objects.get(name=role)] if role else []
    client.force_login(UserFactory(username="bieren", groups=groups))
    before = written()

    for name, address in all_of(register):
        read, posted = client.get(address), forge(client, name, address)
        assert read.status_code in (302, 403, 405), name
        assert posted.status_code in (302, 403, 405), name
        for words in ("沙老师", "李老师", "13800005678", "13800001234"):
            assert words not in read.content.decode() + posted.content.decode(), name

    assert written() == before


def test_nobody_who_is_not_signed_in_comes_further_than_the_login(client, register):
    before = written()

    for name, address in all_of(register):
        for answer in (client.get(address), forge(client, name, address)):
            assert answer.status_code in (302, 405), name
            assert answer.status_code == 405 or "/login/" in answer["Location"], name

    assert written() == before


def test_those_on_duty_open_all_but_the_hours(client, on_duty, register):
    client.force_login(on_duty)

    closed = {name for name, address in all_of(register) if client.get(address).status_code == 302}

    assert closed == {"holidays"}
