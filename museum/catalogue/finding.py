"""What objects are found by stays true when the people around them change."""

from museum.catalogue.models import Item
from museum.people.models import Person


def refresh_objects_of(person: Person) -> None:
    """Store anew the words of every object that is found under person's public name."""
    for item in Item.objects.filter(holding__donation__owner=person).select_related(
        "holding__donation__owner"
    ):
        item.refresh_search_text()
