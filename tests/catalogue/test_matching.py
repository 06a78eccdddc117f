from museum.catalogue import accessioning, donating, matching
from museum.catalogue.donating import Thing
from tests.factories import PersonFactory


def test_something_found_turns_out_to_be_a_known_object(curator, registrar, loom, case):
    accessioning.accept(loom, by=curator)
    finder = PersonFactory(name="沙明亮")
    found = donating.receive(
        donating.Receipt([Thing("布机", way="found")], finder=finder, found_where="库房门后"),
        by=registrar,
    ).holdings.get()

    matching.match_found(found.item, loom, by=curator, reason="标签掉了")

    found.refresh_from_db()
    assert found.matched_to == loom
    assert found.status == "declined"
    assert found.place.is_elsewhere
