from decimal import Decimal

import pytest

from museum.reading.measures import lengths, weight


@pytest.mark.parametrize(("written", "found"), [
    ("165×105×150", {"长": 165, "宽": 105, "高": 150}),
    ("1.2米*0.8米", {"长": 120, "宽": 80}),
    ("１２ｘ８厘米", {"长": 12, "宽": 8}),
    ("120×80×40mm", {"长": 12, "宽": 8, "高": 4}),
    ("口径10 腹径18 高32", {"口径": 10, "腹径": 18, "高": 32}),
    ("通长380厘米，通宽 32", {"通长": 380, "通宽": 32}),
    ("直径：13公分 通高3寸", {"直径": 13, "通高": 10}),
    ("38", {"长": 38}),
    ("", {}),
])  # fmt: skip
def test_lengths_are_read_in_centimetres(written, found):
    assert lengths(written) == {name: Decimal(value) for name, value in found.items()}


@pytest.mark.parametrize(
    "written", ["很大", "1×2×3×4", "长12 长13", "12×大", "高", "3尺5寸", "12 13"]
)
def test_what_is_not_understood_is_left_to_the_reader(written):
    assert lengths(written) is None


@pytest.mark.parametrize(("written", "kilograms"), [
    ("12斤", "6"), ("3公斤", "3"), ("300克", "0.3"), ("２．５kg", "2.5"), ("四斤", None), ("重", None),
])  # fmt: skip
def test_a_weight_is_read_in_kilograms(written, kilograms):
    assert weight(written) == (kilograms and Decimal(kilograms))
