import datetime

import pytest
from django.core.exceptions import ValidationError

from museum.refusals import codes
from museum.visits import holidays, opening
from museum.visits.holidays import Off
from museum.visits.models import SpecialDay

pytestmark = pytest.mark.usefixtures("a_wednesday")
NEW_YEAR = Off(datetime.date(2027, 1, 1), datetime.date(2027, 1, 3))
NATION = Off(
    datetime.date(2027, 10, 1), datetime.date(2027, 10, 7), datetime.time(8), datetime.time(17)
)


def day(month, number):
    return datetime.date(2027, month, number)


def test_a_year_s_holidays_are_entered_at_once_and_decide_the_hours(hours, curator):
    holidays.enter(2027, {"new_year": NEW_YEAR, "nation": NATION}, by=curator)

    assert opening.hours(day(1, 2)) == []
    assert [str(each) for each in opening.hours(day(10, 4))] == ["8:00–17:00"]


def test_entered_again_they_stand_instead_and_other_special_days_stay(hours, curator):
    SpecialDay.objects.create(settings=hours, first=day(6, 1), last=day(6, 1), words="布展")
    holidays.enter(2027, {"new_year": NEW_YEAR}, by=curator)

    holidays.enter(2027, {"nation": NATION}, by=curator)

    assert list(SpecialDay.objects.values_list("words", flat=True)) == ["布展", "国庆节"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "nothing"),
        ({"spring": Off(day(2, 10), day(2, 5))}, "order"),
        ({"spring": Off(day(2, 5), datetime.date(2028, 2, 12))}, "year"),
        ({"spring": Off(day(2, 5), day(2, 12), datetime.time(9), datetime.time(9))}, "hours"),
        ({"moon": Off(day(10, 5), day(10, 8)), "nation": NATION}, "twice"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(hours, curator, told, code):
    holidays.enter(2027, {"new_year": NEW_YEAR}, by=curator)

    with pytest.raises(ValidationError) as refusal:
        holidays.enter(2027, told, by=curator)

    assert codes(refusal.value) == {code}
    assert SpecialDay.objects.get().holiday == "new_year"


def test_only_the_curator_enters_them(hours, on_duty):
    with pytest.raises(ValidationError) as refusal:
        holidays.enter(2027, {"new_year": NEW_YEAR}, by=on_duty)

    assert codes(refusal.value) == {"forbidden"}


def test_the_year_that_is_missing_is_this_one_and_late_in_the_year_the_next(
    hours, curator, the_clock
):
    assert holidays.missing_year() == 2026
    holidays.enter(2026, {"new_year": Off(datetime.date(2026, 1, 1), datetime.date(2026, 1, 1))},
                   by=curator)  # fmt: skip
    assert holidays.missing_year() == 2027

    the_clock(2026, 11, 1, 9, 0)

    assert holidays.missing_year() is None


def test_a_museum_without_hours_is_not_reminded(db):
    assert holidays.missing_year() is None
