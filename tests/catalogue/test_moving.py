import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from museum.catalogue import accessioning, displaying, donating, moving, returning
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item, Movement, Place
from museum.institution import Museum
from museum.refusals import codes, sentences
from tests.factories import received


@pytest.fixture
def kept(curator, wheel, loom):
    accessioning.accept(wheel, by=curator)
    accessioning.accept(loom, by=curator)
    return wheel, loom


def test_many_objects_move_in_one_act_with_one_reason(keeper, kept, store):
    movements = moving.move(kept, store, by=keeper, reason="入库")

    assert len({movement.act for movement in movements}) == 1
    assert {movement.reason for movement in movements} == {"入库"}
    assert {item.holding.place for item in Item.objects.all()} == {store}


def test_a_full_case_refuses_another_object(keeper, kept, small_case):
    wheel, loom = kept
    displaying.put_on_display(wheel, small_case, by=keeper)

    with pytest.raises(ValidationError) as refusal:
        displaying.put_on_display(loom, small_case, by=keeper)

    assert codes(refusal.value) == {"full"}
    assert "1" in sentences(refusal.value)[0]


def test_two_objects_into_a_case_with_one_place_move_neither(keeper, kept, small_case, reception):
    with pytest.raises(ValidationError):
        moving.move(kept, small_case, by=keeper)

    assert {item.holding.place for item in Item.objects.all()} == {reception}


def test_what_is_there_already_is_not_moved_there(keeper, kept, reception):
    with pytest.raises(ValidationError) as refusal:
        moving.move(kept, reception, by=keeper)

    assert codes(refusal.value) == {"there_already"}


def test_a_movement_cannot_lie_before_the_last_one(keeper, kept, store):
    yesterday = timezone.now() - datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refusal:
        moving.move(kept[0], store, by=keeper, happened_at=yesterday)

    assert codes(refusal.value) == {"before_last"}


def test_what_has_left_the_museum_is_not_moved(curator, keeper, wheel, store):
    returning.decline(wheel, by=curator, reason="馆里已有")
    returning.give_back(wheel, by=curator, reason="取走")

    with pytest.raises(ValidationError) as refusal:
        moving.move(wheel, store, by=keeper)

    assert codes(refusal.value) == {"not_here"}


def test_one_act_sent_twice_moves_once(keeper, kept, store):
    key = uuid.uuid4()

    moving.move(kept, store, by=keeper, key=key)
    moving.move(kept, store, by=keeper, key=key)

    assert Movement.objects.filter(destination=store).count() == 2


def test_the_register_and_the_store_can_be_kept_by_different_people(curator, keeper, kept, store):
    museum = Museum.load()
    museum.separate_keepers = True
    museum.save()

    with pytest.raises(ValidationError) as refusal:
        moving.move(kept[0], store, by=curator)
    moving.move(kept[1], store, by=keeper)

    assert codes(refusal.value) == {"separate"}


def test_a_volunteer_at_the_register_does_not_move(registrar, kept, store):
    with pytest.raises(ValidationError) as refusal:
        moving.move(kept, store, by=registrar)

    assert codes(refusal.value) == {"forbidden"}


def test_parts_go_with_the_whole_unless_they_were_put_elsewhere(curator, registrar, keeper,
                                                               ma_family, store, case):  # fmt: skip
    donation = donating.receive(
        donating.Receipt([Thing("盖碗", parts=[Thing("碗盖"), Thing("碗托")])], owner=ma_family),
        by=registrar,
    )
    bowl, lid, saucer = (each.item for each in donation.holdings.order_by("part"))
    accessioning.accept(bowl, by=curator)
    moving.move(lid, store, by=keeper, reason="锔补")

    displaying.put_on_display(bowl, case, by=keeper)

    places = {each.item_id: each.place for each in donation.holdings.all()}
    assert places == {bowl.pk: case, lid.pk: store, saucer.pk: case}


def test_what_is_undecided_does_not_go_on_display(keeper, wheel, case):
    with pytest.raises(ValidationError) as refusal:
        displaying.put_on_display(wheel, case, by=keeper)

    assert codes(refusal.value) == {"undecided"}


