import random

import pytest

from museum.reading.pinyin import sort_key, spells

IN_ORDER = ["安小兰", "José", "鲁大山", "罗成", "吕布", "马德全", "馬德贤", "买买提·艾则孜", "欧阳兰", "仇英",
            "单春花", "尉迟恭", "曾国", "张伟", "張秀英", "章安"]  # fmt: skip


def test_names_are_sorted_as_a_dictionary_does_surnames_read_as_surnames():
    shuffled = random.sample(IN_ORDER, len(IN_ORDER))

    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_a_body_is_read_as_its_words_are():
    assert sort_key("曾经小学", of_person=False)[:4] == "ceng"
    assert sort_key("曾经")[:4] == "zeng"


@pytest.mark.parametrize("name", ["", "·", "3", "阿\U0002b81d", "ЮРИЙ", "〇", "尉"])
def test_whatever_is_written_is_sorted_somewhere(name):
    assert isinstance(sort_key(name), str)


def test_a_key_is_letters_and_digits_which_every_database_sorts_alike():
    assert all(sort_key(name).isascii() and sort_key(name).isalnum() for name in IN_ORDER[2:])


def test_a_remark_before_a_name_does_not_count():
    assert sort_key("（二组）王桂兰") == sort_key("王桂兰")


@pytest.mark.parametrize(
    "typed", ["ding", "d", "dgs", "dingguisheng", "DING gui", "ding'guis", "guisheng"]
)
def test_letters_spell_a_name_from_any_of_its_characters_on(typed):
    assert spells(typed, "丁贵生")


@pytest.mark.parametrize("typed", ["", "sheng gui", "dingx", "1015", "丁", "x"])
def test_other_letters_do_not(typed):
    assert not spells(typed, "丁贵生")


def test_a_surname_is_spelled_as_one():
    assert spells("shan", "单春花")
    assert spells("yuchi", "尉迟恭")
    assert not spells("dan", "单春花")
