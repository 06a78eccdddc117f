import pytest
from django.utils.safestring import mark_safe

from exhibits.templatetags.typography import sentence, telephones, times


@pytest.mark.parametrize(
    ("written", "printed"), [("周一休息", "周一休息。"), ("周一休息。", "周一休息。"), ("", "")]
)
def test_a_sentence_ends_once(written, printed):
    assert sentence(written) == printed


def test_opening_times_stay_on_one_line():
    assert times("9:00–16:30开门") == '<span class="nowrap">9:00–16:30</span>开门'


def test_what_somebody_typed_stays_text():
    assert times("<script>9:00–16:30") == ('&lt;script&gt;<span class="nowrap">9:00–16:30</span>')


@pytest.mark.parametrize(
    "number", ["0511-87654321", "0851-1234567", "400-810-8888", "+86-13800001234", "13800001234"]
)
def test_a_telephone_number_stays_on_one_line_and_is_called_by_a_tap(number):
    said = telephones(f"值班台 {number}，")

    assert said == f'值班台 <a class="nowrap" href="tel:{number}">{number}</a>，'


def test_in_html_a_number_is_looked_for_in_the_text_alone_and_a_link_stays_what_it_is():
    html = mark_safe(
        '<a href="/x" id="0511-87654321"><b>0511-87654321</b></a> 1962-1970年 2026-11-28 <b>0851-1234567'
    )

    assert telephones(html) == (
        '<a href="/x" id="0511-87654321"><b><span class="nowrap">0511-87654321</span></b></a>'
        ' 1962-1970年 2026-11-28 <b><a class="nowrap" href="tel:0851-1234567">0851-1234567</a>'
    )
    assert telephones("<b>0511-87654321") == (
        '&lt;b&gt;<a class="nowrap" href="tel:0511-87654321">0511-87654321</a>'
    )


def test_neither_years_nor_a_longer_number_is_a_telephone():
    for text in ("1962-1970", "2026-11-28", "138000012345", "CS13800001234", "23800001234"):
        assert telephones(text) == text
