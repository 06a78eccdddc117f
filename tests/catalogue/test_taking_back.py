import datetime
import uuid
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from museum.catalogue import (
    accessioning,
    correcting,
    counting,
    deaccessioning,
    displaying,
    donating,
    matching,
    moving,
    public,
    returning,
    transferring_title,
)
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item, NumberGiven, Place, RegisterEntry
from museum.catalogue.taking_back import last_decision, take_back
from museum.chain import first_misfit
from museum.ledger import LedgerLine
from museum.refusals import codes
from tests.factories import PersonFactory, photo_file, published, received

TODAY = datetime.date.today


def held(item):
    return Holding.objects.get(item=item)


def facts(item):
    return Holding.objects.filter(item=item).values(
        "status", "way", "owner", "series", "number", "label", "accepted_at", "place"
    ).get()  # fmt: skip


KEYED = {
    "accept": accessioning.accept,
    "decline": partial(returning.decline, reason="馆里已有"),
    "give back": partial(returning.give_back, reason="女儿出嫁"),
    "become gift": partial(transferring_title.turn_deposit_into_gift, reason="不取了"),
    "deaccession": partial(
        deaccessioning.deaccession, reason_code="duplicate_entry", reason="登了两次"
    ),
    "bring back": partial(returning.bring_back, reason="又要存"),
}


def period():
    return datetime.date(2000, 1, 1), datetime.date.today() + datetime.timedelta(days=1)


