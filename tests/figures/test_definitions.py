from decimal import Decimal

import pytest

from museum.figures import narrowing
from museum.figures.definitions import ALL, BY_CODE
from museum.figures.desk.records import Records
from museum.figures.period_counts import PeriodCounts
from museum.figures.periods import Period
from museum.visits import tapping, visiting
from museum.volunteers import leaving
from tests.figures.conftest import YEAR, D

WITH_ROWS = [each for each in ALL if each.rows]


def value(code, period=YEAR, campaign=None):
    return BY_CODE[code].value(PeriodCounts(period, campaign))


@pytest.mark.parametrize("definition", WITH_ROWS, ids=lambda each: each.code)
def test_a_number_is_the_sum_of_the_records_it_opens(filled, definition):
    counts = PeriodCounts(YEAR)

    lines = Records(definition, counts)[0:1000]

    summed = sum(line.adds for line in lines)
    if definition.code == "hours":  # rounded down for each person, so never more than the minutes
        assert summed // 30 / 2 >= narrowing.summed(definition, definition.rows(counts))
        summed = narrowing.summed(definition, definition.rows(counts))
    assert summed == definition.value(counts)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("held", 3),
        ("pieces", 5),
        ("collected", 2),
        ("collected_gifts", 1),
        ("collected_deposits", 1),
        ("accepted", 1),
        ("on_display", 1),
        ("display_rate", Decimal("33.3")),
        ("giver_persons", 1),
        ("giver_households", 1),
        ("visitors", 92),
        ("visitors_alone", 11),
        ("children", 44),
        ("elders", 6),
        ("outside_organisations", 1),
        ("outside_visits", 2),
        ("outside_persons", 66),
        ("tours", 1),
        ("guided", 1),
        ("guided_persons", 23),
        ("guides", 1),
        ("volunteers_before", 1),
        ("volunteers", 2),
        ("served", 2),
        ("hours", Decimal("5.5")),
        ("school_visits", 2),
        ("party_visits", 1),
    ],
)
def test_a_year_is_counted_as_a_person_would_count_it(filled, code, expected):
    assert value(code) == expected


def test_organisations_groups_and_people_are_three_figures(filled):
    counted = [value(code) for code in ("organisations", "group_visits", "group_persons")]

    assert counted == [2, 3, 81]


def test_under_a_campaign_only_what_names_it_counts(filled, campaign):
    counted = [value(code, campaign=campaign)
               for code in ("visitors", "visitors_alone", "group_visits", "served", "hours")]  # fmt: skip

    assert counted == [46, 0, 1, 1, Decimal(3)]
    assert value("collected", campaign=campaign) == 0


def test_a_corrected_visit_and_an_undone_tally_count_as_corrected(filled, group, on_duty):
    wrong = group(D(2023, 11, 4), persons=500)
    slip = visiting.Slip(persons=5, day=D(2023, 11, 4), origin="city", kind="school")

    visiting.correct(wrong, slip, by=on_duty, reason="多写了两个零")
    tapping.undo(tapping.tally("adult", 50, day=D(2023, 11, 4), by=on_duty), by=on_duty)

    assert value("visitors") == 97


def test_a_volunteer_who_left_is_counted_as_having_served(filled, coordinator):
    leaving.leave(filled["first"], left_on=D(2023, 12, 31), by=coordinator)

    assert (value("volunteers"), value("served")) == (1, 2)


def test_the_last_day_of_a_period_belongs_to_it(filled):
    until = Period(D(2023, 1, 1), D(2023, 9, 16))

    assert value("group_visits", until) == 2
    assert value("group_visits", Period(D(2023, 1, 1), D(2023, 9, 15))) == 1


def test_every_figure_says_in_a_sentence_what_it_counts(db):
    for each in ALL:
        assert str(each.counts).endswith("。"), each.code
        assert str(each.label)
        assert str(each.unit)


def test_an_empty_museum_is_counted_too(db):
    for each in ALL:
        if each.code != "days_open":
            assert each.value(PeriodCounts(YEAR)) == 0, each.code