def test_a_store_is_no_place_for_display(keeper, kept, store):
    with pytest.raises(ValidationError) as refusal:
        displaying.put_on_display(kept, store, by=keeper)

    assert codes(refusal.value) == {"not_for_display"}


def test_what_is_not_on_display_is_not_taken_off(keeper, kept, store):
    with pytest.raises(ValidationError) as refusal:
        displaying.take_off_display(kept[0], store, by=keeper)

    assert codes(refusal.value) == {"not_on_display"}


def test_on_display_answers_for_any_day(curator, registrar, keeper, ma_family, case, store):
    day = datetime.date(2023, 3, 1)
    item = received(by=registrar, owner=ma_family, happened_at=day)
    accessioning.accept(item, by=curator, happened_at=datetime.date(2023, 4, 1))
    displaying.put_on_display(item, case, by=keeper, happened_at=datetime.date(2023, 5, 1))
    displaying.take_off_display(item, store, by=keeper, happened_at=datetime.date(2023, 7, 1))

    shown = {
        month: Item.objects.on_display(as_of=datetime.date(2023, month, 1)).count()
        for month in (3, 4, 5, 6, 7)
    }

    assert shown == {3: 0, 4: 0, 5: 1, 6: 1, 7: 0}
    assert Item.objects.on_display().count() == 0


def test_editing_a_place_rewrites_no_history(keeper, kept, case):
    displaying.put_on_display(kept[0], case, by=keeper)

    case.for_display = False
    case.save()

    assert Movement.objects.filter(destination=case, was_display=True).exists()
    assert Item.objects.on_display().count() == 1


def test_a_place_cannot_stand_in_itself(hall, case):
    hall.parent = case

    with pytest.raises(ValidationError) as refusal:
        hall.full_clean()

    assert "circle" in codes(refusal.value)


def test_renaming_a_hall_renames_the_trail_of_its_cases(hall, case):
    shelf = Place.objects.create(name="上层", kind="shelf", parent=case)

    hall.name = "东厅"
    hall.save()

    shelf.refresh_from_db()
    assert shelf.trail == "东厅·三号柜·上层"
    assert shelf.root == hall


@pytest.fixture
def shelves(hall):
    """A case for three with two shelves, a box on the lower one."""
    case = Place.objects.create(
        name="四号柜", kind="case", parent=hall, for_display=True, capacity=3
    )
    upper, lower = (
        Place.objects.create(name=name, kind="shelf", parent=case, for_display=True)
        for name in ("上层", "下层")
    )
    box = Place.objects.create(name="匣子", kind="shelf", parent=lower, for_display=True)
    return case, upper, lower, box


def test_a_case_counts_what_stands_on_its_shelves(curator, registrar, ma_family, shelves, hall):
    case, upper, lower, box = shelves
    things = [received(f"碗{n}", by=registrar, owner=ma_family) for n in range(4)]
    moving.move(things[0], case, by=curator)
    moving.move(things[1], upper, by=curator)
    moving.move(things[2], box, by=curator)

    with pytest.raises(ValidationError) as refusal:
        moving.move(things[3], lower, by=curator)

    assert codes(refusal.value) == {"full"}
    assert "四号柜" in str(refusal.value)
    counted = {place.pk: place.now for place in Place.objects.counted()}
    found = [counted[place.pk] for place in (hall, case, upper, lower, box)]
    assert found == [3, 3, 1, 1, 1]


def test_what_stands_in_a_full_case_goes_from_shelf_to_shelf(
    curator, registrar, ma_family, shelves
):
    _case, upper, lower, _box = shelves
    things = [received(f"碗{n}", by=registrar, owner=ma_family) for n in range(3)]
    moving.move(things, upper, by=curator)

    moving.move(things, lower, by=curator)

    assert Holding.objects.filter(place=lower).count() == 3


def test_a_case_holds_as_many_as_it_holds(curator, registrar, ma_family, shelves):
    case, upper, lower, _box = shelves
    things = [received(f"碗{n}", by=registrar, owner=ma_family) for n in range(4)]
    moving.move(things[:2], upper, by=curator)

    with pytest.raises(ValidationError) as refusal:
        moving.move(things[2:], lower, by=curator)
    moving.move(things[2], lower, by=curator)

    assert codes(refusal.value) == {"full"}
    assert Holding.objects.filter(place__parent=case).count() == 3
