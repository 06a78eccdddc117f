"""The ways on from an object: its case, its hall, its family, its kind, its time."""

import pytest

from museum.catalogue import accessioning, displaying, opening, public
from museum.catalogue.models import Item, Photo, Place, Term
from museum.people import merging
from museum.pictures.taking_in import take_in
from tests.factories import PersonFactory, photo_file, published, received


@pytest.fixture
def put(curator, keeper, registrar, grandmother):
    """Receive, number, publish and put somewhere a thing of somebody's."""

    def act(title, place=None, *, owner=None, naming="household", **described):
        item = received(title, by=registrar, owner=owner or PersonFactory(), naming=naming)
        accessioning.accept(item, by=curator)
        if place is not None:
            displaying.put_on_display(item, place, by=keeper)
        item.refresh_from_db()
        for name, value in described.items():
            setattr(item, name, value)
        item.save()
        return published(item)

    return act


@pytest.fixture
def shelves(case):
    return [
        Place.objects.create(name=name, kind="shelf", parent=case, for_display=True, position=at)
        for at, name in enumerate(("上层", "下层"))
    ]


@pytest.fixture
def other_case(case):
    return Place.objects.create(name="九号柜", kind="case", parent=case.parent, for_display=True)


def around(item):
    return public.visit(item.holding.label)


def titles(cards):
    return [card.title for card in cards]


def of_kin(item, name):
    return next((each for each in around(item).kin if each.name == name), None)


def test_beside_an_object_stands_what_stands_on_its_shelf_and_in_its_case_alone(
    put, shelves, other_case
):
    _lamp, wheel, _basket = (put(name, shelves[0]) for name in ("煤油灯", "纺车", "烘篮"))
    bowl, far = put("盖碗", shelves[1]), put("算盘", other_case)

    near = around(wheel).neighbours

    assert titles(near.cards) == ["煤油灯", "纺车", "烘篮"]
    assert (near.is_shelf, near.words, near.count, near.position) == (True, "三号柜", 4, 2)
    assert (near.before.title, near.after.title) == ("煤油灯", "烘篮")
    assert around(bowl).neighbours.is_shelf is False
    assert titles(around(bowl).neighbours.cards) == ["纺车", "烘篮", "盖碗"]
    assert far.title not in titles(near.cards)


def test_the_first_of_a_case_has_none_before_it_and_the_last_none_after(put, shelves, other_case):
    first, last = put("煤油灯", shelves[0]), put("盖碗", shelves[1])
    put("算盘", other_case)

    assert (around(first).neighbours.before, around(first).neighbours.after.title) == (None, "盖碗")
    assert (around(last).neighbours.before.title, around(last).neighbours.after) == ("煤油灯", None)


def test_what_stands_alone_in_its_case_is_followed_by_its_hall(put, case, other_case):
    alone, others = put("算盘", other_case), [put(name, case) for name in ("犁", "耙", "水车")]

    near = around(alone).neighbours

    assert (near.name, near.words, near.count, near.position) == ("hall", "二厅", 4, 0)
    assert sorted(titles(near.cards)) == sorted(each.title for each in others)
    assert (near.before, near.after) == (None, None)


def test_the_code_of_the_case_leads_to_what_stands_in_it(put, shelves, case):
    put("煤油灯", shelves[0])
    wheel = put("纺车", shelves[0])

    near = around(wheel).neighbours

    assert (near.name, near.code) == ("place", case.tags.get().code)


def test_nothing_stands_beside_what_is_in_the_store_or_in_a_case_that_was_closed(
    put, shelves, case, other_case
):
    stored, shut = put("风箱"), put("煤油灯", other_case)
    wheel = put("纺车", shelves[0])
    other_case.for_display = False
    other_case.save()

    assert (around(stored).neighbours, around(shut).neighbours) == (None, None)
    assert around(wheel).neighbours.count == 1
    assert titles(around(wheel).neighbours.cards) == []


def test_what_was_withdrawn_stands_nowhere_beside_another(put, curator, case):
    plough, shown, hidden = (put(name, case) for name in ("犁", "耙", "水车"))
    before = around(plough).neighbours

    opening.withdraw(hidden, by=curator)
    after = around(plough).neighbours

    assert (before.count, after.count) == (3, 2)
    assert titles(after.cards) == ["犁", shown.title]


def test_an_object_whose_place_is_not_told_stands_beside_none_and_none_beside_it(
    put, curator, case
):
    lamp, silver, wheel = (put(name, case) for name in ("煤油灯", "银锁", "纺车"))

    opening.hide_place(silver, by=curator)

    assert around(silver).neighbours is None
    assert titles(around(lamp).neighbours.cards) == ["煤油灯", "纺车"]
    assert around(wheel).neighbours.count == 2


def test_the_kin_of_an_object_are_of_its_giver_its_kind_and_its_time(put, ma_family):
    spinning, era = (
        Term.objects.get(vocabulary="category", code="FZ"),
        Term.objects.get(vocabulary="era", code="1950s"),
    )
    below = Term.objects.of("category").filter(parent=spinning).first()
    wheel = put("纺车", owner=ma_family, category=below, era=era)
    put("秤", owner=ma_family)
    put("织布机", category=spinning)
    put("座钟", era=era)
    put("不相干")

    found = {each.name: (each.code, titles(each.cards)) for each in around(wheel).kin}

    assert found == {
        "household": ("三组马家", ["秤"]),
        "category": ("FZ", ["织布机"]),
        "era": ("1950s", ["座钟"]),
    }


def test_a_giver_who_was_not_named_once_is_not_told_by_what_else_they_brought(put, grandmother):
    named = put("纺车", owner=grandmother, naming="full")
    hushed = put("汤瓶", owner=grandmother, naming="anonymous")
    again = put("秤", owner=grandmother, naming="full")

    assert titles(of_kin(named, "household").cards) == [again.title]
    assert of_kin(hushed, "household") is None


def test_rows_that_are_one_person_are_one_family(put, curator, grandmother):
    twin = PersonFactory(name="王桂兰")
    one, other = (
        put("纺车", owner=grandmother, naming="full"),
        put("秤", owner=twin, naming="full"),
    )

    merging.merge(twin, grandmother, reason="同一个人", by=curator)

    assert titles(of_kin(one, "household").cards) == ["秤"]
    assert titles(of_kin(other, "household").cards) == ["纺车"]


def test_of_the_kin_the_pictured_ones_come_first_and_each_is_shown_once(put, registrar, ma_family):
    era = Term.objects.get(vocabulary="era", code="1950s")
    things = [put(f"第{n}件", owner=ma_family, era=era) for n in range(6)]
    picture = take_in([photo_file()], by=registrar).pictures[0]
    Photo.objects.create(item=Item.objects.get(pk=things[4].pk), picture=picture)

    kin = around(things[0]).kin
    shown = [card.title for each in kin for card in each.cards]

    assert shown[0] == "第4件"
    assert len(shown) == len(set(shown)) == 5


def test_an_era_that_nobody_knows_makes_no_kin(put):
    unknown = Term.objects.get(vocabulary="era", code="unknown")
    one = put("纺车", era=unknown)
    put("秤", era=unknown)

    assert around(one).kin == ()
