"""A day is read as a village writes it; what is no day is never taken for another."""

import datetime

import pytest

from museum.reading.days import day_meant

TODAY = datetime.date(2026, 11, 28)
READ = {
    "2026年11月20日": (2026, 11, 20), "２０２６年１１月２０日": (2026, 11, 20), "2026.11.20": (2026, 11, 20),
    "2026/3/5": (2026, 3, 5), "2026-03-05": (2026, 3, 5), "2023年3月5日": (2023, 3, 5),
    "二〇二六年十一月二十日": (2026, 11, 20), "20261120": (2026, 11, 20), "2026 年 1 月 15 号": (2026, 1, 15),
    "11月20日": (2026, 11, 20), "11.20": (2026, 11, 20), "去年11月20号": (2025, 11, 20),
    "今天": (2026, 11, 28), "昨天": (2026, 11, 27), "前天": (2026, 11, 26), "明天": (2026, 11, 29),
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), READ.items())
def test_a_day_is_read_as_it_is_written(written, meant):
    assert day_meant(written, TODAY) == datetime.date(*meant)


@pytest.mark.parametrize("written", ["2026年11月", "2月30日", "26年11月20日", "上个月", "", "2026", "0000-01-01",
                                     "11月20日左右", "农历十月初一", "2026-11-20 10:00", "一千万月二日"])  # fmt: skip
def test_what_is_no_day_stays_unread(written):
    assert day_meant(written, TODAY) is None
