"""The list of objects says how a question was read, and lets each reading be taken away."""

import pytest

from museum.catalogue import accessioning, opening
from museum.catalogue.models import Story, Term
from tests.exhibits.conftest import save, soup, words
from tests.factories import PersonFactory, published, received


def listed(client, query, **more):
    return soup(client.get("/objects/", {"q": query, **more}))


def cards(page):
    return [card.text.strip() for card in page.select(".card h3, .showing h3")]


@pytest.fixture
def lamp(registrar, curator, ma_family):
    """A lamp of the sixties, of iron and glass, in the store."""
    item = received("马灯", by=registrar, owner=ma_family)
    accessioning.accept(item, by=curator)
    item.refresh_from_db()
    item.era = Term.objects.of("era").get(code="1960s")
    item.materials.set(Term.objects.of("material").filter(name__in=["铁", "玻璃"]))
    return published(save(item))


def test_a_decade_is_read_as_one_and_can_be_taken_away(client, shown_wheel, lamp):
    page = listed(client, "六十年代的灯")

    assert cards(page) == ["马灯"]
    assert [each.text for each in page.select(".read-as span")] == ["照年代找的：1960到1969年。"]
    away = {link.contents[-1].strip(): link["href"] for link in page.select(".chosen a")}
    assert away["1960到1969年"] == "/objects/?q=%E7%81%AF"
    assert away["“灯”"] == "/objects/?q=%E5%85%AD%E5%8D%81%E5%B9%B4%E4%BB%A3"


def test_what_only_tells_of_a_decade_is_one_link_away(client, shown_wheel, lamp):
    shown_wheel.stories.set([Story(text="六十年代我还在纺线。")])
    published(save(shown_wheel))

    page = listed(client, "六十年代")
    literal = soup(client.get(page.select_one(".read-as a")["href"]))

    assert cards(page) == ["马灯"]
    assert cards(literal) == [shown_wheel.title]
    assert not literal.select(".read-as")


def test_where_nothing_is_from_then_those_who_tell_of_it_are_found(client, shown_wheel):
    shown_wheel.stories.set([Story(text="六十年代我还在纺线。")])
    published(save(shown_wheel))

    assert cards(listed(client, "六十年代")) == [shown_wheel.title]


@pytest.mark.parametrize("asked", ["二厅三号柜", "三号柜", "2厅3柜", "二厅", "第二厅第三号柜"])
def test_a_place_is_read_as_one(client, shown_wheel, lamp, asked):
    page = listed(client, asked)

    assert cards(page) == [shown_wheel.title]
    assert page.select_one(".read-as span").text.startswith("照位置找的：二厅")


def test_the_store_is_no_place_to_ask_for(client, lamp, store):
    page = listed(client, store.name)

    assert cards(page) == []


@pytest.mark.parametrize("asked", ["铁的", "铁做的东西", "玻璃的", "铁的灯"])
def test_a_material_is_read_as_one(client, shown_wheel, lamp, asked):
    page = listed(client, asked)

    assert cards(page) == ["马灯"]
    assert page.select_one(".read-as span").text.startswith("照质地找的：")


def test_a_number_typed_in_any_writing_opens_the_object(client, shown_wheel):
    for typed in ("CS1", "cs00001", "ＣＳ－１", "CS 00001", "「CS1」"):
        response = client.get("/objects/", {"q": typed})

        assert (response.status_code, response["Location"]) == (302, "/objects/CS00001/"), typed


def test_a_number_of_nothing_public_opens_nothing(client, shown_wheel, shown_loom, curator):
    opening.withdraw(shown_loom, by=curator)

    for typed in ("CS2", "CS99", "RG-2023-1"):
        response = client.get("/objects/", {"q": typed})

        assert response.status_code == 200
        assert cards(soup(response)) == []


def test_a_year_finds_no_receipt(client, shown_wheel):
    year = shown_wheel.holding.donation.year

    page = listed(client, str(year))

    assert cards(page) == []
    assert cards(listed(client, shown_wheel.holding.donation.label)) == []


def test_one_box_stands_in_the_masthead_and_one_on_the_first_page(client, home, shown_wheel):
    for address, boxes in (("/", 2), ("/objects/CS00001/", 1), ("/visit/", 1)):
        page = soup(client.get(address))

        assert len(page.select('form[role=search] input[type=search][name="q"]')) == boxes
        assert page.select_one(".masthead .masthead-find")["href"] == "/objects/#q"
    assert soup(client.get("/")).select_one("main .home-finder .finder")["action"] == "/objects/"


def test_a_teller_is_found_as_she_chose_to_be_named(client, shown_wheel):
    teller = PersonFactory(name="王桂兰")
    shown_wheel.stories.set([Story(text="我讲的。", teller=teller, teller_naming="full")])
    published(save(shown_wheel))

    page = listed(client, "王桂兰")

    assert cards(page) == [shown_wheel.title]
    assert "王桂兰" in page.select_one(".showing-why mark").text


@pytest.mark.parametrize("naming", ["surname", "household", "anonymous"])
def test_a_teller_who_did_not_want_her_name_there_is_not_found_by_it(client, shown_wheel, naming):
    teller = PersonFactory(name="王桂兰")
    shown_wheel.stories.set([Story(text="我讲的。", teller=teller, teller_naming=naming)])
    published(save(shown_wheel))

    response = client.get("/objects/", {"q": "王桂兰"})

    assert cards(soup(response)) == []
    assert "没有" in words(response)
