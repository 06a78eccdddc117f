import pytest

from museum.people.models import Person
from museum.people.naming import publicly_named
from museum.reading.surnames import DOTS, is_guessed, surname_of

NAMES = {
    "马德全": "马",
    "王 桂兰": "王",
    "欧阳兰": "欧阳",
    "歐陽蘭": "歐陽",
    "慕容小翠": "慕容",
    "南宫明": "南宫",
    "独孤信": "独孤",
    "万俟雅": "万俟",
    "澹台灭明": "澹台",
    "赫连 勃勃": "赫连",
    "买买提·艾则孜": "买买提",
    "阿依古丽·买买提·艾山": "阿依古丽",
    "古丽米热": "古",
    "葛\U000e0100青": "葛",
    "𠮷田": "𠮷",
    "John Smith": "John",
    "José": "José",
    "Müller": "Müller",
    "Иван": "Иван",
    "Ｍａｒｙ": "Ｍａｒｙ",
    "Nguyễn": "Nguyễn",
    "马家": "马",
    "（二组）王桂兰": "王",
    "(三组) 欧阳兰": "欧阳",
    "【西头】买买提·艾则孜": "买买提",
    "（二组）": "二",
    "侯莫陈悦": "侯莫陈",
    "侯 莫陳悦": "侯莫陳",
    "侯莫 陈悦": "侯莫陈",
    "侯德全": "侯",
    "毌丘俭": "毌丘",
    "公仪休": "公仪",
    "南郭先生": "南郭",
    "Jean-Luc": "Jean-Luc",
    "张-三": "张",
    "": "",
}


@pytest.mark.parametrize(("name", "surname"), NAMES.items())
def test_what_a_name_begins_with(name, surname):
    assert surname_of(name) == surname


@pytest.mark.parametrize("dot", "·•・･‧∙⋅●․．. \u3000-—－﹒ㆍ᠂–丨丶|｜│∣ǀ˙。")
def test_every_dot_parts_a_name(dot):
    assert DOTS.fullmatch(dot)
    assert surname_of(f"买买提{dot}艾则孜") == "买买提"


@pytest.mark.parametrize(
    ("name", "named"),
    [("买买提·艾则孜", "买买提乡亲"), ("慕容小翠", "慕容乡亲"), ("南宫明", "南宫乡亲")],
)
def test_a_giver_is_named_by_the_whole_surname(db, name, named):
    assert publicly_named(Person.objects.create(name=name), "surname") == named


@pytest.mark.parametrize(
    ("name", "guessed"), [("慕容小翠", True), ("买买提·艾", True), ("欧阳兰", False), ("王 桂 兰", False)]
)  # fmt: skip
def test_from_four_signs_on_it_is_a_guess(name, guessed):
    assert is_guessed(name) is guessed
