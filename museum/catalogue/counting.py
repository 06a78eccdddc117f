"""What the register of objects says in numbers, with the rows behind each number beside it.

Days are Asia/Shanghai's, both ends included. What became of an object is asked of its entries, so
that a day long past answers as it did then. Objects are counted whole (件/套), without their parts.
"""

import datetime
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from museum.catalogue.models import Donation, Item, NumberGiven, RegisterEntry, Story
from museum.catalogue.models.holdings import OF_THE_COLLECTION, STILL_THE_OWNERS, Series, Way
from museum.catalogue.models.movements import end_of
from museum.catalogue.models.questions import ItemQuerySet
from museum.people.models import Person

Act = RegisterEntry.Act

# The acts after which an object is the museum's to count no more, unless it was accepted since.
DECIDING = (
    Act.ACCEPTED, Act.CAME_BACK, Act.DECLINED, Act.RETURNED, Act.MATCHED, Act.DEACCESSIONED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of objects: code and name of the kind, how many."""

    code: str
    name: str
    objects: int


@dataclass(frozen=True, slots=True)
class Givers:
    persons: int
    households: int
    organisations: int

    @property
    def all(self) -> int:
        return self.persons + self.households + self.organisations


def start_of(day: datetime.date) -> datetime.datetime:
    return end_of(day - datetime.timedelta(days=1))


def held(day: datetime.date, *, campaign=None) -> ItemQuerySet:
    """Return what the museum had at the end of day, its own or another's."""
    acts = _of_the_item(*DECIDING).filter(happened_at__lt=end_of(day))
    last = acts.order_by("-happened_at", "-pk").values("act")[:1]
    decided = _arrived(campaign).alias(decided=Subquery(last))
    here = Q(decided=None) | Q(decided__in=(Act.ACCEPTED, Act.CAME_BACK))
    return decided.filter(here, arrived_at__lt=end_of(day))


def came(first: datetime.date, last: datetime.date, *, campaign=None) -> ItemQuerySet:
    """Return what was handed over in the period, whatever became of it."""
    return _arrived(campaign).filter(arrived_at__gte=start_of(first), arrived_at__lt=end_of(last))


def collected(first: datetime.date, last: datetime.date, *, campaign=None) -> ItemQuerySet:
    """Return what was handed over in the period and was still here at its end."""
    return held(last, campaign=campaign).filter(arrived_at__gte=start_of(first))


def came_by(items: QuerySet, *ways: str, as_of: datetime.date) -> ItemQuerySet:
    """Return those of items that were gifts, deposits … at the end of as_of: a deposit that became
    a gift later was a deposit then."""
    return _with_way(items, as_of).filter(way_then__in=ways)


def by_way(first: datetime.date, last: datetime.date, *, campaign=None) -> list[Share]:
    """Return what was collected by way of coming, every way, also those that brought nothing."""
    items = _with_way(collected(first, last, campaign=campaign), last)
    found = dict(items.order_by().values_list("way_then").annotate(n=Count("pk")))
    return [Share(way, str(words), found.get(way, 0)) for way, words in Way.choices
            if way in OF_THE_COLLECTION]  # fmt: skip


def by_category(day: datetime.date, *, campaign=None) -> list[Share]:
    """Return what was held by kind, sub-classes added to their kind, the kind nobody chose last."""
    kinds: dict[tuple, int] = {}
    own = ("category__position", "category__code", "category__name")
    above = ("category__parent__position", "category__parent__code", "category__parent__name")
    items = held(day, campaign=campaign).order_by().values_list(*own, *above)
    for *row, count in items.annotate(n=Count("pk")):
        top = tuple(row[3:]) if row[4] else tuple(row[:3])
        kinds[top] = kinds.get(top, 0) + count
    ordered = sorted((top for top in kinds if top[1]), key=lambda top: (top[0], top[1]))
    untold = sum(count for top, count in kinds.items() if not top[1])
    found = [Share(code, name, kinds[position, code, name]) for position, code, name in ordered]
    return [*found, Share("", "", untold)] if untold else found


def by_grade(day: datetime.date) -> list[Share]:
    """Return what was held by grade, as it is graded today."""
    found = held(day).order_by("grade__position").values_list("grade__code", "grade__name")
    return [Share(code or "", name or "", n) for code, name, n in found.annotate(n=Count("pk"))]


def pieces(items: ItemQuerySet) -> int:
    """Return 实际数量: the single pieces of which items consist."""
    return items.aggregate(all=Sum("pieces", default=0))["all"]


def accepted(first: datetime.date, last: datetime.date, *, campaign=None) -> ItemQuerySet:
    """Return what got a collection number in the period, deposits that were given included.

    Not what was taken back; but what was accepted anew under the number that it had.
    """
    numbering = (Act.ACCEPTED, Act.BECAME_GIFT)
    wrong = RegisterEntry.objects.filter(
        item=OuterRef("item"), happened_at=OuterRef("happened_at"), act__in=numbering
    ).exclude(taken_back_by=None)
    numbers = _within(NumberGiven.objects, first, last)
    given = numbers.filter(item=OuterRef("pk"), series=Series.COLLECTION).exclude(Exists(wrong))
    again = _within(_of_the_item(*numbering), first, last)
    again = again.filter(field="series", new=Series.COLLECTION)
    return _under(campaign).filter(Exists(given) | Exists(again))


def deposits(day: datetime.date, *, campaign=None) -> ItemQuerySet:
    """Return what was here at the end of day and stayed its owner's: deposits and loans."""
    return came_by(held(day, campaign=campaign), *STILL_THE_OWNERS, as_of=day)


def on_display(day: datetime.date, *, campaign=None) -> ItemQuerySet:
    return held(day, campaign=campaign).on_display(day)


def with_photo(items: ItemQuerySet) -> ItemQuerySet:
    """Return those that have a photo today: nobody knows since when."""
    return items.exclude(pk__in=items.order_by().without_photo().values("pk"))


def with_story(items: ItemQuerySet) -> ItemQuerySet:
    """Return those of which somebody tells today."""
    return items.exclude(pk__in=items.order_by().without_story().values("pk"))


def with_origin(items: ItemQuerySet) -> ItemQuerySet:
    """Return those of which is written today where they come from, or which have a story."""
    has_story = Exists(Story.objects.filter(item=OuterRef("pk")))
    return items.filter(~Q(provenance="") | Q(has_story))


def stories(first: datetime.date, last: datetime.date, *, campaign=None) -> QuerySet[Story]:
    """Return what was told in the period of objects that were here at its end."""
    here = held(last, campaign=campaign).order_by().values("pk")
    return Story.objects.filter(item__in=here, told_on__range=(first, last))


def deaccessioned(first, last, *, campaign=None) -> ItemQuerySet:
    """Return what was taken off the register in the period (注销)."""
    return _under(campaign).filter(_did(first, last, Act.DEACCESSIONED))


def returned(first, last, *, campaign=None) -> ItemQuerySet:
    """Return what went back to its owner in the period."""
    return _under(campaign).filter(_did(first, last, Act.RETURNED))


def givers(first, last, *, campaign=None, kind: str | None = None) -> QuerySet[Person]:
    """Return to whom what was collected in the period belonged, each once. Finds have nobody."""
    items = collected(first, last, campaign=campaign).order_by().values("pk")
    receipts = Donation.objects.filter(holdings__item__in=items, owner__isnull=False)
    whose = receipts.order_by().values_list(Coalesce("owner__merged_into", "owner"))
    found = Person.objects.filter(pk__in=whose)
    return found.filter(kind=kind) if kind else found


def count_givers(first, last, *, campaign=None) -> Givers:
    """Return how many they were. One query."""
    kinds = givers(first, last, campaign=campaign).order_by().values_list("kind")
    found = dict(kinds.annotate(n=Count("pk")))
    Kind = Person.Kind
    return Givers(
        persons=found.get(Kind.PERSON, 0),
        households=found.get(Kind.HOUSEHOLD, 0),
        organisations=found.get(Kind.ORGANISATION, 0),
    )


def _under(campaign) -> ItemQuerySet:
    items = Item.objects.whole()
    return items.filter(holding__donation__campaign=campaign) if campaign else items


def _of_the_item(*acts):
    return RegisterEntry.objects.valid().filter(item=OuterRef("pk"), act__in=acts)


def _arrived(campaign) -> ItemQuerySet:
    """Return what has come, and when: on the receipt's day, which may have been corrected, or, where
    it was only offered that day, on the day it was brought."""
    received = _of_the_item(Act.RECEIVED)
    brought = Subquery(received.order_by("happened_at").values("happened_at")[:1])
    offered = Exists(_of_the_item(Act.OFFERED))
    arrived = Case(When(offered, then=brought), default=F("holding__donation__happened_at"))
    return _under(campaign).filter(Exists(received)).annotate(arrived_at=arrived)


def _within(rows, first, last):
    return rows.filter(happened_at__gte=start_of(first), happened_at__lt=end_of(last))


def _did(first, last, act) -> Exists:
    return Exists(_within(_of_the_item(act), first, last))


def _with_way(items, day):
    later = Exists(_of_the_item(Act.BECAME_GIFT).filter(happened_at__gte=end_of(day)))
    then = Case(When(later, then=Value(Way.DEPOSIT)), default=F("holding__way"))
    return items.annotate(way_then=then)
