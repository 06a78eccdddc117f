"""The letter at the end of a tag: whatever single slip of the pen, it no longer fits."""

import string

import pytest

from museum.reading import tag_codes

SIGNS = string.digits + string.ascii_uppercase
EXAMPLES = [
    tag_codes.code_of(number) for number in (1, 7, 147, 999, 1000, 4711, 9999, 10000, 123456)
]


def fits(text):
    read = tag_codes.read(text)
    return bool(read and read.fits)


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_single_wrong_character_is_noticed(code):
    for at, own in enumerate(code):
        for other in SIGNS.replace(own, ""):
            assert not fits(code[:at] + other + code[at + 1 :])

    assert fits(code)


def test_every_two_neighbours_that_changed_places_are_noticed():
    for number in range(1, 10_000):
        code = tag_codes.code_of(number)
        for at in range(len(code) - 1):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert fits(swapped) is (swapped == code), (code, swapped)


def test_every_wrong_figure_is_noticed_in_all_tags_of_four_figures():
    for number in range(1, 10_000):
        code = tag_codes.code_of(number)
        for at in range(4):
            wrong = [code[:at] + figure + code[at + 1 :] for figure in string.digits]
            assert [each for each in wrong if fits(each)] == [code]


def test_no_letter_of_a_tag_is_taken_for_another_one_or_a_figure():
    used = {tag_codes.code_of(number)[-1] for number in range(1, 100)}

    assert used == set("ACDEFHJKLMNPRTUVWXY")
    assert not used & set("BGIOQSZ")


@pytest.mark.parametrize(
    "typed",
    ["0147F", "0147f", "0147–F", "0147-f", " 0147 F ", "０１４７－Ｆ", "０１４７ｆ", "「0147–F」", "0147—F。",
     "https://museum.example/o/0147F", "http://192.168.1.9:8000/o/0147F/", "/o/0147F"],
)  # fmt: skip
def test_a_tag_is_read_in_every_writing(typed):
    assert tag_codes.read(typed) == ("0147F", True)


@pytest.mark.parametrize(
    "typed", ["WZ007C", "wz007–c", "ＷＺ００７－Ｃ", "https://x.example/o/WZ007C"]
)
def test_a_place_s_code_may_be_typed_with_the_letter_that_stands_on_its_tag(typed):
    letter = tag_codes.check_letter("WZ007")

    assert tag_codes.read(
        typed.translate({ord("C"): letter, ord("c"): letter.lower(), ord("Ｃ"): letter})
    ) == ("WZ007", True)
    assert tag_codes.in_clear("WZ007") == f"WZ007–{letter}"


@pytest.mark.parametrize(
    "typed", ["", "CS00012", "0147", "F0147", "012345678901234567890F", "手摇纺车", "-", "WZ007"]
)
def test_what_is_no_tag_is_not_read_as_one(typed):
    assert tag_codes.read(typed) is None


def test_the_tags_of_the_design_have_these_letters():
    said = [
        "0141–R",
        "0142–X",
        "0143–E",
        "0144–L",
        "0145–T",
        "0146–Y",
        "0147–F",
        "0148–M",
        "0149–U",
        "0150–P",
    ]

    assert [tag_codes.in_clear(tag_codes.code_of(number)) for number in range(141, 151)] == said
