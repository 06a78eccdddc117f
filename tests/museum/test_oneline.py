import pytest
from django.template import Context, Template

SENTENCE = """<p>
  {% load oneline %}{% oneline %}
    {{ day }}
    {% if guide %}
      ·<b
        class="nowrap">{{ guide }}</b>
    {% else %}·没有人讲{% endif %}
    {% for each in remarks %}（{{ each }}）{% endfor %}
  {% endoneline %}
</p>"""


def shown(**said):
    return Template(SENTENCE).render(Context(said)).split("\n")


@pytest.mark.parametrize(
    ("guide", "words"),
    [
        ("马有福", '3月1日·<b class="nowrap">马有福</b>（早）（晚）'),
        ("", "3月1日·没有人讲（早）（晚）"),
    ],
)
def test_a_sentence_of_many_lines_is_shown_on_one(guide, words):
    said = shown(day="3月1日", guide=guide, remarks=["早", "晚"])

    assert said == ["<p>", f"  {words}", "</p>"]


def test_what_somebody_wrote_on_two_lines_stays_on_two():
    said = shown(day="上午\n下午", remarks=[])

    assert said == ["<p>", "  上午", "下午·没有人讲", "</p>"]
