import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from museum import ledger
from museum.clock import SHANGHAI
from museum.refusals import codes
from museum.visits import tapping
from museum.visits.counting import between, single_taps
from museum.visits.models import Tap
from museum.visits.tapping import Touch

DEVICE = uuid.uuid4()


def touch(kind="adult", **more):
    return Touch(more.pop("key", None) or uuid.uuid4(), kind, **more)


def persons(day):
    return between(day, day).persons


def test_a_queue_handed_in_twice_counts_once(on_duty, a_wednesday):
    queue = [touch("adult"), touch("child"), touch("elder")]

    tapping.hand_in(queue, by=on_duty, device=DEVICE)
    again = tapping.hand_in(queue, by=on_duty, device=DEVICE)

    counted = between(a_wednesday.date(), a_wednesday.date())
    assert again == []
    assert (counted.adults, counted.children, counted.elders) == (1, 1, 1)
    assert ledger.LedgerLine.objects.filter(act="visits.tapped").count() == 1


def test_undoing_is_a_row_of_its_own_and_works_once(on_duty, a_wednesday):
    first, second = touch(), touch()
    tapping.hand_in([first, second], by=on_duty, device=DEVICE)

    undoings = [touch(cancels=second.key), touch(cancels=second.key)]
    tapping.hand_in(undoings, by=on_duty, device=DEVICE)

    assert persons(a_wednesday.date()) == 1
    assert Tap.objects.count() == 3


def test_an_undoing_may_stand_before_its_tap_in_the_queue(on_duty, a_wednesday):
    first, other = touch(), touch()

    tapping.hand_in([touch(cancels=first.key), first, other], by=on_duty, device=DEVICE)

    assert persons(a_wednesday.date()) == 1
    assert Tap.objects.count() == 3


def test_one_malformed_tap_does_not_hold_up_the_queue(on_duty, a_wednesday):
    tapping.hand_in([touch("dog"), touch(cancels=uuid.uuid4()), touch()], by=on_duty, device=DEVICE)

    assert persons(a_wednesday.date()) == 1


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ((2026, 11, 24, 23, 59, 59), (2026, 11, 24)),
        ((2026, 11, 25, 0, 0, 0), (2026, 11, 25)),
        ((2027, 1, 1, 0, 0, 0), (2026, 11, 25)),
        ((1970, 1, 1, 8, 0, 0), (2026, 11, 25)),
    ],
)
def test_a_tap_belongs_to_the_day_it_happened_unless_the_clock_is_wrong(
    on_duty, a_wednesday, told, day
):
    happened_at = datetime.datetime(*told, tzinfo=SHANGHAI)

    [tap] = tapping.hand_in([touch(happened_at=happened_at)], by=on_duty, device=DEVICE)

    assert tap.day == datetime.date(*day)


def test_the_year_ends_at_midnight_in_shanghai_and_not_in_greenwich(on_duty, the_clock):
    the_clock(2027, 1, 1, 0, 30)
    before = datetime.datetime(2026, 12, 31, 15, 59, 59, tzinfo=datetime.UTC)
    after = datetime.datetime(2026, 12, 31, 16, 0, 0, tzinfo=datetime.UTC)

    tapping.hand_in(
        [touch(happened_at=before), touch(happened_at=after), touch(happened_at=after)],
        by=on_duty,
        device=DEVICE,
    )

    year = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
    assert between(*year).persons == 1
    assert persons(datetime.date(2027, 1, 1)) == 2


def test_a_paper_tally_is_one_row_and_can_be_taken_back(on_duty, a_wednesday):
    day, key = datetime.date(2026, 11, 20), uuid.uuid4()

    tally = tapping.tally("child", 31, day=day, by=on_duty, key=key)
    assert tapping.tally("child", 31, day=day, by=on_duty, key=key) == tally
    assert between(day, day).children == 31
    tapping.undo(tally, by=on_duty)

    assert persons(day) == 0
    with pytest.raises(ValidationError) as refusal:
        tapping.undo(tally, by=on_duty)
    assert codes(refusal.value) == {"undone"}


def test_a_tally_of_tomorrow_is_refused(on_duty, a_wednesday):
    with pytest.raises(ValidationError) as refusal:
        tapping.tally("adult", 3, day=datetime.date(2026, 11, 26), by=on_duty)

    assert codes(refusal.value) == {"future"}


def test_a_keeper_does_not_count(keeper, a_wednesday):
    with pytest.raises(ValidationError) as refusal:
        tapping.hand_in([touch()], by=keeper, device=DEVICE)

    assert codes(refusal.value) == {"forbidden"}
    assert not single_taps(a_wednesday.date(), a_wednesday.date()).exists()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM visits_tap", "UPDATE visits_tap SET kind='child'"]
)
def test_a_tap_is_neither_deleted_nor_changed_by_sql(on_duty, a_wednesday, statement):
    tapping.hand_in([touch()], by=on_duty, device=DEVICE)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
