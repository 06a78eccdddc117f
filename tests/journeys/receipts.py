"""Receipts at the limits of their fields."""

import itertools

from museum.accounts.models import User
from museum.catalogue import donating
from museum.catalogue.donating import Thing
from museum.clock import today
from museum.people.models import Person

# Written as people write, in letters that are as wide as any, and in one word without a break.
WRITINGS = {
    "characters": "雕花樟木衣箱四角包铜有一只脚是后配的" * 30,
    "words": "the carved chest of camphor wood " * 20,
    "one word": "Donaudampfschifffahrtsgesellschaft" * 20,
    "wide letters": "WMWM" * 100,
}


def receive(writing: str, share: float, count: int) -> int:
    """Return a receipt of so many things, each field filled to that share of its limit."""

    def cut(most: int) -> str:
        return WRITINGS[writing][: max(1, int(most * share))]

    by = User.objects.get(username="dengji")
    tag = f"{writing}{share}{count}"
    people = [
        Person.objects.create(
            name=(name + tag + cut(60))[:60], former_group=cut(30), building=cut(30)
        )
        for name in ("甲", "乙")
    ]
    ways = itertools.cycle(["gift", "deposit", "loan", "purchase", "transfer"])
    things = [
        Thing(cut(120), other_names=cut(200), condition=cut(300), conditions=cut(300), way=way,
              loan_ends=today() if way == "loan" else None, quantity=9999, pieces=9999, unit="一二三四"[:max(1, int(4 * share))])
        for way, _n in zip(ways, range(count), strict=False)
    ]  # fmt: skip
    receipt = donating.Receipt(things, owner=people[0], brought_by=people[1], naming="full",
                               on_behalf=cut(80))  # fmt: skip
    return donating.receive(receipt, by=by).pk
