"""The words of the house: one rule each. Which word, and why: docs/words.md."""

import re

import polib
import pytest

from tests.seeding import ROOT

OURS = polib.pofile(str(ROOT / "museum/locale/zh_Hans/LC_MESSAGES/django.po"))
# Cold, official or foreign, with what is said instead.
LEFT = {
    "敏感": "先问过主人家",
    "族群": "这家人，或同姓的、同村的",
    "退还": "还给主人家",
    "村民报送": "还没送来",
    "馆外": "where it is, in words",
    "上报": "定稿，报镇里",
    "底账行数": "nothing",
    "人员": "人和单位",
    "星期": "周",
    "你": "您",
    "字段": "the field's own name",
    "确保": "最多、最少",
    "超期": "the day and who",
    "提交": "交、送、记下",
    "批量": "一起",
    "权限": "能做什么",
    "同步": "传上去",
    "缓存": "留着",
}
FIGURE = r"(?:\d|%\(\w+\)[ds])"
# Between a figure and what it counts, and inside a date, stands no blank.
APART = re.compile(r"\d [\u4e00-\u9fff]|[\u4e00-\u9fff] \d+[\u4e00-\u9fff]"
                   rf"|{FIGURE} (?:件|位|人|年|月|日|天|次|张|页|行|条|户|场|分钟|小时|本|栋|张)")  # fmt: skip
OFF_THE_REGISTER = "ledger"  # the ledger and its voucher keep the field's term 注销


def sentences():
    for entry in OURS:
        yield entry, "".join([entry.msgstr, *entry.msgstr_plural.values()])


@pytest.mark.parametrize("word", LEFT)
def test_a_word_that_was_left_comes_back_nowhere(word):
    assert [words for _entry, words in sentences() if word in words] == []


def test_what_leaves_the_museum_is_written_off_in_the_ledger_alone():
    found = [entry.msgctxt for entry, words in sentences() if "注销" in words]

    assert found == [OFF_THE_REGISTER]


def test_no_blank_stands_inside_a_date_or_between_a_figure_and_what_it_counts():
    assert [words for _entry, words in sentences() if APART.search(words)] == []
    assert all(APART.search(each) for each in ("有 %(count)s 件", "2026 年", "第 3页"))
