"""The exact tier is what LIKE finds, neither more nor less."""

import itertools
import random

import pytest
from django.db.models import Q

from museum.catalogue.models import Item
from museum.reading.queries import plain, words_of
from museum.search import indexing
from museum.search.finding import find
from museum.search.listing import Listing
from museum.search.models import Words
from tests.search.records import PIECES, TITLES, fill

FIELDS = ("title", "names", "numbers", "facts", "uses", "text")


@pytest.fixture
def records(registrar, ma_family):
    keys = fill(400, ma_family, registrar)
    indexing.drain()
    indexing.analyse()
    return keys


def found(query, **more):
    """Everything of the exact tier, page after page, in order."""
    keys, page, after = [], 1, ""
    while True:
        answer = find(Listing(query=query, page=page, after=after, per_page=96, **more))
        keys += [hit.item for hit in answer.hits]
        if not answer.next_key:
            assert answer.count == len(keys)
            return keys
        page, after = page + 1, answer.next_key


def by_like(query):
    rows = Words.objects.filter(pk__in=Item.objects.public().values("pk"))
    for word in words_of(query):
        held = Q()
        for field in FIELDS:
            held |= Q(**{f"{field}__contains": word})
        rows = rows.filter(held)
    return set(rows.values_list("pk", flat=True))


def queries(seed, how_many):
    chance = random.Random(seed)
    text = "".join((*TITLES, *PIECES))
    for _ in range(how_many):
        start, length = chance.randrange(len(text)), chance.randint(1, 8)
        yield text[start : start + length]


def test_every_query_of_one_to_eight_characters_finds_what_like_finds(records):
    for query in queries(1, 160):
        if not words_of(query):
            continue
        keys = found(query)

        assert len(keys) == len(set(keys)), query
        assert set(keys) == by_like(query), query


def test_words_with_a_blank_between_are_all_of_them_there(records):
    for first, second in zip(queries(11, 25), queries(12, 25), strict=True):
        query = f"{first[:3]}　{second[:2]}"
        if words_of(query):
            assert set(found(query)) == by_like(query), query


def test_the_ends_of_what_is_written_are_found(records):
    words = Words.objects.get(pk=records[0])

    for field in FIELDS:
        for line in filter(None, getattr(words, field).split("\n")):
            for piece in (line[0], line[-1], line[-2:], line[:3], line[-8:]):
                assert records[0] in found(piece), (field, piece)


def test_a_hit_never_runs_from_one_text_into_the_next(records):
    for words in Words.objects.all()[:12]:
        lines = [line for field in FIELDS for line in getattr(words, field).split("\n") if line]
        for one, other in itertools.pairwise(lines):
            over = one[-2:] + other[:2]
            assert set(found(over)) == by_like(over), over


TYPED = [
    "紡車",
    "纺车",
    "ＣＳ１００１２",
    "cs10012",
    "织布机",
    "鐵鏈",
    "铁链",
    "乾",
    "干",
    "𠮷野",
    "O'Neil",
    '5"',
]


def test_however_it_is_typed_the_same_is_found(records):
    for query in TYPED:
        assert by_like(query), query
        assert set(found(query)) == by_like(query), query


def test_traditional_and_simplified_find_the_same(records):
    assert found("紡車") == found("纺车") == found("「纺，车」")
    assert found("鐵鍊") == found("铁链")


def test_every_order_holds_every_hit_once(records):
    for sort in ("number", "era", "newest"):
        keys = found("车", sort=sort)

        assert len(keys) == len(set(keys))
        assert set(keys) == by_like("车")


def test_a_page_by_its_number_is_the_page_by_its_key(records):
    first = find(Listing(query="车", per_page=10))
    by_key = find(Listing(query="车", page=2, after=first.next_key, per_page=10))
    by_number = find(Listing(query="车", page=2, per_page=10))

    assert by_key.hits == by_number.hits
    assert by_key.hits


RUBBISH = ['"', "*", "-", "(", ")", "NEAR(", "title:", "^", "+", "AND", "OR NOT", "\x00", "%", "_", "\\",
           "'; DROP TABLE search_words; --", "😀", "👨‍👩‍👧", "\ud800", "\u202e", "𠮷", "a" * 10_000, "车" * 10_000, "{", "}",
           "&|!", ":*", "''", "\n\t", "é", "ﬃ", "①", "㎏", "٣", "ก็", "한국"]  # fmt: skip


def test_no_query_raises_an_error(records, client):
    for rubbish in RUBBISH:
        for query in (rubbish, f"车{rubbish}", f'"{rubbish} 灯"*'):
            find(Listing(query=query))
        if "\ud800" not in rubbish:
            assert client.get("/objects/", {"q": f"车{rubbish}"}).status_code == 200
            assert client.get("/objects/suggest/", {"q": rubbish}).status_code == 200


def test_a_fuzz_of_the_search_box(records):
    chance = random.Random(7)
    signs = "\"*-()^:+&|!'\\%_ \x00\n 车紡a1😀é𠮷ＡＮＤ{}[]~`#@$;,.<>/?=\u200d\u202e"
    for _ in range(150):
        query = "".join(chance.choices(signs, k=chance.randint(1, 12)))
        answer = find(Listing(query=query))

        if words_of(query):
            assert answer.count == len(by_like(query)), repr(query)


BROKEN = ["", "x", "9_9_9", "0_-_1", "4__" + "9" * 30, "²_1_1", "_", "0_0_0", "٣_1_1"]


def test_a_broken_key_in_an_address_is_no_error(records):
    for after, sort in itertools.product(BROKEN, ("relevance", "number", "era", "newest")):
        find(Listing(query="车", page=2, after=after, sort=sort))


def test_one_form_is_one_form():
    for text in (*TITLES, *PIECES):
        assert plain(plain(text)) == plain(text)
        for start in range(len(text)):
            assert plain(text[start : start + 3]) in plain(text)
