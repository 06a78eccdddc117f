import datetime
import json
import uuid

import pytest
from django.core.exceptions import ValidationError

from museum import chain, ledger
from museum.campaigns import Campaign
from museum.figures.period_counts import PeriodCounts
from museum.figures.periods import Period
from museum.people.merging import merge
from museum.people.models import Contact, Person
from museum.refusals import codes
from museum.visits import counting, guiding, visiting
from museum.visits.models import Visit, VisitSettings
from museum.visits.visiting import Caller, Slip, Tour
from tests.factories import PersonFactory

pytestmark = pytest.mark.usefixtures("a_wednesday")
DAY = datetime.date(2026, 11, 25)


def school(**more):
    given = {"persons": 48, "pupils": 45, "teachers": 3, "origin": "city", "kind": "school",
             "organisations": ["青石桥小学"]}  # fmt: skip
    return Slip(**given | more)


def refused(**more):
    with pytest.raises(ValidationError) as refusal:
        visiting.check_slip(school(**more))
    return codes(refusal.value)


def test_a_group_is_written_down_with_its_number(on_duty):
    visit = visiting.receive(school(), by=on_duty)

    assert (visit.label, visit.day, visit.persons, visit.others) == ("CG-2026-0001", DAY, 48, 0)
    assert [str(each) for each in visit.organisations.all()] == ["青石桥小学"]


def test_a_slip_sent_twice_is_one_visit(on_duty):
    key = uuid.uuid4()

    first = visiting.receive(school(), by=on_duty, key=key)
    second = visiting.receive(school(), by=on_duty, key=key)
    third = visiting.receive(school(), by=on_duty)

    assert first == second
    assert third.label == "CG-2026-0002"


def test_a_school_that_comes_again_is_the_same_organisation(on_duty):
    visiting.receive(school(organisations=[" 青石桥小学 "]), by=on_duty)
    visiting.receive(school(), by=on_duty)

    assert Person.objects.filter(kind="organisation").count() == 1
    found = counting.groups(DAY, DAY)
    assert (found.organisations, found.visits, found.persons) == (1, 2, 96)


@pytest.mark.parametrize("name", ["青石桥小学校", "镇江市青石桥小学"])
def test_a_school_in_another_writing_is_asked_about_before_it_becomes_another(on_duty, name):
    first = visiting.receive(school(), by=on_duty)

    with pytest.raises(ValidationError) as refusal:
        visiting.receive(school(organisations=[name]), by=on_duty)
    with pytest.raises(ValidationError) as corrected:
        visiting.correct(first, school(organisations=[name]), by=on_duty, reason="写错了")

    assert codes(refusal.value) == codes(corrected.value) == {"same_body"}
    assert Person.objects.filter(kind="organisation").count() == 1
    visiting.receive(school(organisations=[name], bodies_are_new=True), by=on_duty)
    assert counting.groups(DAY, DAY).organisations == 2


def test_two_writings_of_one_school_on_one_slip_are_asked_about(on_duty):
    both = {"organisations": ["柳河市第六小学", "柳河市六小"]}

    with pytest.raises(ValidationError) as refusal:
        visiting.receive(school(**both), by=on_duty)

    assert codes(refusal.value) == {"same_body"}
    assert not Person.objects.filter(kind="organisation").exists()
    assert (
        visiting.receive(school(**both, bodies_are_new=True), by=on_duty).organisations.count() == 2
    )


def test_what_does_not_add_up_is_refused(db):
    assert refused(teachers=4) == {"parts"}
    assert refused(persons=0, pupils=0, teachers=0) == {"nobody"}
    assert refused(tours=[Tour(20), Tour(20)]) == {"batches"}
    assert refused(origin="") == {"origin"}
    assert refused(day=datetime.date(2026, 11, 26)) == {"future"}
    assert refused(arrived_at=datetime.time(10), left_at=datetime.time(9)) == {"times"}


def test_a_correction_is_a_new_line_and_alone_counts(on_duty):
    visit = visiting.receive(school(), by=on_duty)

    line = visiting.correct(visit, school(persons=50, pupils=47), by=on_duty, reason="又数了一遍")

    visit.refresh_from_db()
    assert (visit.persons, line.label, line.supersedes) == (48, visit.label, visit)
    assert counting.between(DAY, DAY).persons == 50
    assert list(Visit.objects.current()) == [line]


def test_two_corrections_of_one_line_are_not_both_taken(on_duty):
    visit = visiting.receive(school(), by=on_duty)
    visiting.correct(visit, school(persons=50), by=on_duty, reason="又数了一遍")

    with pytest.raises(ValidationError) as refusal:
        visiting.correct(visit, school(persons=51), by=on_duty, reason="数错了")

    assert codes(refusal.value) == {"corrected"}


def test_a_correction_says_why(on_duty):
    visit = visiting.receive(school(), by=on_duty)

    with pytest.raises(ValidationError) as refusal:
        visiting.correct(visit, school(), by=on_duty, reason=" ")

    assert codes(refusal.value) == {"no_reason"}


def test_a_visit_struck_out_counts_no_more_and_is_still_there(on_duty):
    visit = visiting.receive(school(tours=[Tour(48)], leader=Caller("李老师")), by=on_duty)

    line = visiting.strike_out(visit, by=on_duty, reason="记重了")

    assert counting.groups(DAY, DAY).visits == 0
    assert Visit.objects.filter(label=visit.label).count() == 2
    with pytest.raises(ValidationError) as refusal:
        visiting.correct(line, school(), by=on_duty, reason="又来了")
    assert codes(refusal.value) == {"void"}