ACTS = {
    "accept": lambda item, by: accessioning.accept(item, by=by),
    "decline": lambda item, by: returning.decline(item, by=by, reason="馆里已有"),
    "give back": lambda item, by: returning.give_back(item, by=by, reason="女儿出嫁"),
    "become gift": lambda item, by: transferring_title.turn_deposit_into_gift(item, by=by, reason="不取了"),
    "deaccession": lambda item, by: deaccessioning.deaccession(
        item, by=by, reason_code="duplicate_entry", reason="登了两次"
    ),
    "bring back": lambda item, by: returning.bring_back(item, by=by, reason="又要存"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("way", "acts"),
    [
        ("gift", ["accept"]),
        ("gift", ["decline"]),
        ("gift", ["give back"]),
        ("gift", ["decline", "give back"]),
        ("gift", ["accept", "deaccession"]),
        ("deposit", ["accept", "become gift"]),
        ("deposit", ["accept", "give back"]),
        ("deposit", ["accept", "give back", "bring back"]),
        ("deposit", ["accept", "become gift", "deaccession", "bring back"]),
    ],
)
def test_a_wrong_decision_is_taken_back_and_everything_stands_as_before(
    curator, registrar, ma_family, way, acts
):
    item = received("紫铜汤瓶", by=registrar, owner=ma_family, way=way, parts=[Thing("瓶盖")])
    stood = []
    for act in acts:
        stood.append((facts(item), facts(item.parts.get())))
        ACTS[act](item, curator)

    for before in reversed(stood):
        take_back(item, by=curator, reason="弄错了一件")
        assert (facts(item), facts(item.parts.get())) == before

    assert item.entries.filter(act="taken_back").count() == len(acts)
    assert last_decision(item) is None
    assert first_misfit() is None


def test_what_takes_back_names_the_line_it_takes_back(curator, wheel):
    ACTS["accept"](wheel, curator)
    wrong = last_decision(wheel)

    take_back(wheel, by=curator, reason="弄错了一件")

    line = LedgerLine.objects.get(act="catalogue.taken_back")
    assert wrong.taken_back_by.takes_back == wrong
    assert line.facts["takes_back"] == wrong.pk
    assert "弄错" not in str(line.facts)


def test_a_number_that_was_given_stays_spent_and_is_the_object_s_own_again(curator, wheel, loom):
    ACTS["accept"](wheel, curator)
    take_back(wheel, by=curator, reason="弄错了一件")

    ACTS["accept"](loom, curator)
    ACTS["accept"](wheel, curator)

    assert (held(loom).label, held(wheel).label) == ("CS00002", "CS00001")
    assert NumberGiven.objects.filter(item=wheel).count() == 1
    assert set(counting.accepted(*period())) == {wheel, loom}


def test_an_object_that_was_accepted_in_the_wrong_series_gets_another_number(curator, wheel):
    accessioning.accept(wheel, by=curator, series="replica")
    take_back(wheel, by=curator, reason="是老的，不是仿的")

    ACTS["accept"](wheel, curator)

    assert held(wheel).label == "CS00001"
    assert set(NumberGiven.objects.values_list("label", flat=True)) == {"FB00001", "CS00001"}


def test_a_code_that_was_printed_leads_to_the_object_for_ever(curator, wheel):
    ACTS["accept"](wheel, curator)

    take_back(wheel, by=curator, reason="弄错了一件")

    assert wheel.codes.filter(code="CS00001").exists()


def test_figures_count_what_was_taken_back_as_never_done(curator, wheel, ewer):
    ACTS["accept"](wheel, curator)
    ACTS["accept"](ewer, curator)
    ACTS["give back"](ewer, curator)
    assert counting.held(period()[1]).count() == 1

    take_back(wheel, by=curator, reason="弄错了一件")
    take_back(ewer, by=curator, reason="取走的是另一件")

    assert not counting.accepted(*period()).exists()
    assert not counting.returned(*period()).exists()
    assert set(counting.held(period()[1])) == {wheel, ewer}


def test_what_was_taken_back_is_not_public_any_more(curator, wheel):
    ACTS["accept"](wheel, curator)
    published(wheel)
    number = held(wheel).label
    assert public.item(number) is not None

    take_back(wheel, by=curator, reason="弄错了一件")

    assert public.item(number) is None


def test_the_later_decision_is_taken_back_first(curator, ewer):
    ACTS["accept"](ewer, curator)
    accepted = last_decision(ewer)
    ACTS["become gift"](ewer, curator)

    with pytest.raises(ValidationError) as refusal:
        take_back(ewer, accepted, by=curator, reason="弄错了")

    assert codes(refusal.value) == {"stood_on"}
    assert "寄存转捐赠" in str(refusal.value) or "became a gift" in str(refusal.value)


def test_the_same_decision_is_taken_back_once(curator, wheel):
    ACTS["accept"](wheel, curator)
    wrong = last_decision(wheel)
    take_back(wheel, wrong, by=curator, reason="弄错了")
    ACTS["decline"](wheel, curator)

    with pytest.raises(ValidationError) as refusal:
        take_back(wheel, wrong, by=curator, reason="弄错了")

    assert codes(refusal.value) == {"taken_back"}
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(
            item=wheel, act="taken_back", takes_back=wrong, by=curator,
            happened_at=wrong.happened_at,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "reason", "code"),
    [("registrar", "弄错了", "forbidden"), ("keeper", "弄错了", "forbidden"), ("curator", " ", "no_words")],
)  # fmt: skip
def test_only_the_curator_takes_back_and_says_why(request, curator, wheel, who, reason, code):
    ACTS["accept"](wheel, curator)

    with pytest.raises(ValidationError) as refusal:
        take_back(wheel, by=request.getfixturevalue(who), reason=reason)

    assert codes(refusal.value) == {code}
    assert held(wheel).status == "accessioned"


def test_where_nothing_is_decided_nothing_is_taken_back(curator, wheel):
    with pytest.raises(ValidationError) as refusal:
        take_back(wheel, by=curator, reason="弄错了")

    assert codes(refusal.value) == {"nothing"}


def test_a_part_is_decided_with_its_whole(curator, registrar, ma_family):
    item = received("织布机", by=registrar, owner=ma_family, parts=[Thing("梭子")])
    part = item.parts.get()
    ACTS["accept"](item, curator)

    with pytest.raises(ValidationError) as taken:
        take_back(part, by=curator, reason="弄错了")
    with pytest.raises(ValidationError) as returned:
        returning.give_back(part, by=curator, reason="取走")

    assert codes(taken.value) == codes(returned.value) == {"part"}


