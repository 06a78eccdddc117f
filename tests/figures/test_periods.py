import datetime

import pytest
from django.utils import timezone

from museum.figures import periods
from museum.figures.periods import Period
from museum.institution import Museum
from tests.figures.conftest import D, at


@pytest.mark.parametrize(
    ("last", "before"),
    [
        (D(2023, 12, 20), D(2022, 12, 20)),
        (D(2024, 2, 29), D(2023, 2, 28)),
        (D(2025, 2, 28), D(2024, 2, 29)),
        (D(2024, 2, 28), D(2023, 2, 28)),
    ],
)
def test_last_year_s_period_ends_on_the_same_day(last, before):
    asked = Period(D(last.year, 1, 1), last)

    assert asked.a_year_before() == Period(D(before.year, 1, 1), before)


@pytest.mark.parametrize(
    ("day", "before"), [(D(2025, 2, 28), D(2024, 2, 28)), (D(2024, 2, 29), D(2023, 2, 28))]
)
def test_one_day_at_the_end_of_february_is_compared_with_one_day(day, before):
    assert Period(day, day).a_year_before() == Period(before, before)


def test_the_demo_opens_on_the_last_year_that_has_records(filled):
    row = Museum.load()
    row.demo_since = timezone.now()
    row.save()

    assert periods.usual() == periods.year(2023)


def test_a_museum_opens_on_this_year_as_far_as_it_has_come(filled):
    usual = periods.usual()

    assert usual == Period(D(periods.today().year, 1, 1), periods.today())


def test_the_new_year_begins_at_midnight_in_shanghai(db, monkeypatch):
    evening_in_utc = datetime.datetime(2023, 12, 31, 16, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: evening_in_utc)

    assert periods.today() == D(2024, 1, 1)
    assert at(2024, 1, 1) == evening_in_utc


def test_a_period_says_up_to_which_day():
    assert str(Period(D(2023, 1, 1), D(2023, 12, 20))) == "2023年，截至12月20日"
    assert str(periods.year(2023)) == "2023年"
