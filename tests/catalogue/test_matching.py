from museum.catalogue import accessioning, donating, matching
from museum.catalogue.donating import Thing
from tests.factories import PersonFactory


def test_something_found_turns_out_to_be_a_known_object(curator, registrar, loom, case):
    accessioning.accept(loom, by=curator)
    finder = PersonFactory(name="沙明亮")
    found = donating.receive(
        [Thing("布机", way="found")], by=registrar, finder=finder, found_where="库房门后"
    ).holdings.get()

    matching.match_found(found.item, loom, by=curator, reason="标签掉了")

    found.refresh_from_db()
    assert found.matched_to == loom
    assert found.standing == "declined"
    assert found.place.is_elsewhere