def test_a_decision_is_not_taken_back_before_it_was_made(curator, wheel):
    ACTS["accept"](wheel, curator)

    with pytest.raises(ValidationError) as refusal:
        take_back(wheel, by=curator, reason="弄错了", happened_at=datetime.date(2001, 1, 1))

    assert codes(refusal.value) == {"before_act"}


def test_what_is_on_display_is_taken_off_before_its_acceptance_is_taken_back(curator, wheel, case):
    ACTS["accept"](wheel, curator)
    displaying.put_on_display(wheel, case, by=curator)

    with pytest.raises(ValidationError) as refusal:
        take_back(wheel, by=curator, reason="弄错了")

    assert codes(refusal.value) == {"on_display"}


def test_what_was_not_fetched_after_all_stands_in_its_case_again(curator, ewer, small_case, loom):
    ACTS["accept"](ewer, curator)
    displaying.put_on_display(ewer, small_case, by=curator)
    ACTS["give back"](ewer, curator)
    ACTS["accept"](loom, curator)
    displaying.put_on_display(loom, small_case, by=curator)
    with pytest.raises(ValidationError) as full:
        take_back(ewer, by=curator, reason="没有取走")
    moving.move(loom, Place.objects.store(), by=curator)

    take_back(ewer, by=curator, reason="没有取走")

    assert codes(full.value) == {"full"}
    assert held(ewer).is_on_display


def test_an_owner_that_was_corrected_since_stays_corrected(curator, ewer):
    ACTS["accept"](ewer, curator)
    daughter = PersonFactory(name="马春花")
    correcting.correct(ewer, "owner", daughter, by=curator, reason="是女儿的")

    take_back(ewer, by=curator, reason="没有谈妥")

    assert held(ewer).owner == daughter


def test_what_came_and_was_moved_since_is_here(curator, ewer, store):
    ACTS["accept"](ewer, curator)
    ACTS["give back"](ewer, curator)
    ACTS["bring back"](ewer, curator)
    moving.move(ewer, store, by=curator)

    with pytest.raises(ValidationError) as refusal:
        take_back(ewer, by=curator, reason="弄错了")

    assert codes(refusal.value) == {"moved"}


@pytest.mark.parametrize(
    ("way", "acts"),
    [
        ("gift", ["accept"]),
        ("deposit", ["accept"]),
        ("purchase", ["accept"]),
        ("gift", ["decline"]),
        ("gift", ["give back"]),
        ("gift", ["decline", "give back"]),
        ("deposit", ["accept", "give back"]),
        ("deposit", ["accept", "become gift"]),
        ("gift", ["accept", "deaccession"]),
    ],
)
def test_lines_from_before_there_was_taking_back_are_taken_back_too(
    curator, registrar, ma_family, way, acts
):
    item = received("紫铜汤瓶", by=registrar, owner=ma_family, way=way)
    for act in acts[:-1]:
        ACTS[act](item, curator)
    before = facts(item)
    ACTS[acts[-1]](item, curator)
    wrong = last_decision(item)
    wrong.before = {}

    take_back(item, wrong, by=curator, reason="弄错了一件")

    assert facts(item) == before


def test_an_offer_declined_before_there_was_taking_back_is_an_offer_again(
    curator, registrar, ma_family
):
    donation = donating.receive(
        donating.Receipt([Thing("水车")], owner=ma_family, in_hand=False), by=registrar
    )
    item = donation.holdings.get().item
    ACTS["decline"](item, curator)
    wrong = last_decision(item)
    wrong.before = {}

    take_back(item, wrong, by=curator, reason="要的")

    assert held(item).status == "offered"


def test_a_deposit_comes_back_under_its_old_number(curator, ewer, reception):
    ACTS["accept"](ewer, curator)
    ACTS["give back"](ewer, curator)

    holding = returning.bring_back(ewer, by=curator, reason="新房子没有地方放")

    assert (holding.status, holding.label, holding.place) == ("accessioned", "JC00001", reception)
    assert counting.held(period()[1]).get() == ewer


def test_what_never_had_a_number_waits_for_a_decision_when_it_comes_back(curator, wheel):
    ACTS["give back"](wheel, curator)

    holding = returning.bring_back(wheel, by=curator, reason="又送来了")

    assert holding.status == "received"
    ACTS["accept"](wheel, curator)
    assert held(wheel).label == "CS00001"


