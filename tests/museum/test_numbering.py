import datetime

import pytest
from django.db import transaction

from museum import numbering


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

    assert numbering.year_of(moment) == year
