import itertools

import pytest

from museum.catalogue import displaying, opening
from museum.catalogue.models import Item, Place, Story, Term
from museum.search import indexing
from museum.search.finding import find
from museum.search.listing import FACETS, Listing
from tests.factories import PersonFactory
from tests.search.conftest import title_of, titles
from tests.search.records import fill


def test_every_count_agrees_with_the_list_in_every_combination(
    registrar, curator, ma_family, case, put
):
    fill(120, ma_family, registrar)
    put(
        "孤零零的纺车",
        owner=PersonFactory(name="王家", surname="王", kind="household", former_group="五组"),
    )
    for title in ("马灯", "水车", "石磨"):
        displaying.put_on_display(put(title), case, by=curator)

    for query in ("", "车"):
        whole = find(Listing(query=query))
        assert whole.count > 30
        for facet in FACETS:
            assert whole.facets[facet], facet
            for choice in whole.facets[facet]:
                chosen = {facet: choice.code}
                answer = find(Listing(query=query, **chosen))
                assert answer.count == choice.count, (query, chosen)
                # Its own condition does not narrow a facet; the others do.
                assert answer.facets[facet] == whole.facets[facet]
        for one, other in itertools.combinations(FACETS, 2):
            first = whole.facets[one][0]
            half = find(Listing(query=query, **{one: first.code}))
            for second in half.facets[other][:2]:
                both = {one: first.code, other: second.code}
                assert find(Listing(query=query, **both)).count == second.count


def test_the_code_of_a_case_finds_what_stands_in_it_and_on_its_shelves(put, keeper, case):
    shelf = Place.objects.create(name="上层", kind="shelf", parent=case, for_display=True)
    box = Place.objects.create(name="匣子", kind="shelf", parent=shelf, for_display=True)
    wheel, lamp, coin, _stored = put("手摇纺车"), put("马灯"), put("铜钱"), put("石磨")
    displaying.put_on_display(wheel, case, by=keeper)
    displaying.put_on_display(lamp, shelf, by=keeper)
    displaying.put_on_display(coin, box, by=keeper)

    found = find(Listing(place=case.tags.get().code))

    assert {hit.item for hit in found.hits} == {wheel.pk, lamp.pk, coin.pk}
    assert found.count == 3
    assert find(Listing(query="马灯", place=case.tags.get().code)).count == 1


def test_an_index_that_another_process_brought_on_meanwhile_is_counted_all_the_same(
    put, monkeypatch
):
    put("手摇纺车")
    version = indexing.fresh()
    assert find(Listing(query="纺")).count == 1
    king = PersonFactory(name="王家", surname="王", kind="household", former_group="五组")
    put("脚踏纺车", owner=king)
    indexing.fresh()
    # What this process was told before the other one wrote.
    monkeypatch.setattr(indexing, "fresh", lambda: version)

    answer = find(Listing(query="纺车"))

    assert answer.count == 2
    assert {choice.name for choice in answer.facets["household"]} == {"三组马家", "五组王家"}


def test_a_name_in_a_facet_is_no_markup(client, put):
    put("手摇纺车", owner=PersonFactory(name="<b>马</b>", surname="马", kind="organisation"))

    html = client.get("/objects/?q=纺车").content.decode()

    assert "&lt;b&gt;马&lt;/b&gt;" in html
    assert "<b>马" not in html


def test_a_facet_is_a_link_that_keeps_all_else(client, put):
    item = put("手摇纺车", use="纺线")
    item.era = Term.objects.of("era").get(code="1950s")
    item.save()
    item.stories.add(Story(text="先是棉花"))
    item.save()

    html = client.get("/objects/", {"q": "纺", "era": "1950s", "sort": "era"}).content.decode()

    assert "q=%E7%BA%BA&amp;sort=era&amp;storied=yes" in html.replace("era=1950s&amp;", "")


def test_next_pages_go_by_key_and_lose_nothing(client, registrar, ma_family):
    from bs4 import BeautifulSoup

    fill(60, ma_family, registrar)
    address, numbers = "/objects/?q=车", []
    while address:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        numbers += [each.text for each in page.select(".card .number")]
        following = page.select_one("a[rel=next]")
        address = following and following["href"]
        assert not address or "after=" in address

    assert len(numbers) == len(set(numbers)) == find(Listing(query="车")).count


@pytest.mark.parametrize("sort", ["", "number", "era", "newest"])
def test_no_hit_is_lost_or_shown_twice_while_objects_come_and_go(registrar, ma_family, sort):
    fill(60, ma_family, registrar)
    before = {hit.item for hit in find(Listing(query="车", per_page=96)).hits}
    seen, page, after, gone = [], 1, "", set()
    while True:
        answer = find(Listing(query="车", sort=sort, page=page, after=after, per_page=7))
        seen += [hit.item for hit in answer.hits]
        if not answer.next_key:
            break
        page, after = page + 1, answer.next_key
        fill(4, ma_family, registrar, seed=page)
        gone.add(seen[-1])
        Item.objects.filter(pk=seen[-1]).update(live=False)

    assert len(seen) == len(set(seen))
    assert before <= set(seen)
    assert len(gone) > 2


def test_what_is_asked_for_by_its_place_leaves_out_what_the_web_does_not_place(
    registrar, curator, case, put
):
    for title in ("银镯", "马灯"):
        displaying.put_on_display(put(title), case, by=curator)
    silver = Item.objects.get(title="银镯")
    code = case.tags.get().code

    opening.hide_place(silver, by=curator)

    assert titles(place=code) == titles(hall=str(case.root_id)) == ["马灯"]
    assert [title_of(hit.item) for hit in find(Listing(query=case.name, is_read=True)).hits] == [
        "马灯"
    ]
    assert titles("银镯") == ["银镯"]
    opening.show_place(silver, by=curator)
    assert set(titles(place=code)) == {"银镯", "马灯"}


def test_a_story_that_stays_in_the_hall_is_not_found_on_the_web(put):
    wheel = put("手摇纺车")
    Story.objects.create(item=wheel, text="饿得很的那一年", may_publish=False)
    Story.objects.create(item=wheel, text="纺到半夜")

    indexing.fresh()

    assert titles("饿得很的那一年") == []
    assert titles("纺到半夜") == ["手摇纺车"]
