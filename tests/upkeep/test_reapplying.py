"""What was taken away after a backup, done again through the verbs."""

import uuid

import pytest

from museum.catalogue import opening
from museum.catalogue.models import Item
from museum.people.erasing import erase
from museum.people.models import Person
from museum.upkeep.backups import since
from museum.upkeep.backups.reapplying import reapply
from museum.upkeep.backups.since import Taken
from tests.factories import PersonFactory, UserFactory


def taken(act, row, by=None, **more):
    told = {"line": 99, "hash": uuid.uuid4().hex * 2, "act": act,
            "subject": f"{row._meta.label_lower}:{row.pk}", "uuid": str(row.uuid), "by": by}  # fmt: skip
    return Taken(**told | more)


def test_whoever_was_erased_had_been_switched_off_and_is_so_again(curator):
    left = PersonFactory(name="杨振华", user=UserFactory())

    told = reapply([taken("people.erase", left, by=curator.pk)])

    left.refresh_from_db()
    left.user.refresh_from_db()
    assert (left.is_erased, left.user.is_active) == (True, False)
    assert len(told.done) == 1


def test_what_was_opened_again_stays_open(wheel, curator):
    acts = [taken("catalogue.withdrawn", wheel), taken("catalogue.opened", wheel),
            taken("catalogue.sensitive", wheel), taken("catalogue.consent_ended", wheel),
            taken("catalogue.consented", wheel), taken("catalogue.not_sensitive", wheel)]  # fmt: skip

    told = reapply(acts)

    holding = Item.objects.get(pk=wheel.pk).holding
    assert (holding.withdrawn, holding.sensitive) == (False, False)
    assert told.done == []


def test_what_is_closed_comes_closed_in_the_order_in_which_it_was(wheel, curator):
    told = reapply([taken("catalogue.sensitive", wheel), taken("catalogue.withdrawn", wheel)])

    holding = Item.objects.get(pk=wheel.pk).holding
    assert (holding.withdrawn, holding.sensitive) == (True, True)
    assert told.refused == []


def test_a_row_is_known_by_its_own_key_where_numbers_ran_anew(wheel, grandmother, curator):
    other = PersonFactory(name="李家")

    told = reapply([taken("people.erase", grandmother, subject=f"people.person:{other.pk}")])

    assert Person.objects.get(pk=grandmother.pk).is_erased
    assert not Person.objects.get(pk=other.pk).is_erased
    assert len(told.done) == 1


def test_where_nobody_may_it_is_said_and_nothing_is_done(wheel, grandmother):
    told = reapply([taken("people.erase", grandmother)])

    assert not Person.objects.get(pk=grandmother.pk).is_erased
    assert len(told.refused) == 1


def test_what_the_ledger_knows_is_not_done_twice(wheel, ewer, grandmother, curator):
    erase(grandmother, by=curator)
    opening.withdraw(wheel, by=curator)

    again = reapply(since.of_the_ledger())

    assert [each.act for each in since.of_the_ledger()] == ["people.erase", "catalogue.withdrawn"]
    assert (again.done, again.refused, again.not_there) == ([], [], [])


@pytest.mark.parametrize("act", since.TAKING)
def test_every_act_that_takes_away_can_be_done_again(act):
    from museum.upkeep.backups.reapplying import ACTS

    assert act in ACTS
    assert set(since.OPENING.values()) < set(since.TAKING)


def test_what_is_not_settled_and_what_has_no_place_on_the_web_come_back_so(wheel, loom, curator):
    acts = [taken("catalogue.unsettled", wheel), taken("catalogue.place_hidden", wheel),
            taken("catalogue.unsettled", loom), taken("catalogue.settled", loom)]  # fmt: skip

    told = reapply(acts)

    holding, other = (Item.objects.get(pk=each.pk).holding for each in (wheel, loom))
    assert (holding.unsettled, holding.place_hidden) == (True, True)
    assert other.unsettled is False
    assert told.refused == []
