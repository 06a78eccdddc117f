import pytest

from museum.volunteers.desk.roster import FOR_THE_WEEKS, SIZES, divided, height, laid_out


def month(shifts, names, weeks=6):
    day = {"shifts": [{"names": ["王婆婆"] * names, "free": 0}] * shifts}
    return [[day] * 7] * weeks


@pytest.mark.parametrize(("shifts", "names"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_a_fuller_month_is_set_smaller_and_stands_on_one_sheet(shifts, names):
    weeks = month(shifts, names)

    sheets, size = laid_out(weeks)

    assert sheets == [weeks]
    assert height(weeks, size) <= FOR_THE_WEEKS
    assert size in SIZES


def test_a_quiet_month_is_set_as_large_as_it_can_be():
    assert laid_out(month(1, 2, weeks=5))[1] == SIZES[0]
    assert laid_out(month(3, 2))[1] < SIZES[0]


def test_a_month_too_full_for_one_sheet_goes_on_two_and_loses_no_week():
    weeks = month(6, 3)

    sheets, size = laid_out(weeks)

    assert len(sheets) == 2
    assert [week for part in sheets for week in part] == weeks
    assert all(height(part, size) <= FOR_THE_WEEKS for part in sheets)


def test_long_lists_of_names_take_lines_of_their_own():
    assert height(month(1, 8), 9) > height(month(1, 1), 9)


def test_the_shifts_of_a_day_share_a_sheet_as_long_as_their_rows_have_room():
    short, long, longer = ({"rows": [None] * rows} for rows in (4, 10, 40))

    assert divided([short, long]) == [[short, long]]
    assert divided([short, long, short]) == [[short, long], [short]]
    assert divided([longer, short]) == [[longer], [short]]
    assert divided([]) == [[]]
