import threading
import uuid

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from museum.catalogue.models import Holding, Item, Story, Tag, Term
from museum.freshness import versions
from museum.freshness.versions import read
from museum.institution import Museum
from museum.people.models import Person
from museum.visits import tapping
from museum.visits.models import Tap
from tests.seeding import on_postgres

NOTHING, SHOWN, COUNTED = set(), {"shown"}, {"counted"}


def moved_by(act):
    """Which of the two an act moves, whichever way it goes about it."""
    before = ended()
    act()
    after = ended()
    return {name for name in before._fields if getattr(before, name) != getattr(after, name)}


def ended():
    """The versions as they would stand at the end of this test's transaction; the next act counts
    as one of another transaction."""
    connection.check_constraints()
    found = read()
    if on_postgres():
        with connection.cursor() as cursor:
            for number in found._fields:
                cursor.execute("SELECT set_config(%s, '', true)", [f"museum.{number}"])
    return found


@pytest.mark.parametrize(("act", "moved"), [
    (lambda: Item.objects.update(title=F("title")), NOTHING),
    (lambda: Item.objects.update(note="估价三百"), NOTHING),
    (lambda: Item.objects.update(has_unpublished_changes=True), NOTHING),
    (lambda: Person.objects.update(phone="13800001234"), NOTHING),
    (lambda: Person.objects.update(name="马老四"), SHOWN),
    (lambda: Item.objects.update(title="脚踏纺车"), SHOWN),
    (lambda: Holding.objects.update(withdrawn=True), SHOWN),
    (lambda: Story.objects.create(item=Item.objects.get(), text="轮子是后来配的。"), SHOWN),
    (lambda: Tag.objects.update(code=Concat("code", Value("X"))), SHOWN),
    (lambda: Museum.objects.update(name="新桥村史馆"), SHOWN),
    (lambda: Item.materials.through.objects.bulk_create(
        [Item.materials.through(item=Item.objects.get(), term=Term.objects.of("material").first())],
        ignore_conflicts=True), SHOWN),
])  # fmt: skip
def test_what_a_page_shows_moves_the_version_and_what_staff_alone_see_does_not(wheel, act, moved):
    Museum.load()

    assert moved_by(act) == moved


def test_whoever_comes_moves_what_is_counted_alone(curator):
    touch = tapping.Touch(uuid.uuid4(), "adult")

    came = moved_by(lambda: tapping.hand_in([touch], by=curator, device=uuid.uuid4()))

    assert came == COUNTED
    assert Tap.objects.count() == 1


def test_what_is_rolled_back_leaves_the_version_as_it_was(wheel):
    def try_it():
        with transaction.atomic():
            Holding.objects.update(withdrawn=True)
            connection.check_constraints()
            transaction.set_rollback(True)

    assert moved_by(try_it) == NOTHING


def test_a_version_that_was_rolled_back_never_comes_again(wheel):
    seen = set()
    for _time in range(3):
        with transaction.atomic():
            Holding.objects.update(withdrawn=True)
            connection.check_constraints()
            seen.add(read().shown)
            transaction.set_rollback(True)

    assert len(seen) == 3


def test_whatever_happened_while_the_triggers_were_lifted_moves_both(db):
    assert moved_by(versions.move) == SHOWN | COUNTED


def test_an_answer_asks_once_and_is_as_old_as_that(db, django_assert_num_queries):
    with versions.answering() as answer, django_assert_num_queries(1):
        first = answer.versions
        assert versions.current() == first

    assert versions.current() == first


def test_an_answer_says_that_it_shows_counts_and_another_thread_s_does_not():
    def elsewhere():
        with versions.answering() as other:
            seen.append(other.has_counts)

    seen = []
    with versions.answering() as answer:
        assert not answer.has_counts
        versions.has_counts()
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()

    assert answer.has_counts
    assert seen == [False]
    versions.has_counts()
