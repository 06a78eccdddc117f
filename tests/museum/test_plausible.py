"""A year that nobody can mean is asked about before a number is given: 「0202年？」"""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from museum import numbering, plausible
from museum.campaigns import Campaign
from museum.catalogue import correcting, donating, moving, registering
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Story, Term
from museum.catalogue.registering import Row
from museum.clock import at, today
from museum.figures import periods
from museum.institution import Museum
from museum.refusals import codes
from museum.visits import holidays, tapping, visiting
from museum.visits.models import SpecialDay, Visit
from museum.visits.slips import Slip
from museum.volunteers import joining, planning
from museum.volunteers.models import Role, Shift
from tests.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
THIS = today().year
LONG_AGO = [datetime.date(year, 11, 28) for year in (202, 1026, 206, 1979)]
TO_COME = [datetime.date(year, 11, 28) for year in (2062, 9999)]
NEVER = LONG_AGO + TO_COME


def refused(call, *arguments, **more):
    with pytest.raises(ValidationError) as refusal:
        call(*arguments, **more)
    return codes(refusal.value), " ".join(refusal.value.messages)


@pytest.fixture
def on_duty(db):
    return UserFactory(groups=[Group.objects.get(name="值班员")])


@pytest.fixture
def coordinator(db):
    return UserFactory(groups=[Group.objects.get(name="志愿者召集人")])


@pytest.mark.parametrize("day", NEVER, ids=str)
@pytest.mark.parametrize("whole", [True, False], ids=["a day", "a moment"])
def test_a_receipt_of_such_a_year_is_asked_about_and_no_number_is_given(
    registrar, grandmother, day, whole
):
    given = day if whole else at(day)

    receipt = donating.Receipt([Thing("纺车")], owner=grandmother, happened_at=given)
    found, said = refused(donating.receive, receipt, by=registrar)

    assert found in ({"year"}, {"future"})
    assert f"{day.year:04d}年？" in said
    assert numbering.last("donation", year=day.year) == 0
    assert not Item.objects.exists()


@pytest.mark.parametrize("day", NEVER, ids=str)
def test_so_is_one_row_of_many(curator, grandmother, day):
    row = Row(Thing("纺车"), owner=grandmother, happened_at=day)

    found, said = refused(registering.register, [row], by=curator)

    assert found <= {"year", "future"}
    assert f"{day.year:04d}年？" in said
    assert numbering.last("donation", year=day.year) == 0


@pytest.mark.parametrize("day", NEVER, ids=str)
def test_a_visit_and_a_tally_of_such_a_year_are_asked_about(on_duty, day):
    _codes, of_a_visit = refused(
        visiting.receive, Slip(persons=3, origin="city", day=day), by=on_duty
    )
    _codes, of_a_tally = refused(tapping.tally, "adult", 3, day=day, by=on_duty)

    assert f"{day.year:04d}年？" in of_a_visit
    assert f"{day.year:04d}年？" in of_a_tally
    assert not Visit.objects.exists()
    assert numbering.last("visit", year=day.year) == 0


@pytest.mark.parametrize("day", [*LONG_AGO, datetime.date(THIS + 4, 1, 1), *TO_COME], ids=str)
def test_a_shift_a_holiday_and_a_closed_day_of_such_a_year_are_asked_about(
    coordinator, curator, day
):
    work, nine, ten = Role.objects.first(), datetime.time(9), datetime.time(10)

    _codes, of_a_shift = refused(planning.add_shift, day, nine, ten, work, by=coordinator)
    _codes, of_a_holiday = refused(
        holidays.enter, day.year, {"spring": holidays.Off(day, day)}, by=curator
    )
    _codes, of_a_day = refused(SpecialDay(first=day, last=day).clean)

    for said in (of_a_shift, of_a_holiday, of_a_day):
        assert f"{day.year:04d}年？" in said
    assert not Shift.objects.exists()


def test_a_shift_a_year_ahead_is_taken(coordinator):
    day = datetime.date(THIS + 1, 11, 28)

    shift = planning.add_shift(day, datetime.time(9), datetime.time(10), Role.objects.first(),
                               by=coordinator)  # fmt: skip

    assert str(shift).startswith(f"{THIS + 1}年11月28日")


@pytest.mark.parametrize("day", NEVER, ids=str)
def test_nobody_joined_was_told_or_moved_anything_in_such_a_year(
    coordinator, wheel, keeper, store, curator, day
):
    _codes, of_joining = refused(joining.join, PersonFactory(), born=1951, by=coordinator,
                                 joined_on=day)  # fmt: skip
    _codes, of_moving = refused(moving.move, wheel, store, by=keeper, happened_at=day)
    _codes, of_correcting = refused(correcting.correct, wheel.holding.donation, "happened_at",
                                    at(day), by=curator, reason="写错了")  # fmt: skip

    for said in (of_joining, of_moving, of_correcting):
        assert f"{day.year:04d}年？" in said


