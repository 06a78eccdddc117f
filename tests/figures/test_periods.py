import datetime

import pytest
from django.utils import timezone

from museum.figures import periods
from museum.figures.desk.parameters import campaign_of, period_of
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


@pytest.mark.parametrize(
    ("first", "last", "shares"),
    [
        (D(2023, 3, 1), D(2023, 3, 9), False),
        (D(2023, 3, 1), D(2023, 3, 10), True),
        (D(2023, 3, 12), D(2023, 3, 14), True),
        (D(2023, 3, 20), D(2023, 3, 31), True),
        (D(2023, 3, 21), D(2023, 3, 31), False),
    ],
)
def test_two_periods_share_a_day_where_one_ends_as_the_other_begins(first, last, shares):
    period, other = Period(D(2023, 3, 10), D(2023, 3, 20)), Period(first, last)

    assert period.shares_a_day_with(other) is shares
    assert other.shares_a_day_with(period) is shares


def test_of_a_month_a_period_has_its_own_days_alone():
    period = Period(D(2023, 2, 10), D(2023, 4, 2))

    months = [period.within(2023, month) for month in (2, 3, 4)]

    assert months == [
        Period(D(2023, 2, 10), D(2023, 2, 28)),
        Period(D(2023, 3, 1), D(2023, 3, 31)),
        Period(D(2023, 4, 1), D(2023, 4, 2)),
    ]


@pytest.mark.parametrize(
    ("today", "last", "is_year"),
    [
        (D(2022, 12, 31), D(2023, 12, 31), True),
        (D(2023, 1, 1), D(2023, 1, 1), False),
        (D(2023, 12, 30), D(2023, 12, 30), False),
        (D(2023, 12, 31), D(2023, 12, 31), True),
        (D(2024, 1, 1), D(2023, 12, 31), True),
    ],
)
def test_a_year_goes_as_far_as_it_is_over(monkeypatch, today, last, is_year):
    monkeypatch.setattr(periods, "today", lambda: today)

    period = periods.until_today(2023)

    assert period == Period(D(2023, 1, 1), last)
    assert period.is_year is is_year


def test_what_was_dated_wrongly_makes_no_list_of_centuries(filled, monkeypatch):
    monkeypatch.setattr(periods, "today", lambda: D(2025, 6, 1))
    usual = periods.years()
    monkeypatch.setattr(periods, "first_year", lambda: 2024)

    assert usual == [2025, 2024, 2023, 2022]
    assert periods.years() == [2025, 2024]
    assert periods.usual() == Period(D(2025, 1, 1), D(2025, 6, 1))


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ({"year": "2023"}, periods.year(2023)),
        ({"year": "1900"}, periods.year(1900)),
        ({"year": "2200"}, periods.year(2200)),
        ({"year": "1899"}, None),
        ({"year": "2201"}, None),
        ({"year": "02023"}, None),
        ({"year": "²"}, None),
        ({"from": "2023-03-01", "until": "2023-02-01"}, Period(D(2023, 2, 1), D(2023, 3, 1))),
        ({"from": "1900-01-01", "until": "2200-12-31"}, Period(D(1900, 1, 1), D(2200, 12, 31))),
        ({"from": "1899-12-31", "until": "2023-02-01"}, None),
        ({"from": "2023-02-01", "until": "2201-01-01"}, None),
        ({"from": "2023-02-01"}, None),
        ({"until": "2023-02-01"}, None),
    ],
    ids=str,
)
def test_what_no_period_is_asked_by_opens_the_usual_one(db, asked, period):
    assert period_of(asked) == (period or periods.usual())


@pytest.mark.parametrize(
    ("key", "is_found"),
    [("{pk}", True), ("0{pk}", True), ("", False), ("9" * 10, False), ("x", False)],
)
def test_a_campaign_is_asked_for_by_its_number(campaign, key, is_found):
    found = campaign_of({"campaign": key.format(pk=campaign.pk)})

    assert found == (campaign if is_found else None)
