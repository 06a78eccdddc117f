import pytest

from exhibits.templatetags.typography import sentence, times


@pytest.mark.parametrize(
    ("written", "printed"), [("周一休息", "周一休息。"), ("周一休息。", "周一休息。"), ("", "")]
)
def test_a_sentence_ends_once(written, printed):
    assert sentence(written) == printed


def test_opening_times_stay_on_one_line():
    assert times("9:00–16:30开门") == '<span class="nowrap">9:00–16:30</span>开门'


def test_what_somebody_typed_stays_text():
    assert "<script>" not in times("<script>9:00")