def test_what_is_here_cannot_come_back(curator, wheel):
    with pytest.raises(ValidationError) as refusal:
        returning.bring_back(wheel, by=curator, reason="又送来了")

    assert codes(refusal.value) == {"not_away"}


def test_what_was_declined_is_accepted_after_all(curator, wheel):
    ACTS["decline"](wheel, curator)

    holding = accessioning.accept_after_all(wheel, by=curator, reason="村里再没有第二架")

    assert (holding.status, holding.label) == ("accessioned", "CS00001")
    take_back(wheel, by=curator, reason="还是不要")
    assert held(wheel).status == "declined"


@pytest.mark.parametrize(
    ("act", "reason", "code"),
    [("accept", "留下", "not_declined"), ("decline", " ", "no_words")],
)
def test_accepting_after_all_is_for_what_was_declined_and_says_why(
    curator, wheel, act, reason, code
):
    ACTS[act](wheel, curator)

    with pytest.raises(ValidationError) as refusal:
        accessioning.accept_after_all(wheel, by=curator, reason=reason)

    assert codes(refusal.value) == {code}


def test_what_was_only_offered_is_not_accepted_after_all_before_it_is_here(
    curator, registrar, ma_family
):
    item = (
        donating.receive(
            donating.Receipt([Thing("水车")], owner=ma_family, in_hand=False), by=registrar
        )
        .holdings.get()
        .item
    )
    ACTS["decline"](item, curator)

    with pytest.raises(ValidationError) as refusal:
        accessioning.accept_after_all(item, by=curator, reason="留下")

    assert codes(refusal.value) == {"not_here"}
    take_back(item, by=curator, reason="要的")
    assert held(item).status == "offered"


@pytest.fixture
def found(registrar):
    donation = donating.receive(
        donating.Receipt([Thing("布机", way="found")], finder=PersonFactory(name="沙明亮")),
        by=registrar,
    )
    return donation.holdings.get().item


def test_a_match_is_taken_back_and_both_stand_where_they_stood(curator, loom, found, case):
    ACTS["accept"](loom, curator)
    displaying.put_on_display(loom, case, by=curator)
    before = facts(loom), facts(found)
    matching.match_found(found, loom, by=curator, sure=True)

    take_back(found, by=curator, reason="不是同一架")

    assert (facts(loom), facts(found)) == before
    assert held(found).matched_to is None
    assert held(loom).is_on_display


@pytest.mark.parametrize(("shown", "code"), [(True, "on_display"), (False, "elsewhere")])
def test_a_known_object_that_stands_elsewhere_is_asked_about(
    curator, loom, found, case, store, shown, code
):
    ACTS["accept"](loom, curator)
    moving.move(loom, case if shown else store, by=curator)

    with pytest.raises(ValidationError) as question:
        matching.match_found(found, loom, by=curator)
    matching.match_found(found, loom, by=curator, sure=True)

    assert codes(question.value) == {code}
    assert held(loom).place.kind == "reception"


@pytest.mark.parametrize("act", ["give back", "deaccession"])
def test_what_has_left_comes_back_before_it_is_recognised(curator, ewer, found, act):
    ACTS["accept"](ewer, curator)
    ACTS[act](ewer, curator)

    with pytest.raises(ValidationError) as refusal:
        matching.match_found(found, ewer, by=curator, sure=True)
    returning.bring_back(ewer, by=curator, reason="在门后找到")
    matching.match_found(found, ewer, by=curator, sure=True)

    assert codes(refusal.value) == {"left"}
    assert held(ewer).status == "accessioned"


def test_who_signed_stands_on_the_line_and_the_paper_beside_it(curator, ewer, grandmother):
    ACTS["accept"](ewer, curator)

    returning.give_back(
        ewer, by=curator, reason="女儿出嫁", person=grandmother, paper=photo_file("王桂兰签字.jpg")
    )

    entry = last_decision(ewer)
    paper = entry.papers.get()
    assert entry.person == grandmother
    assert "王桂兰" not in paper.file.name
    assert paper.file.read()[:3] == b"\xff\xd8\xff"
    assert LedgerLine.objects.get(act="catalogue.paper_kept").facts["paper"] == paper.pk


