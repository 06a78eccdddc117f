"""How long a bar is, to the tenth of a unit of the drawing; what a long label loses."""

from museum.figures import charts
from museum.figures.charts import chart


def bars_of(*numbers, label="学校"):
    return chart("c", "参观", "人次", [("", label, *each) for each in numbers]).bars


def test_a_bar_is_as_long_as_its_part_of_the_longest_to_a_tenth():
    longest, third = bars_of((3,), (1,))

    assert charts.BARS == 172
    assert [(each.x, each.width) for each in longest.parts] == [(112.0, 172.0)]
    assert [(each.x, each.width) for each in third.parts] == [(112.0, 57.3)]
    assert (longest.number_x, third.number_x) == (290.0, 175.3)
    assert (longest.y, third.y, third.baseline) == (8, 36, 49)


def test_the_parts_of_a_bar_begin_where_the_one_before_ends_to_a_tenth():
    (bar,) = bars_of((1, 1, 1, 0, 1.5))

    assert [(each.series, each.x, each.width) for each in bar.parts] == [
        (0, 112.0, 38.2), (1, 150.2, 38.2), (2, 188.4, 38.2), (4, 226.6, 57.3),
    ]  # fmt: skip
    assert bar.numbers == (1, 1, 1, 0, 1.5)
    assert bar.number_x == 289.9


def test_a_sum_of_tenths_stays_one_of_tenths():
    """112 + 24.6 + 24.6 + … is 185.79999999999998 for a machine."""
    (bar,) = bars_of((1,) * 7)

    assert [each.x for each in bar.parts] == [112.0, 136.6, 161.2, 185.8, 210.4, 235.0, 259.6]
    assert bar.number_x == 290.2


def test_one_number_is_not_said_twice_and_nothing_is_no_bar():
    (bar,) = bars_of((0,))

    assert bar.numbers == ()
    assert bar.parts == ()
    assert bar.number_x == 118.0


def test_a_label_of_seven_signs_stands_whole_and_of_eight_is_cut_to_seven():
    assert bars_of((1,), label="一二三四五六七")[0].short == "一二三四五六七"
    assert bars_of((1,), label="一二三四五六七八")[0].short == "一二三四五六…"


def test_a_chart_is_as_high_as_its_rows_and_says_the_most_and_the_sum():
    drawn = chart("c", "参观", "人次", [("", "学校", 2), ("", "游客", 5)], ["a"], "visitors")
    empty = chart("c", "参观", "人次", [])

    assert (drawn.height, empty.height) == (64, 8)
    assert drawn.description == "共2行，合计7人次。最多的是游客，5人次。"
    assert empty.description == "共0行，合计0人次。"
    assert (drawn.series, drawn.figure, empty.figure) == (("a",), "visitors", "")
