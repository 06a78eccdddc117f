"""Whatever stands in a search box or an address: an answer, never an error."""

import random

import pytest
from django.urls import reverse

from museum.accounts.models import User
from tests.search.conftest import titles

SIGNS = "\"*-()^:+&|!'\\%_ \x00\n\r\t 车紡粽ａ1😀é𠮷𝔄ﷺＡＮＤ{}[]~`#@$;,.<>/?=\u200d\u202e\ufeff\ue000\U000323af´"
NASTY = [
    '"', "*", "-", "(", ")", "NEAR(", "title:车", "^车", "AND", "OR NOT", "\x00", "车\x00纺", "%", "_", "\\", "''",
    "{{ 7*7 }}", "%(q)s", "%s", "'; DROP TABLE search_words; --", "👨‍👩‍👧", "车" * 4000, "a" * 10_000,
    "a b " * 3000, " ".join("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃"), "ﷺ" * 240, "e\u0301" * 200,
]  # fmt: skip
RAW = [
    "%ED%A0%80",
    "%FF%FE%80",
    "%00",
    "%E8%BD",
    "a%ED%B0%80b",
    "%F4%90%80%80",
    "+" * 500,
    "%25%25",
]
LISTS = [
    "wagtailsnippets_catalogue_item:list", "wagtailsnippetchoosers_catalogue_item:choose_results",
    "wagtailadmin_pages:search", "wagtailimages:index", "wagtailimages_chooser:choose_results",
    "people:index", "places:index", "terms:index", "wagtailusers_users:index", "suggest_objects",
    "wagtailadmin_choose_page_search",
]  # fmt: skip


def fuzz(seed, how_many):
    chance = random.Random(seed)
    return ["".join(chance.choices(SIGNS, k=chance.randint(1, 14))) for _ in range(how_many)]


def test_no_words_break_the_public_page_or_its_suggestions(client, put):
    put("手摇纺车", provenance="打糍粑、包粽子")

    chance = random.Random(4)
    ways = ({}, {"like": "sound"}, {"like": "near", "sort": "era", "after": "4__1", "page": "2"})
    for query in (*NASTY, *fuzz(3, 40)):
        answer = client.get("/objects/", {"q": query, **chance.choice(ways)})
        assert answer.status_code == 200, query[:60]
        assert len(answer.content) < 200_000
    for query in (*NASTY[::3], *fuzz(6, 12)):
        assert client.get("/objects/suggest/", {"q": query}).status_code == 200, query[:60]
    for raw in RAW:
        for address in ("/objects/", "/objects/suggest/"):
            assert client.get(f"{address}?q={raw}&household={raw}").status_code == 200, raw


@pytest.mark.parametrize("name", LISTS)
def test_no_words_break_a_list_or_a_chooser(client, put, name):
    put("手摇纺车")
    client.force_login(User.objects.create_superuser("dajia", password="x"))
    address = reverse(name)

    for query in ("".join(NASTY[:22]), *NASTY[-6:], *fuzz(5, 4)):
        assert client.get(address, {"q": query}).status_code == 200, query[:60]
    for raw in RAW[:4]:
        assert client.get(f"{address}?q={raw}").status_code == 200, raw


def test_what_is_too_long_is_said(client, put):
    put("手摇纺车")

    short = client.get("/objects/", {"q": "纺车"}).content.decode()
    long = client.get("/objects/", {"q": "纺车 " * 4000}).content.decode()

    assert "只查了前面" not in short
    assert "只查了前面" in long
    assert "手摇" in long


def test_forty_words_are_all_looked_for_up_to_the_limit(put):
    put("一张图", provenance="甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑")

    assert titles("甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑") == ["一张图"]
    assert titles("甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 虎") == []


def test_what_stands_in_an_address_is_no_mark_of_ours(client, put):
    put("手摇纺车 %00 x")

    for query in ("%00", "\x00", "纺%00车", "&amp;q=", '"><b>'):
        html = client.get("/objects/", {"q": query}).content.decode()
        assert "<b>" not in html
        assert "q=" in html or not query.strip("\x00")
