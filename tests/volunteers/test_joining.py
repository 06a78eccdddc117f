import datetime

import pytest
from django.core.exceptions import ValidationError

from museum import chain
from museum.people.erasing import erase
from museum.people.models import Person
from museum.refusals import codes
from museum.visits import visiting
from museum.volunteers import counting, joining, leaving, rota
from museum.volunteers.models import Volunteer, VolunteerEntry
from museum.volunteers.permissions import own
from tests.factories import PersonFactory, received
from tests.volunteers.conftest import MONDAY, day_at


def refused(verb, *arguments, **options):
    with pytest.raises(ValidationError) as refusal:
        verb(*arguments, **options)
    return codes(refusal.value)


def test_whoever_joins_gets_a_number_of_their_own_and_a_line_in_the_ledger(granny, volunteer_of):
    second = volunteer_of("马德全", 1948)

    assert (granny.label, second.label) == ("ZY0001", "ZY0002")
    assert granny.entries.get().act == "joined"
    assert chain.first_misfit() is None


def test_the_year_is_enough_for_the_old_and_the_day_is_not_kept(volunteer_of):
    volunteer = volunteer_of(born=datetime.date(1951, 5, 6))

    assert (volunteer.birth_year, volunteer.born_on) == (1951, None)


def test_the_year_of_coming_of_age_asks_for_the_day(coordinator, clock):
    person = PersonFactory(name="周小满")

    assert refused(joining.join, person, born=2010, by=coordinator) == {"born_on"}
    assert refused(joining.join, person, born=2011, by=coordinator) == {"too_young"}
    assert refused(joining.join, person, born=datetime.date(2010, 3, 3), by=coordinator) == {
        "too_young"
    }
    volunteer = joining.join(person, born=datetime.date(2010, 3, 2), by=coordinator)
    assert volunteer.born_on == datetime.date(2010, 3, 2)


def test_a_household_and_a_stranger_s_clerk_are_refused(coordinator, registrar, ma_family, clock):
    person = PersonFactory()

    assert refused(joining.join, ma_family, born=1950, by=coordinator) == {"not_a_person"}
    assert refused(joining.join, person, born=1950, by=registrar) == {"forbidden"}
    assert not Volunteer.objects.exists()


def test_nobody_is_registered_twice(granny, coordinator):
    assert refused(joining.join, granny.person, born=1951, by=coordinator) == {"already"}
    assert Volunteer.objects.count() == 1


def test_whoever_leaves_gives_the_shifts_to_come_free_and_may_come_back(
    granny, morning, coordinator
):
    rota.sign_up(morning, granny, by=coordinator)

    gone = leaving.leave(granny, by=coordinator, reason="带孙子")

    assert gone.left_on == MONDAY
    assert not morning.sign_ups.current().exists()
    assert refused(rota.sign_up, morning, granny, by=coordinator) == {"left"}
    assert leaving.come_back(gone, by=coordinator).left_on is None
    assert [entry.act for entry in granny.entries.all()] == ["joined", "left", "returned"]


def test_entries_are_neither_changed_nor_deleted(granny):
    entry = granny.entries.get()
    entry.reason = "x"

    with pytest.raises(ValidationError):
        entry.save()
    with pytest.raises(ValidationError):
        VolunteerEntry.objects.all().delete()


def test_an_erased_volunteer_is_asked_for_nothing_more(granny, curator):
    erase(granny.person, by=curator)

    assert not Volunteer.objects.registered().exists()
    assert granny.label == "ZY0001"


def test_one_person_gives_volunteers_guides_and_signs_in_under_one_row(
    granny, registrar, doorkeeper, coordinator
):
    ewer = received("汤瓶", by=registrar, owner=granny.person, way="deposit")
    slip = visiting.Slip(persons=12, day=MONDAY, origin="city", kind="school",
                         tours=[visiting.Tour(12, granny.person)])  # fmt: skip
    visit = visiting.receive(slip, by=doorkeeper)
    granny.person.user = registrar
    granny.person.save()

    person = Person.objects.get(name="王桂兰")
    assert ewer.holding.donation.owner == person
    assert visit.batches.get().guide == person
    assert own(registrar) == person.volunteer == granny
    assert Person.objects.filter(kind="person").count() == 1


def test_who_came_in_the_afternoon_and_left_that_day_has_left(granny, coordinator, clock):
    came, tuesday = day_at(MONDAY, 15), MONDAY + datetime.timedelta(days=1)
    clock(came)
    leaving.leave(granny, by=coordinator, left_on=MONDAY)
    leaving.come_back(granny, by=coordinator, on=MONDAY)
    clock(day_at(tuesday, 9))

    leaving.leave(granny, by=coordinator, left_on=MONDAY)

    assert [entry.act for entry in granny.entries.all()][-2:] == ["returned", "left"]
    assert counting.registered_at(MONDAY) == 0
