import pytest

from museum.reading.figures import counted_as, whole_number


@pytest.mark.parametrize(("written", "number"), [
    ("12", 12), ("１２", 12), (" 1,200 ", 1200), ("０", 0), ("十二", 12), ("十", 10), ("二十", 20),
    ("廿三", 23), ("卅", 30), ("一百零五", 105), ("两百三十", 230), ("三千二百", 3200), ("一万二千", 12000),
    ("二〇二三", 2023), ("一九六二", 1962), ("叁拾伍", 35), ("元", None), ("万", None), ("十十", None),
    ("三五百", None), ("百千", None), ("", None), ("十二个", None), ("1.5", None), ("-3", None),
    ("①", 1), ("9" * 30, None), ("一" * 30, None),
])  # fmt: skip
def test_a_whole_number_is_read_in_every_writing(written, number):
    assert whole_number(written) == number


@pytest.mark.parametrize(("name", "number"), [
    ("三号柜", 3), ("３号柜", 3), ("二厅", 2), ("第12排", 12), ("十二号架", 12), ("柜3", 3), ("二楼", 2),
    ("上层", None), ("百草园", None), ("接收处", None), ("99999999号", None), ("", None),
])  # fmt: skip
def test_a_place_is_counted_by_the_number_in_its_name(name, number):
    assert counted_as(name) == number
