import datetime

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import accessioning, deaccessioning, donating, returning, taking_back
from museum.catalogue.bulk.ends import Deaccessioned, Declined, Returned
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item
from museum.catalogue.registering import Row, register
from museum.ledger import LedgerLine
from museum.refusals import codes
from museum.verifying import misfits
from tests.catalogue.test_registering import COMPARED, last_rows, rows_of, state
from tests.factories import PersonFactory

CAME = datetime.date(2019, 10, 1)
DECIDED = datetime.date(2020, 3, 1)
WENT = datetime.date(2021, 5, 6)
DUPLICATE = {"reason_code": "duplicate_entry", "reason": "登了两次"}


def basket(way="gift"):
    return Thing("提篮", way=way, parts=[Thing("盖子")])


def one_by_one(grandmother, case, curator):
    """A basket declined and fetched, one on deposit that went home, one taken off the register."""
    items = [
        donating.receive(
            donating.Receipt([basket(way)], owner=grandmother, naming="full", happened_at=CAME), by=curator
        ).holdings.get(part=0).item
        for way in ("gift", "deposit", "gift")
    ]  # fmt: skip
    declined, deposit, twice = items
    returning.decline(declined, by=curator, reason="已有三个", happened_at=DECIDED)
    returning.give_back(declined, by=curator, reason="来拿了", happened_at=WENT)
    for each in (deposit, twice):
        accessioning.accept(each, by=curator, happened_at=CAME)
    returning.give_back(deposit, by=curator, reason="要嫁女儿", happened_at=WENT)
    deaccessioning.deaccession(twice, by=curator, happened_at=WENT, **DUPLICATE)


def as_rows(grandmother):
    told = {"owner": grandmother, "naming": "full", "happened_at": CAME}
    fetched = Returned(reason="来拿了", happened_at=WENT)
    return [
        Row(basket(), accepted=False, ends=[Declined(reason="已有三个", happened_at=DECIDED), fetched], **told),
        Row(basket("deposit"), ends=[Returned(reason="要嫁女儿", happened_at=WENT)], **told),
        Row(basket(), ends=[Deaccessioned(happened_at=WENT, **DUPLICATE)], **told),
    ]  # fmt: skip


def acts(items):
    """Return what the chain says of each object, in order."""
    subjects = [[f"catalogue.item:{item.pk}"] for item in items]
    return [
        list(LedgerLine.objects.filter(subject__in=each).values_list("act", "happened_at"))
        for each in subjects
    ]


def test_ends_stand_in_the_register_as_the_single_verbs_write_them(curator, grandmother, case):
    start = last_rows()
    one_by_one(grandmother, case, curator)
    single_rows = {label: rows_of(label, start) for label in COMPARED}
    single = list(Item.objects.order_by("pk"))
    start = last_rows()

    register(as_rows(grandmother), by=curator)

    mine = Item.objects.filter(pk__gt=single[-1].pk)
    whole = Item.objects.filter(pk__lte=single[-1].pk)
    in_order = ("holding__donation", "holding__line", "holding__part")
    assert state(mine) == state(whole)
    assert acts(mine.order_by(*in_order)) == acts(whole.order_by(*in_order))
    for label in set(COMPARED) - {"museum.Counter"}:
        assert rows_of(label, start) == single_rows[label], label
    assert list(misfits()) == []


def test_what_the_list_returns_stands_as_it_ended(curator, grandmother):
    declined, deposit, twice = register(as_rows(grandmother), by=curator)

    assert [each.holding.status for each in (declined, deposit, twice)] == [
        "returned", "returned", "deaccessioned",
    ]  # fmt: skip
    assert all(each.holding.place.is_elsewhere for each in (declined, deposit, twice))
    assert deposit.holding.label == "JC00001"
    assert not Item.objects.collected().exists()


def test_a_declined_row_waits_at_the_reception_on_the_day_it_came(curator, grandmother, reception):
    row = Row(Thing("秤"), owner=grandmother, happened_at=CAME, accepted=False,
              ends=[Declined(reason="已有三把", person=grandmother)])  # fmt: skip

    (item,) = register([row], by=curator)

    entry = item.entries.get(act="declined")
    assert (item.holding.status, item.holding.place) == ("declined", reception)
    assert (entry.happened_at, entry.person) == (item.holding.donation.happened_at, grandmother)


