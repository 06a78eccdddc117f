import pytest

from museum.reading.designations import designation


@pytest.mark.parametrize("written", [
    "CS00012", "CS12", "cs00012", "ＣＳ０００１２", "「CS-00012。」", "CS 12", " cs_12 ", "(CS.12)", "No"[:0] + "CS#12",
])  # fmt: skip
def test_one_number_in_many_writings_is_one_number(written):
    assert designation(written.replace("#", "")) == ("CS", (12,))


@pytest.mark.parametrize(("written", "figures"), [
    ("RG-2023-0007", (2023, 7)), ("rg 2023 7", (2023, 7)), ("RG2023-7", (2023, 7)),
    ("RG-2023-0007-2", (2023, 7, 2)),
])  # fmt: skip
def test_a_year_and_a_part_stay_apart(written, figures):
    assert designation(written) == ("RG", figures)


@pytest.mark.parametrize(
    "written", ["", "12", "CS", "纺车12", "CS12纺车", "CS" + "1" * 30, "C" * 60, "「」"]
)
def test_what_is_no_number_of_a_register_is_none(written):
    assert designation(written) is None
