"""What tells namesakes apart, as a villager would: 二组，现住5栋，尾号1015，送来过杆秤、汤瓶."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from museum.catalogue.models import Donation, Holding
from museum.people.models import Person
from museum.people.naming import tail_of

MOST_TITLES = 2


class Row(NamedTuple):
    """Somebody known, as a row to tap. has_chosen: they said before how they are named."""

    person: Person
    words: str
    is_picked: bool
    has_chosen: bool


def rows_of(
    people: Sequence[Person], picked: Person | None, *, with_telephone: bool = True
) -> list[Row]:
    """Return people as rows. Two queries."""
    if not people:
        return []
    brought = defaultdict(list)
    of_them = Holding.objects.filter(part=0, donation__brought_by__in=people).order_by("-pk")
    for pk, title in of_them.values_list("donation__brought_by", "item__title"):
        brought[pk].append(title)
    chosen = naming_chosen(people)
    return [
        Row(
            each,
            "，".join(_facts(each, brought[each.pk], with_telephone)),
            each == picked,
            each.pk in chosen,
        )
        for each in people
    ]


def naming_chosen(people: Sequence[Person]) -> dict[int, str]:
    """Return how each of people wanted to be named the last time they gave, whichever of their rows it
    was: by key, without those who never gave."""
    keys = [each.pk for each in people]
    theirs = Q(owner__in=keys) | Q(owner__merged_into__in=keys)
    given = Donation.objects.filter(theirs).order_by("pk")
    rows = given.values_list("owner", "owner__merged_into", "naming")
    return {into or owner: naming for owner, into, naming in rows}


def _facts(person: Person, titles: list[str], with_telephone: bool) -> list[str]:
    tail = tail_of(person)
    some = "、".join(titles[:MOST_TITLES])
    found = [
        person.former_group,
        person.building and _("now in %(building)s") % {"building": person.building},
        with_telephone and tail and _("telephone ends in %(tail)s") % {"tail": tail},
        some and _("brought %(titles)s") % {"titles": some},
    ]
    return [each for each in found if each]