@pytest.mark.parametrize("year", [202, 1026, 9999])
def test_a_campaign_and_a_founding_of_such_a_year_are_asked_about(year):
    day = datetime.date(year, 1, 1)

    for row in (Campaign(name="红石榴", starts_on=day), Museum(founded_on=day)):
        _codes, said = refused(row.clean)
        assert f"{year:04d}年？" in said


def test_a_story_of_tomorrow_was_not_told_yet(wheel):
    tomorrow = today() + datetime.timedelta(days=1)

    assert refused(Story(item=wheel, text="一", told_on=tomorrow).clean)[0] == {"future"}
    assert refused(Story(item=wheel, text="一", told_on=datetime.date(196, 1, 1)).clean)[0] == {
        "year"
    }
    Story(item=wheel, text="一", told_on=datetime.date(1965, 1, 1)).clean()


def test_where_the_registers_begin_is_the_museum_s_own_affair(on_duty):
    old = Slip(persons=3, origin="city", day=datetime.date(1979, 5, 1))
    assert refused(visiting.check_receive, old, by=on_duty)[0] == {"year"}

    Museum.objects.update_or_create(defaults={"first_year": 1978})

    visiting.check_receive(old, by=on_duty)


def test_a_loan_is_not_agreed_for_a_century(registrar, grandmother):
    thing = Thing("铜锅", way="loan", loan_ends=datetime.date(THIS + 100, 1, 1))

    found, said = refused(
        donating.receive, donating.Receipt([thing], owner=grandmother), by=registrar
    )

    assert (found, f"{THIS + 100}年？" in said) == ({"year"}, True)


@pytest.mark.parametrize(
    ("years", "code"),
    [((19650, None), "future"), ((None, 2965), "future"), ((0, 0), "no_year"), ((None, 0), "no_year"),
     ((THIS + 1, None), "future"), ((1966, 1965), "reversed"), ((-21000, None), "year")],
)  # fmt: skip
def test_an_object_is_of_a_year_that_was(registrar, grandmother, years, code):
    thing = Thing("纺车", more=dict(zip(("year_from", "year_to"), years, strict=True)))

    assert refused(donating.receive, donating.Receipt([thing], owner=grandmother), by=registrar)[
        0
    ] == {code}
    assert refused(plausible.check_years, *years)[0] == {code}
    assert numbering.last("donation", year=THIS) == 0


def test_the_years_say_the_era_where_nobody_chose_one(registrar, grandmother):
    def of(first, last, **more):
        item = Item(title="纺车", year_from=first, year_to=last, **more)
        item.clean()
        return item.era.name if item.era else ""

    assert of(1965, 1965) == "20世纪60年代"
    assert of(1965, None) == "20世纪60年代"
    assert of(1912, 1940) == "民国"
    assert of(1955, 1985) == ""
    assert of(1965, 1965, era=Term.objects.get(vocabulary="era", code="unknown")) == "20世纪60年代"
    assert of(1965, 1965, era=Term.objects.get(vocabulary="era", code="1950s")) == "20世纪50年代"


def test_years_are_said_as_one_says_them():
    said = [plausible.years_words(*years) for years in
            [(1965, 1965), (1953, 1960), (1953, None), (None, 1953), (None, None), (-300, -200)]]  # fmt: skip

    assert said == ["1965年", "1953—1960年", "1953年或更晚", "1953年或更早", "",
                    "公元前300年—公元前200年"]  # fmt: skip


def test_a_visit_dated_wrongly_long_ago_adds_no_centuries_to_the_figures(on_duty, monkeypatch):
    monkeypatch.setattr("museum.visits.slips.check_past", lambda day: None)
    visiting.receive(Slip(persons=3, origin="city", day=datetime.date(202, 11, 28)), by=on_duty)

    assert periods.years()[-1] == 1980
    assert len(periods.years()) < 60


def test_the_first_and_the_last_year_that_are_meant_are_taken(db):
    first = plausible.first_year()
    last = THIS + plausible.PLANNED

    plausible.check_planned(datetime.date(first, 1, 1))
    plausible.check_planned(datetime.date(last, 12, 31))

    for day in (datetime.date(first - 1, 12, 31), datetime.date(last + 1, 1, 1)):
        assert refused(plausible.check_planned, day)[0] == {"year"}


def test_the_first_year_that_can_have_been_is_taken_and_so_is_today(db):
    first = plausible.first_year()

    plausible.check_past(datetime.date(first, 1, 1))
    plausible.check_past(today())
    plausible.check_past(datetime.date(1951, 1, 1), first=1951)

    for day, more in ((datetime.date(first - 1, 12, 31), {}),
                      (datetime.date(1950, 12, 31), {"first": 1951})):  # fmt: skip
        assert refused(plausible.check_past, day, **more)[0] == {"year"}
    assert refused(plausible.check_past, today() + datetime.timedelta(1))[0] == {"future"}