def test_what_nobody_owns_is_handed_to_somebody(curator, found, grandmother):
    with pytest.raises(ValidationError) as refusal:
        returning.give_back(found, by=curator, reason="是王家的")
    returning.give_back(found, by=curator, reason="是王家的", person=grandmother)

    assert codes(refusal.value) == {"nobody"}
    assert last_decision(found).person == grandmother


@pytest.mark.parametrize("act", ["decline", "give back", "become gift", "deaccession"])
def test_every_decision_says_why(curator, ewer, act):
    if act != "decline":
        ACTS["accept"](ewer, curator)
    verbs = {
        "decline": returning.decline,
        "give back": returning.give_back,
        "become gift": transferring_title.turn_deposit_into_gift,
        "deaccession": lambda item, **told: deaccessioning.deaccession(
            item, reason_code="duplicate_entry", **told
        ),
    }

    with pytest.raises(ValidationError) as refusal:
        verbs[act](ewer, by=curator, reason=" ")

    assert codes(refusal.value) == {"no_words"}


DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"looked_at_by": None}, "not_looked"),
        ({"decided_on": None}, "not_decided"),
        ({"giver_said": " "}, "not_asked"),
        ({"noticed_on": None}, "no_notice"),
        ({"noticed_on": 41}, "before_decision"),
        ({"noticed_on": 14}, "short_notice"),
        ({}, None),
        ({"noticed_on": 15}, None),
    ],
)
def test_an_object_leaves_through_every_gate(curator, wheel, grandmother, changed, code):
    ACTS["accept"](wheel, curator)
    today = datetime.date.today()
    told = {
        "looked_at_by": grandmother, "decided_on": today - 40 * DAY, "noticed_on": today - 20 * DAY,
        "giver_said": "马家说烂了就算了",
    } | changed  # fmt: skip
    if isinstance(told["noticed_on"], int):
        told["noticed_on"] = today - told["noticed_on"] * DAY

    try:
        deaccessioning.deaccession(
            wheel, by=curator, reason_code="decayed", reason="烂透了", **told
        )
        refused = None
    except ValidationError as refusal:
        (refused,) = codes(refusal)

    assert refused == code
    assert Item.objects.collected().filter(pk=wheel.pk).exists() == (code is not None)


def test_a_deposit_that_was_away_when_it_was_given_back_is_away_again(curator, ewer):
    ACTS["accept"](ewer, curator)
    moving.move(ewer, Place.objects.elsewhere(), by=curator, reason="借出")
    before = facts(ewer)
    ACTS["give back"](ewer, curator)

    take_back(ewer, by=curator, reason="弄错了一件")

    assert facts(ewer) == before
    assert first_misfit() is None


@pytest.mark.parametrize("act", ACTS)
def test_a_form_sent_twice_is_one_act(curator, registrar, ma_family, act):
    item = received("紫铜汤瓶", by=registrar, owner=ma_family, way="deposit")
    before = {"become gift": ["accept"], "deaccession": ["accept", "become gift"],
              "bring back": ["accept", "give back"], "give back": ["accept"]}  # fmt: skip
    for each in before.get(act, []):
        ACTS[each](item, curator)
    key, verb = uuid.uuid4(), KEYED[act]
    lines = LedgerLine.objects.count()

    verb(item, by=curator, key=key)
    once = LedgerLine.objects.count()
    verb(item, by=curator, key=key)

    assert RegisterEntry.objects.get(uuid=key).item == item
    assert LedgerLine.objects.count() == once > lines


def test_taking_back_sent_twice_takes_back_once(curator, ewer):
    ACTS["accept"](ewer, curator)
    ACTS["become gift"](ewer, curator)
    key = uuid.uuid4()

    for _time in range(2):
        take_back(ewer, by=curator, reason="弄错了一件", key=key)

    assert RegisterEntry.objects.get(uuid=key).item == ewer
    assert ewer.entries.filter(act="taken_back").count() == 1
    assert held(ewer).label
