import uuid

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import accessioning, displaying, returning, seeing
from museum.catalogue.models import Place, Sighting
from museum.refusals import codes
from museum.verifying import misfits
from tests.factories import UserFactory


@pytest.fixture
def shown(curator, wheel, loom, case):
    for item in (wheel, loom):
        accessioning.accept(item, by=curator)
        displaying.put_on_display(item, case, by=curator)
    return wheel, loom


def refused(*args, **told):
    with pytest.raises(ValidationError) as refusal:
        seeing.see(*args, **told)
    return codes(refusal.value)


def test_what_was_seen_is_a_line_for_each_thing_with_who_and_where(shown, keeper, case):
    seeing.see(shown, case, by=keeper)

    assert {(each.item, each.place, each.by) for each in Sighting.objects.all()} == {
        (item, case, keeper) for item in shown
    }
    assert list(misfits()) == []


def test_what_stands_on_a_shelf_is_seen_in_its_case(shown, keeper, case):
    shelf = Place.objects.create(name="上层", kind="shelf", parent=case, for_display=True)
    displaying.put_on_display(shown[0], shelf, by=keeper)

    seeing.see(shown, case, by=keeper)

    assert {each.place for each in Sighting.objects.all()} == {shelf, case}


def test_ticks_sent_twice_are_seen_once(shown, keeper, case):
    key = uuid.uuid4()

    for _each in range(2):
        seeing.see(shown, case, by=keeper, key=key)

    assert Sighting.objects.count() == 2


def test_ticks_that_were_written_are_not_refused_because_a_thing_has_moved_since(
    shown, keeper, case, store
):
    key = uuid.uuid4()
    first = seeing.see(shown, case, by=keeper, key=key)
    displaying.take_off_display(shown[0], store, by=keeper)

    again = seeing.see(shown, case, by=keeper, key=key)

    assert again == first
    assert refused(shown, case, by=keeper) == {"elsewhere"}


def test_what_should_stand_elsewhere_is_moved_and_not_ticked(
    shown, wheel, loom, keeper, store, case
):
    assert refused(shown, store, by=keeper) == {"elsewhere"}
    assert not Sighting.objects.exists()


def test_what_the_register_has_not_here_is_not_seen_without_a_word(curator, wheel, reception):
    returning.decline(wheel, by=curator, reason="已有")
    returning.give_back(wheel, by=curator, reason="取走")

    assert refused(wheel, reception, by=curator) == {"not_here"}


def test_a_sighting_is_never_changed_nor_deleted(shown, keeper, case):
    row = seeing.see(shown[0], case, by=keeper)[0]

    with pytest.raises(ValidationError):
        row.delete()
    with pytest.raises(ValidationError):
        row.save()


def test_whoever_has_nothing_to_do_with_objects_sees_nothing(shown, case):
    assert refused(shown, case, by=UserFactory()) == {"forbidden"}
