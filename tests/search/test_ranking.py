import pytest

from museum.search.excerpts import pieces
from museum.search.finding import find
from museum.search.listing import Listing
from museum.search.sounds import heard
from tests.search.conftest import fuzzy, titles


def test_the_whole_title_stands_above_all_else(put):
    put("一张图", provenance="旁边是纺车")
    put("绞车", other_names="纺车")
    put("木质纺车")
    put("纺车轮子")
    put("纺车")

    assert titles("纺车") == ["纺车", "纺车轮子", "木质纺车", "绞车", "一张图"]


def test_a_number_is_found_first_with_or_without_its_zeros(put):
    for title in ("水桶", "12寸电视机", "簸箕"):
        put(title)

    assert titles("2")[0] == "12寸电视机"  # CS00002
    for typed in (
        "CS00003",
        "cs 00003".replace(" ", ""),
        "ＣＳ０００３".replace("０００", "００００"),
        "00003",
        "3",
    ):
        assert titles(typed)[0] == "簸箕", typed


def test_pinyin_and_initials_find_a_title_and_stand_apart(put):
    put("手摇纺车")

    assert titles("fangche") == []
    assert fuzzy("fangche") == {"sound": ["手摇纺车"]}
    assert fuzzy("fang che") == {"sound": ["手摇纺车"]}
    assert fuzzy("syfc")["initials"] == ["手摇纺车"]
    assert "initials" not in fuzzy("yhc")


def test_two_letters_are_offered_and_find_nothing(client, put):
    put("手摇纺车")

    assert fuzzy("fc") == {}
    assert client.get("/objects/suggest/", {"q": "fc"}).json() == ["手摇纺车"]


def test_every_reading_of_a_character_is_known(put):
    put("长凳")

    assert fuzzy("changdeng") == {"sound": ["长凳"]}


def test_a_wrong_homophone_finds_what_was_meant(put):
    put("搪瓷缸")

    assert titles("唐瓷缸") == []
    assert fuzzy("唐瓷缸") == {"sound": ["搪瓷缸"]}


def test_a_thing_is_found_by_what_it_is_called_elsewhere(put):
    put("火柴")
    put("洋火盒子")

    assert titles("洋火") == ["洋火盒子"]
    assert fuzzy("洋火") == {"called": ["火柴"]}


def test_a_dialect_name_that_was_written_down_is_exact_and_sounds_of_its_own(put):
    put("煤油灯", dialect_names="亮壶、洋油灯")

    assert titles("亮壶") == ["煤油灯"]
    assert titles("壶洋") == ["煤油灯"]
    assert fuzzy("huyang") == {}


def test_what_is_found_exactly_is_not_found_again_below(put):
    put("纺车")

    assert titles("纺车") == ["纺车"]
    assert fuzzy("纺车") == {}


def test_where_nothing_is_found_the_nearest_is_offered(put):
    put("玻璃罩煤油灯")

    assert fuzzy("煤油炉子") == {"near": ["玻璃罩煤油灯"]}
    assert fuzzy("孔雀") == {}


def test_each_hit_says_why_with_the_words_marked(put):
    put("手摇纺車", provenance="外婆的嫁妆，民国二十年打的。")

    by_title = find(Listing(query="纺车")).hits[0].why
    by_story = find(Listing(query="嫁妝")).hits[0].why
    by_sound = find(Listing(query="fangche")).fuzzy[0].hits[0].why

    assert (by_title.label, by_title.pieces) == ("title", (("手摇", False), ("纺車", True)))
    assert by_story.label == "provenance"
    assert ("嫁妆", True) in by_story.pieces
    assert ("纺車", True) in by_sound.pieces


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("fangch", "纺车"),
        ("fangc", "纺车"),
        ("shouyaof", "手摇纺"),
        ("syf", "手摇纺"),
        ("yfc", "摇纺车"),
    ],
)
def test_what_was_half_typed_is_marked_as_far_as_it_was_meant(put, typed, marked):
    put("手摇纺车")

    [hit] = next(tier.hits for tier in find(Listing(query=typed)).fuzzy)

    assert [words for words, is_marked in hit.why.pieces if is_marked] == [marked]


@pytest.mark.parametrize(
    ("text", "way", "begun", "piece"),
    [
        ("手摇纺车", ("fang", "ch"), False, "纺车"),
        ("手摇纺车", ("fan", "che"), False, ""),
        ("手摇纺车", ("shou", "yao", "fang", "che"), False, "手摇纺车"),
        ("手摇纺车", ("f", "c"), True, "纺车"),
        ("手摇纺车", ("f", "c"), False, ""),
        ("车", ("che", "che"), False, ""),
    ],
)
def test_only_the_last_syllable_may_be_unfinished_unless_all_are_initials(text, way, begun, piece):
    assert heard(text, way, begun) == piece


def test_marks_survive_signs_between_the_characters():
    assert pieces("旧“紡 車”一架", ("纺车",)) == (("旧“", False), ("紡 車", True), ("”一架", False))


def test_marked_words_are_escaped_on_the_page(client, put):
    put("<b>纺车</b>")

    html = client.get("/objects/", {"q": "纺车"}).content.decode()

    assert "&lt;b&gt;<mark>纺车</mark>&lt;/b&gt;" in html


def test_all_of_a_fuzzy_tier_has_an_address(client, put):
    for number in range(10):
        put(f"纺车{number}")

    page = client.get("/objects/", {"q": "fangche"}).content.decode()
    every = client.get("/objects/", {"q": "fangche", "like": "sound"}).content.decode()

    assert page.count('class="card"') == 8
    assert "like=sound" in page
    assert every.count('class="card"') == 10


def test_suggestions_come_while_typing(client, put):
    put("手摇纺车")
    put("纺线车", public=False)

    for typed in ("纺", "fang", "fangch", "syf", "紡"):
        assert client.get("/objects/suggest/", {"q": typed}).json() == ["手摇纺车"], typed
    assert client.get("/objects/suggest/").json() == []


def test_a_search_asks_few_questions(client, put, settings, django_assert_max_num_queries):
    settings.KEEP_PAGES = False
    for number in range(15):
        put(f"纺车{number}", provenance="广泛使用")
    client.get("/objects/", {"q": "线"})

    for query in ("纺车", "广泛", "fangche"):
        with django_assert_max_num_queries(10):
            assert client.get("/objects/", {"q": query}).status_code == 200
