import pytest

from museum.catalogue import (
    accessioning,
    bringing_in,
    correcting,
    counting,
    deaccessioning,
    donating,
    returning,
    transferring_title,
)
from museum.catalogue.donating import Thing
from tests.factories import received
from tests.figures.conftest import YEAR, D, at

DAYS = YEAR.first, YEAR.last


@pytest.mark.parametrize(
    ("moment", "year"),
    [(at(2023, 12, 31, 23, 59, 59), 2023), (at(2024, 1, 1), 2024), (at(2023, 1, 1), 2023)],
)
def test_an_object_belongs_to_the_year_on_shanghai_s_clock(moment, year, registrar, ma_family):
    received(by=registrar, owner=ma_family, happened_at=moment)

    found = [each for each in (2022, 2023, 2024)
             if counting.collected(D(each, 1, 1), D(each, 12, 31)).exists()]  # fmt: skip

    assert found == [year]


def test_a_deposit_that_became_a_gift_was_a_deposit_before(curator, registrar, ma_family):
    ewer = received("汤瓶", by=registrar, owner=ma_family, way="deposit", happened_at=D(2023, 4, 8))
    accessioning.accept(ewer, by=curator, happened_at=D(2023, 4, 9))

    transferring_title.turn_deposit_into_gift(
        ewer, by=curator, reason="送给馆里", happened_at=D(2024, 2, 1)
    )

    told = {share.code: share.objects for share in counting.by_way(*DAYS) if share.objects}
    assert told == {"deposit": 1}
    assert counting.deposits(D(2023, 12, 31)).count() == 1
    assert counting.deposits(D(2024, 2, 1)).count() == 0
    assert counting.accepted(*DAYS).count() == 0
    assert counting.accepted(D(2024, 1, 1), D(2024, 12, 31)).get() == ewer


def test_what_went_back_later_was_there_at_the_year_s_end(curator, registrar, ma_family):
    ewer = received("汤瓶", by=registrar, owner=ma_family, way="deposit", happened_at=D(2023, 4, 8))
    accessioning.accept(ewer, by=curator, happened_at=D(2023, 4, 9))

    returning.give_back(ewer, by=curator, reason="取走", happened_at=D(2024, 1, 5))

    assert counting.held(D(2023, 12, 31)).get() == ewer
    assert not counting.held(D(2024, 1, 5)).exists()
    assert not counting.returned(*DAYS).exists()


def test_what_was_only_offered_counts_from_the_day_it_is_brought(registrar, ma_family):
    donation = donating.receive(
        donating.Receipt(
            [Thing("水车")], owner=ma_family, happened_at=D(2023, 12, 20), in_hand=False
        ),
        by=registrar,
    )
    assert not counting.held(D(2023, 12, 31)).exists()

    bringing_in.bring_in(donation.holdings.get().item, by=registrar, happened_at=D(2024, 1, 3))

    assert not counting.collected(*DAYS).exists()
    assert counting.came(D(2024, 1, 1), D(2024, 12, 31)).exists()


def test_a_corrected_day_of_receipt_moves_the_object_into_the_other_year(
    curator, registrar, ma_family
):
    wheel = received(by=registrar, owner=ma_family, happened_at=D(2024, 1, 2))

    correcting.correct(wheel.holding.donation, "happened_at", at(2023, 12, 30, 12), by=curator,
                       reason="凭条上是三十号")  # fmt: skip

    assert counting.collected(*DAYS).get() == wheel


def test_what_was_declined_is_not_collected(curator, registrar, ma_family):
    wheel = received(by=registrar, owner=ma_family, happened_at=D(2023, 4, 8))

    returning.decline(wheel, by=curator, reason="已有", happened_at=D(2023, 4, 9))

    assert not counting.collected(*DAYS).exists()
    assert counting.came(*DAYS).exists()


def test_what_left_the_register_is_not_held_and_is_counted_as_gone(curator, registrar, ma_family):
    wheel = received(by=registrar, owner=ma_family, happened_at=D(2023, 4, 8))
    accessioning.accept(wheel, by=curator, happened_at=D(2023, 4, 9))

    deaccessioning.deaccession(wheel, by=curator, reason_code="duplicate_entry", reason="登重了", approval="村委会2023年第5次会",
                               happened_at=D(2023, 9, 1))  # fmt: skip

    assert not counting.held(D(2023, 12, 31)).exists()
    assert counting.held(D(2023, 8, 31)).exists()
    assert counting.deaccessioned(*DAYS).get() == wheel


def test_parts_are_pieces_and_no_objects(registrar, ma_family):
    received("织布机", by=registrar, owner=ma_family, happened_at=D(2023, 4, 8), pieces=4,
             parts=[Thing("梭子")])  # fmt: skip

    held = counting.held(D(2023, 12, 31))

    assert held.count() == 1
    assert counting.pieces(held) == 4


def test_givers_are_counted_once_and_finds_have_none(registrar, ma_family, grandmother):
    for title in ("纺车", "布机"):
        received(title, by=registrar, owner=ma_family, happened_at=D(2023, 4, 8))
    received("斗笠", by=registrar, owner=grandmother, happened_at=D(2023, 4, 8))
    donating.receive(donating.Receipt([Thing("秤砣", way="found")], finder=grandmother, happened_at=D(2023, 5, 1)), by=registrar)  # fmt: skip

    counted = counting.count_givers(*DAYS)

    assert (counted.persons, counted.households, counted.organisations) == (1, 1, 0)
