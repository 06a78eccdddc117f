"""Every refusal that the verbs of visits and bookings promise, made at the verb."""

import dataclasses
import uuid
from types import SimpleNamespace

import pytest

from museum.people.models import Person
from museum.visits import booking, guiding, tapping, visiting, wishing
from museum.visits.models import Tap, VisitSettings
from museum.visits.slips import Slip, Tour
from tests.visits.test_booking import DAY, TODAY, refused, wish

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
SLIP = Slip(persons=30, origin="city")


@pytest.fixture
def there(on_duty, keeper):
    return SimpleNamespace(on_duty=on_duty, keeper=keeper)


def receive(**other):
    return lambda t: visiting.receive(dataclasses.replace(SLIP, **other), by=t.on_duty)


def tally(kind="adult", persons=3, by="on_duty"):
    return lambda t: tapping.tally(kind, persons, day=TODAY, by=getattr(t, by))


def hand_in(count, by="on_duty"):
    touches = [tapping.Touch(uuid.uuid4(), "adult") for _each in range(count)]
    return lambda t: tapping.hand_in(touches, by=getattr(t, by), device=uuid.uuid4())


def two_of_one_name(t):
    for group in ("三组", "五组"):
        Person.objects.create(name="马明", former_group=group)
    guiding.guide_called("马明", by=t.on_duty)


def change_what_was_cancelled(t):
    made = booking.book(wish())
    booking.cancel(made)
    booking.change(made, wish(20))


def undo_without_the_right(t):
    tap = tapping.tally("adult", 3, day=TODAY, by=t.on_duty)
    tapping.undo(tap, by=t.keeper)


def book_by_telephone_alone(check):
    def called(t):
        VisitSettings.objects.update(takes_bookings=False)
        check()

    return called


REFUSED = [
    ("namesakes", two_of_one_name),
    ("closed_booking", change_what_was_cancelled),
    ("forbidden", tally(by="keeper")),
    ("kind", tally("dog")),
    ("nobody", tally(persons=0)),
    ("nobody", tally(persons=2001)),
    ("too_many", hand_in(501)),
    ("forbidden", hand_in(1, by="keeper")),
    ("forbidden", undo_without_the_right),
    ("forbidden", lambda t: visiting.receive(SLIP, by=t.keeper)),
    ("nobody", receive(persons=0)),
    ("nobody", receive(persons=5001)),
    ("origin", receive(origin="moon")),
    ("parts", receive(pupils=20, teachers=10, elders=1)),
    ("batches", receive(tours=[Tour(10), Tour(19)])),
    ("batches", receive(tours=[Tour(30), Tour(0)])),
    ("not_taken", book_by_telephone_alone(lambda: booking.book(wish()))),
    ("not_taken", book_by_telephone_alone(lambda: wishing.check_book(wish(), by=None))),
    ("too_early", lambda t: wishing.check_book(wish(day=TODAY), by=None)),
    ("too_late", lambda t: wishing.check_book(wish(day=DAY.replace(year=2027)), by=None)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "call"), REFUSED, ids=[
    f"{number} {code}" for number, (code, _call) in enumerate(REFUSED)
])  # fmt: skip
def test_what_the_visits_verbs_promise_to_refuse_they_refuse(there, code, call):
    assert refused(call, there) == {code}


@pytest.mark.parametrize(
    "call",
    [
        receive(persons=1),
        receive(persons=5000),
        receive(pupils=20, teachers=10),
        receive(tours=[Tour(29), Tour(1)]),
        tally(persons=1),
        tally(persons=2000),
        hand_in(500),
    ],
)
def test_what_is_just_within_is_taken(there, call):
    assert call(there)
    assert Tap.objects.exists() or visiting.Visit.objects.exists()
