import datetime

import pytest
from django.db import transaction

from museum import clock, numbering


def test_numbers_follow_each_other(db):
    given = [numbering.allot("item.collection") for _ in range(3)]

    assert given == [1, 2, 3]


def test_a_series_that_begins_anew_each_year_keeps_its_years_apart(db):
    numbering.allot("donation", year=2023)

    assert numbering.allot("donation", year=2024) == 1
    assert numbering.allot("donation", year=2023) == 2


def test_a_number_of_an_act_that_failed_is_given_again(db):
    with transaction.atomic():
        lost = numbering.allot("item.collection")
        transaction.set_rollback(True)

    again = numbering.allot("item.collection")

    assert (lost, again) == (1, 1)


def test_padding_is_a_minimum():
    assert numbering.label("CS", 12) == "CS00012"
    assert numbering.label("CS", 1234567) == "CS1234567"
    assert numbering.label("RG", 7, year=2023, width=4) == "RG-2023-0007"


@pytest.mark.parametrize(
    ("utc", "year"), [("2023-12-31T15:59:59", 2023), ("2023-12-31T16:00:00", 2024)]
)
def test_the_year_turns_at_midnight_in_shanghai(utc, year):
    moment = datetime.datetime.fromisoformat(utc).replace(tzinfo=datetime.UTC)

    assert clock.year_of(moment) == year


def test_a_run_of_numbers_goes_on_where_the_last_one_ended(db):
    first = numbering.allot_run("item.collection", 3)
    nothing = numbering.allot_run("item.collection", 0)

    assert (list(first), list(nothing)) == ([1, 2, 3], [])
    assert numbering.allot("item.collection") == 4
    assert numbering.last("item.collection") == 4


def test_a_number_given_back_is_the_next_again_in_its_year_alone(db):
    for year in (2023, 2024):
        numbering.allot("donation", year=year)
        numbering.allot("donation", year=year)

    numbering.give_back("donation", year=2023)

    assert numbering.last("donation", year=2023) == 1
    assert numbering.last("donation", year=2024) == 2
    assert numbering.last("donation", year=2025) == 0
