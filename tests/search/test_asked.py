"""field.md's 99 objects, asked for as people ask: by what they are for, by their decade.

The list of uses (field/uses.tsv) was written from the sentences of use in field.md's list, before there was a
vocabulary in the code; the vocabulary (museum/search/purposes.txt) was written apart from it and is
larger. A use that somebody asks for and that finds nothing belongs into both.
"""

import pytest

from museum.catalogue.models import Item
from museum.search import indexing
from museum.search.finding import find
from museum.search.listing import Listing
from museum.search.purposes import _lines
from tests.search import field_objects

FIRST = 5
WRITINGS = {
    "20世纪50年代": ("五十年代", "50年代", "1950年代", "20世纪五十年代", "上世纪50年代"),
    "20世纪60年代": ("六十年代", "60年代", "1960年代", "20世纪六十年代", "上世纪60年代"),
    "20世纪70年代": ("七十年代", "７０年代", "1970—1979年", "20世纪七十年代", "七十年代的"),
    "20世纪80年代": ("八十年代", "80年代", "1980年代", "20世纪80年代", "八十年代的东西"),
    "20世纪90年代": ("九十年代", "90年代", "1990年代", "20世纪九十年代", "上世纪九十年代"),
    "民国": ("民国", "民国的", "民国时期", "民国年间", "民國"),
    "清末民初": ("清末民初", "清末民初的", "清末民初的东西", "1875到1920", "清末民初时期"),
    "1952年": ("1952年", "一九五二年", "１９５２年", "1952年的", "1952年左右"),
    "1956年": ("1956年", "一九五六年", "１９５６年", "1956年的", "1956年前后"),
    "搬迁前": ("搬迁前", "搬迁前的", "搬迁前的东西", "搬遷前", "搬迁前的老东西"),
    "搬迁时": ("搬迁时", "搬迁时的", "搬迁时的东西", "搬遷時", "搬迁时的老东西"),
    "搬迁后": ("搬迁后", "搬迁后的", "搬迁后的东西", "搬遷後", "搬迁后的老东西"),
}


@pytest.fixture
def objects(registrar, ma_family):
    found = field_objects.fill(ma_family, registrar)
    indexing.drain()
    return found


def asked(query, **more) -> list[int]:
    """What a visitor sees, in order: what was found, then what may be meant."""
    results = find(Listing(query=query, is_read=True, **more))
    below = (hit for tier in results.fuzzy for hit in tier.hits)
    return [hit.item for hit in (*results.hits, *below)]


def test_each_object_is_among_the_first_five_for_two_of_its_uses(objects):
    uses = field_objects.uses()
    assert {len(each) for each in uses.values()} == {2}
    assert uses.keys() == objects.keys()

    missed = [
        (objects[number].title, use)
        for number, both in uses.items()
        for use in both
        if objects[number].pk not in asked(use)[:FIRST]
    ]

    assert not missed


def test_each_object_is_found_by_its_decade_however_it_is_written(objects):
    eras = {
        int(number): era for number, _t, _o, _k, era, *_rest in field_objects.lines("objects.tsv")
    }
    for era, writings in WRITINGS.items():
        within = [era, "1952年", "1956年"] if era == "20世纪50年代" else [era]
        of_it = {objects[number].pk for number, each in eras.items() if each in within}
        for writing in writings:
            first = asked(writing, per_page=96)[: len(of_it)]

            # Those of it stand before what only may be from then.
            assert set(first) == of_it, writing
    assert set(eras.values()) == set(WRITINGS)


def test_each_object_is_among_the_first_five_for_its_decade_and_what_it_is(objects):
    missed = []
    for number, title, *_rest in field_objects.lines("objects.tsv"):
        item = objects[int(number)]
        era = next(each[4] for each in field_objects.lines("objects.tsv") if each[0] == number)
        for writing in WRITINGS[era]:
            what = (
                writing.removesuffix("老东西").removesuffix("东西").removesuffix("的")
                + "的"
                + title
            )
            if item.pk not in asked(what)[:FIRST]:
                missed.append((what, title))

    assert not missed


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("耕田", "曲辕木犁"),
        ("以前用来耕田的东西", "曲辕木犁"),
        ("称东西", "木杆秤"),
        ("照明", "玻璃罩煤油灯"),
        ("磨豆腐", "手推石磨"),
        ("做衣服", "脚踏缝纫机"),
        ("七十年代做衣服的", "脚踏缝纫机"),
        ("木头箱子", "樟木箱"),
    ],
)
def test_what_it_is_for_finds_the_thing(objects, query, first):
    titles = [Item.objects.get(pk=key).title for key in asked(query)]

    assert first in titles[:FIRST]


def test_a_name_in_which_a_use_stands_finds_what_is_called_so_alone(objects):
    assert [Item.objects.get(pk=key).title for key in asked("洗脸架")] == ["洗脸架"]
    assert asked("洋油炉机器") == asked("洋油炉机器", sort="number")


def test_a_machine_s_name_is_no_purpose_and_a_verb_with_anything_is(objects):
    assert not find(Listing(query="拖拉机", is_read=True)).is_purpose
    assert find(Listing(query="拉砖头", is_read=True)).is_purpose


def test_the_vocabulary_is_more_than_the_list_of_this_test():
    listed = {use for both in field_objects.uses().values() for use in both}
    said = {word for words, *_rest in _lines() for word in words}

    assert len(said - listed) > 3 * len(listed)