def test_a_correction_keeps_the_leader_as_one_contact(on_duty):
    visit = visiting.receive(school(leader=Caller("李老师", "13800001234")), by=on_duty)

    line = visiting.correct(visit, school(leader=Caller("李老师")), by=on_duty, reason="补单位")

    assert Contact.objects.count() == 1
    assert line.contacts.get().contact.phone == "13800001234"


def test_the_chain_holds_ids_and_counts_and_no_name(on_duty):
    guide = PersonFactory(name="马德全")
    slip = school(leader=Caller("李老师", "13800001234"), tours=[Tour(48, guide)], purpose="写作文")

    visiting.receive(slip, by=on_duty)

    facts = json.dumps(
        list(ledger.LedgerLine.objects.values_list("facts", flat=True)), ensure_ascii=False
    )
    for word in ("李老师", "13800001234", "马德全", "写作文", "青石桥"):
        assert word not in facts
    assert chain.first_misfit() is None


def test_three_figures_for_groups_are_three(on_duty):
    guide = PersonFactory(name="马德全")
    visiting.receive(
        school(organisations=["青石桥小学", "区教育局"], tours=[Tour(24, guide), Tour(24)]),
        by=on_duty,
    )
    visiting.receive(school(origin="country"), by=on_duty)
    visiting.receive(
        school(persons=10, pupils=0, teachers=0, origin="district", organisations=["镇政府"]),
        by=on_duty,
    )

    all_groups, outside = counting.groups(DAY, DAY), counting.groups(DAY, DAY, outside=True)

    assert (all_groups.organisations, all_groups.visits, all_groups.persons) == (3, 3, 106)
    assert (outside.organisations, outside.visits, outside.persons) == (2, 2, 96)
    assert (all_groups.guided, all_groups.guided_persons, all_groups.tours) == (1, 24, 1)


def test_a_campaign_has_its_own_figures(on_duty):
    campaign = Campaign.objects.create(name="红石榴")
    visiting.receive(school(campaign=campaign), by=on_duty)
    visiting.receive(school(), by=on_duty)

    assert counting.between(DAY, DAY, campaign=campaign).persons == 48
    assert [line.persons for line in counting.by_kind(DAY, DAY, campaign=campaign)] == [48]


def test_the_months_of_a_year_s_turn(on_duty, the_clock):
    the_clock(2027, 1, 2, 10, 0)
    visiting.receive(school(day=datetime.date(2026, 12, 31)), by=on_duty)
    visiting.receive(school(day=datetime.date(2027, 1, 1)), by=on_duty)

    months = counting.by_month(datetime.date(2026, 12, 1), datetime.date(2027, 2, 28))

    assert [(each.year, each.month, each.persons) for each in months] == [
        (2026, 12, 48), (2027, 1, 48), (2027, 2, 0),
    ]  # fmt: skip
    assert set(Visit.objects.values_list("label", flat=True)) == {"CG-2026-0001", "CG-2027-0001"}


@pytest.mark.parametrize(
    "act",
    [
        lambda visit, by: visiting.receive(school(), by=by),
        lambda visit, by: visiting.correct(visit, school(), by=by, reason="改"),
        lambda visit, by: visiting.strike_out(visit, by=by, reason="改"),
    ],
    ids=["receive", "correct", "strike_out"],
)
def test_a_registrar_writes_no_visits(on_duty, registrar, act):
    visit = visiting.receive(school(), by=on_duty)

    with pytest.raises(ValidationError) as refusal:
        act(visit, registrar)

    assert codes(refusal.value) == {"forbidden"}


@pytest.mark.parametrize(("boundary", "persons"), [("city", 10), ("province", 0), ("district", 17)])
def test_where_outside_begins_follows_from_the_settings(on_duty, boundary, persons):
    VisitSettings.objects.update_or_create(defaults={"outside_from": boundary})
    for origin, size in (("village", 3), ("district", 7), ("city", 10)):
        visiting.receive(Slip(persons=size, origin=origin), by=on_duty)

    assert counting.groups(DAY, DAY, outside=True).persons == persons


def test_two_bodies_and_two_guides_that_are_one_count_as_one(on_duty, curator):
    guides = [PersonFactory(name="买买提·艾则孜"), PersonFactory(name="买买提江")]
    for name, guide in zip(("青石桥小学", "青石桥中心小学"), guides, strict=True):
        visiting.receive(school(organisations=[name], tours=[Tour(48, guide)]), by=on_duty)
    first, second = Person.objects.filter(kind="organisation").order_by("pk")
    day = DAY
    year = PeriodCounts(Period(day, day))
    assert (counting.groups(day, day).organisations, year.guides.count()) == (2, 2)

    merge(second, first, by=curator, reason="是一个人")
    merge(guides[1], guides[0], by=curator, reason="是一个人")

    year = PeriodCounts(Period(day, day))
    assert counting.groups(day, day).organisations == 1
    assert list(year.organisations(year.group_visits)) == [first]
    assert list(year.guides) == [guides[0]]
    assert list(guiding.guides()) == [guides[0]]


def test_a_guide_is_known_however_the_name_is_written(on_duty):
    guide = PersonFactory(name="买买提·艾则孜")

    assert guiding.guide_called("买买提•艾则孜", by=on_duty) == guide
    assert guiding.guide_called("买买提 艾則孜", by=on_duty) == guide


def test_all_that_is_wrong_on_a_slip_is_said_at_once(on_duty):
    wrong = Slip(persons=0, origin="", day=datetime.date(2026, 11, 24), left_at=datetime.time(9),
                 arrived_at=datetime.time(10), tours=[Tour(3)])  # fmt: skip

    with pytest.raises(ValidationError) as refusal:
        visiting.check_receive(wrong, by=on_duty)

    assert codes(refusal.value) == {"nobody", "origin", "times", "batches"}
    assert set(refusal.value.error_dict) == {"persons", "origin", "left_at", "tours"}
