"""Times of a day are read as a village writes them, and what is no time is left as it stands."""

import pytest
from django.core.exceptions import ValidationError

from museum.reading.hours import time_in_figures
from museum.times import TimeField

READ = {
    "16:30": "16:30", "16：30": "16:30", "１６：３０": "16:30", "16点半": "16:30", "16点": "16:00",
    "16时30分": "16:30", "下午四点半": "16:30", "下午 4点半": "16:30", "下午16:30": "16:30",
    "上午九点": "09:00", "早上八点钟": "08:00", "9点一刻": "09:15", "9点05": "09:05", "十点十五": "10:15",
    "中午12点": "12:00", "中午一点半": "13:30", "晚上五点": "17:00", "晚上8点": "20:00",
    "夜里两点": "02:00", "晚上十二点": "24:00", "24点": "24:00", "24:00": "24:00", "凌晨12点": "00:00",
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), READ.items())
def test_a_time_is_read_as_it_is_said(written, meant):
    assert time_in_figures(written) == meant


@pytest.mark.parametrize("written", ["4:75", "25点", "16:", "四点半吧", "天黑", "", "点", "下午"])
def test_what_is_no_time_is_left_as_it_stands(written):
    assert time_in_figures(written) == written


@pytest.mark.parametrize("written", ["4:75", "25点", "四点半吧", "天黑", "24点半"])
def test_a_form_refuses_what_is_no_time_in_words(written):
    with pytest.raises(ValidationError, match="时间写成9:00这样"):
        TimeField().clean(written)


def test_a_form_takes_midnight_and_the_afternoon_in_words():
    assert str(TimeField().clean("晚上十二点")) == "00:00:00"
    assert str(TimeField().clean("下午四点半")) == "16:30:00"