def test_a_row_that_leaves_by_its_gates_keeps_them(curator, grandmother):
    end = Deaccessioned(
        reason="虫蛀", reason_code="decayed", approval="馆字1号", looked_at_by=PersonFactory(),
        decided_on=DECIDED, noticed_on=DECIDED, giver_said="随你们", happened_at=WENT,
    )  # fmt: skip

    (item,) = register(
        [Row(Thing("秤"), owner=grandmother, happened_at=CAME, ends=[end])], by=curator
    )

    entry = item.entries.get(act="deaccessioned")
    assert (entry.new, entry.steps.giver_said) == ("馆字1号", "随你们")
    assert list(misfits()) == []


def refused(curator, grandmother, **told):
    rows = [
        Row(Thing("好好的"), owner=grandmother, happened_at=CAME),
        Row(Thing("秤"), owner=grandmother, happened_at=CAME, **told),
    ]
    with pytest.raises(ValidationError) as refusal:
        register(rows, by=curator)
    assert not Item.objects.exists()
    assert not LedgerLine.objects.filter(act__startswith="catalogue.").exists()
    return list(refusal.value.error_dict), codes(refusal.value)


@pytest.mark.parametrize(
    ("told", "field", "code"),
    [
        ({"ends": [Declined(reason="有了")]}, "", "decided"),
        ({"ends": [Returned(reason="要了")]}, "", "own"),
        ({"ends": [Deaccessioned(reason="烂了", reason_code="decayed")]}, ".looked_at_by", "not_looked"),
        ({"accepted": False, "ends": [Declined(reason=" ")]}, ".reason", "no_words"),
        ({"accepted": False, "ends": [Declined(reason="有了", happened_at=datetime.date(2018, 1, 1))]},
         ".happened_at", "before_receipt"),
        ({"accepted": False, "ends": [Declined(reason="有了", happened_at=WENT),
                                      Returned(reason="拿了", happened_at=DECIDED)]},
         ".happened_at", "before_decision"),
    ],
)  # fmt: skip
def test_an_end_is_refused_of_its_row_and_the_list_is_not_written(
    curator, grandmother, told, field, code
):
    assert refused(curator, grandmother, **told) == ([f"rows.1{field}"], {code})


def test_whoever_may_not_decline_declines_nothing_by_a_list(registrar, grandmother):
    row = Row(Thing("秤"), owner=grandmother, accepted=False, ends=[Declined(reason="有了")])

    with pytest.raises(ValidationError) as refusal:
        register([row], by=registrar)

    assert codes(refusal.value) == {"forbidden"}
    assert not Item.objects.exists()


def test_a_list_with_ends_sent_twice_ends_once(curator, grandmother):
    rows = as_rows(grandmother)
    register(rows, by=curator)
    lines = LedgerLine.objects.count()

    register(rows, by=curator)

    assert LedgerLine.objects.count() == lines
    assert Holding.objects.count() == 6


def test_what_has_gone_home_leaves_its_case_to_the_next_row(curator, grandmother, small_case):
    told = {"owner": grandmother, "happened_at": CAME, "place": small_case}
    rows = [
        Row(basket("deposit"), ends=[Returned(reason="要了", happened_at=WENT)], **told),
        Row(Thing("秤"), moved_at=WENT, **told),
    ]

    _basket, scale = register(rows, by=curator)

    assert Holding.objects.get(place=small_case).item == scale


def test_what_a_list_declined_is_taken_back_like_any_other_decision(curator, grandmother):
    row = Row(basket(), owner=grandmother, happened_at=CAME, accepted=False,
              ends=[Declined(reason="有了", happened_at=DECIDED)])  # fmt: skip
    (item,) = register([row], by=curator)

    taking_back.take_back(item, by=curator, reason="看错了")

    assert {each.status for each in Holding.objects.all()} == {"received"}
    assert list(misfits()) == []
