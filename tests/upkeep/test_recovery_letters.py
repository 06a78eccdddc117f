"""The museum's keys as letters: typed off paper they are the same keys, or the line is named."""

import random
import secrets

import pytest

from museum.upkeep import recovery_letters
from museum.upkeep.recovery_letters import LETTERS, Mistyped

KEYS = "W3xq_9-aZ0_first-and-newest,older-one_2023"


def as_typed(lines):
    """As a tired person types: small, without blanks, O for 0 and l for 1."""
    return [line.replace(" ", "").lower().replace("0", "o").replace("1", "l") for line in lines]


@pytest.mark.parametrize("length", [1, 5, 50, 51, 52, 200])
def test_what_was_printed_is_read_back_letter_by_letter(length):
    keys = secrets.token_urlsafe(length)

    read = recovery_letters.read(as_typed(recovery_letters.to_lines(keys)))

    assert read.keys == keys


def test_settings_remarks_and_full_width_letters_are_read_too():
    lines = ["# 石榴湾村史馆", "", *recovery_letters.to_lines(KEYS), "BASE_URL=https://museum.example", "PORT = 8000"]  # fmt: skip
    wide = [line.replace("A", "Ａ").replace("7", "７") for line in lines]

    read = recovery_letters.read(wide)

    assert read.keys == KEYS
    assert read.settings == {"BASE_URL": "https://museum.example", "PORT": "8000"}


def test_a_wrong_letter_two_swapped_lines_and_one_left_out_are_named_by_their_line():
    lines = recovery_letters.to_lines(KEYS)
    wrong = [*lines[:1], lines[1].replace(lines[1][0], LETTERS[LETTERS.index(lines[1][0]) - 1], 1), *lines[2:]]  # fmt: skip
    swapped = [lines[1], lines[0], *lines[2:]]

    named = {}
    for name, typed in (("wrong", wrong), ("swapped", swapped), ("left out", lines[1:]), ("cut", lines[:-1])):  # fmt: skip
        with pytest.raises(Mistyped) as found:
            recovery_letters.read(typed)
        named[name] = found.value.line
    assert named == {"wrong": 2, "swapped": 1, "left out": 1, "cut": 0}


def test_of_a_thousand_slips_of_the_finger_none_gives_other_keys():
    lines, chance = recovery_letters.to_lines(KEYS), random.Random(7)
    for _time in range(1000):
        typed = [list(line.replace(" ", "")) for line in lines]
        line = chance.choice(typed)
        at = chance.randrange(len(line) - 1)
        if chance.random() < 0.5:
            line[at] = chance.choice(LETTERS)
        else:
            line[at], line[at + 1] = line[at + 1], line[at]
        said = ["".join(each) for each in typed]
        if said != [line.replace(" ", "") for line in lines]:
            with pytest.raises(Mistyped):
                recovery_letters.read(said)


def test_nothing_looks_like_two_things():
    assert not set(LETTERS) & set("ILOU")
    assert len(set(LETTERS)) == 32
