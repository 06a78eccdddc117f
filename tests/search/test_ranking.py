from museum.search.asking import Asked, ask
from museum.search.marking import pieces
from tests.search.conftest import looser, titles


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
    assert looser("fangche") == {"sound": ["手摇纺车"]}
    assert looser("fang che") == {"sound": ["手摇纺车"]}
    assert looser("fc")["initials"] == ["手摇纺车"]
    assert "initials" not in looser("hc")


def test_every_reading_of_a_character_is_known(put):
    put("长凳")

    assert looser("changdeng") == {"sound": ["长凳"]}


def test_a_wrong_homophone_finds_what_was_meant(put):
    put("搪瓷缸")

    assert titles("唐瓷缸") == []
    assert looser("唐瓷缸") == {"sound": ["搪瓷缸"]}


def test_a_thing_is_found_by_what_it_is_called_elsewhere(put):
    put("火柴")
    put("洋火盒子")

    assert titles("洋火") == ["洋火盒子"]
    assert looser("洋火") == {"called": ["火柴"]}


def test_a_dialect_name_that_was_written_down_is_exact_and_sounds_of_its_own(put):
    put("煤油灯", dialect_names="亮壶、洋油灯")

    assert titles("亮壶") == ["煤油灯"]
    assert titles("壶洋") == ["煤油灯"]
    assert looser("huyang") == {}


def test_what_is_found_exactly_is_not_found_again_below(put):
    put("纺车")

    assert titles("纺车") == ["纺车"]
    assert looser("纺车") == {}


def test_where_nothing_is_found_the_nearest_is_offered(put):
    put("玻璃罩煤油灯")

    assert looser("煤油炉子") == {"near": ["玻璃罩煤油灯"]}
    assert looser("孔雀") == {}


def test_each_hit_says_why_with_the_words_marked(put):
    put("手摇纺車", provenance="外婆的嫁妆，民国二十年打的。")

    by_title = ask(Asked(query="纺车")).hits[0].why
    by_story = ask(Asked(query="嫁妝")).hits[0].why
    by_sound = ask(Asked(query="fangche")).looser[0].hits[0].why

    assert (by_title.label, by_title.pieces) == ("title", (("手摇", False), ("纺車", True)))
    assert by_story.label == "provenance"
    assert ("嫁妆", True) in by_story.pieces
    assert ("纺車", True) in by_sound.pieces


def test_marks_survive_signs_between_the_characters():
    assert pieces("旧“紡 車”一架", ("纺车",)) == (("旧“", False), ("紡 車", True), ("”一架", False))


def test_marked_words_are_escaped_on_the_page(client, put):
    put("<b>纺车</b>")

    html = client.get("/objects/", {"q": "纺车"}).content.decode()

    assert "&lt;b&gt;<mark>纺车</mark>&lt;/b&gt;" in html


def test_all_of_a_looser_tier_has_an_address(client, put):
    for number in range(10):
        put(f"纺车{number}")

    page = client.get("/objects/", {"q": "fc"}).content.decode()
    every = client.get("/objects/", {"q": "fc", "like": "initials"}).content.decode()

    assert page.count('class="card"') == 8
    assert "like=initials" in page
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
