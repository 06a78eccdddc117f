import datetime

import pytest
from django.db import IntegrityError, transaction

from museum import chain, ledger
from museum.volunteers import leaving, planning, rota
from museum.volunteers.models import Role, Shift, SignUp, VolunteerSettings
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused


def test_shifts_that_touch_do_not_clash(morning):
    found = Shift.objects.clashing_with

    assert list(found(day_at(MONDAY, 11), day_at(MONDAY, 13))) == [morning]
    assert not found(day_at(MONDAY, 12), day_at(MONDAY, 13)).exists()
    assert not found(day_at(MONDAY, 7), day_at(MONDAY, 9)).exists()


def test_two_shifts_at_once_are_refused_and_one_after_the_other_is_not(
    granny, morning, coordinator, watch
):
    times = [(datetime.time(11), datetime.time(14)), (datetime.time(12), datetime.time(14))]
    across, after = (planning.add_shift(MONDAY, *each, watch, by=coordinator) for each in times)
    rota.sign_up(morning, granny, by=coordinator)

    assert refused(rota.sign_up, across, granny, by=coordinator) == {"clash"}
    assert rota.sign_up(after, granny, by=coordinator)


def test_a_full_shift_is_refused_until_somebody_signs_off(volunteer_of, morning, coordinator):
    one, two, three = (volunteer_of(name) for name in ("王桂兰", "马德全", "沙明亮"))
    for each in (one, two):
        rota.sign_up(morning, each, by=coordinator)

    assert refused(rota.sign_up, morning, three, by=coordinator) == {"full"}
    rota.sign_off(morning, one, by=coordinator)
    assert rota.sign_up(morning, three, by=coordinator)


def test_heavy_work_asks_for_those_of_age(volunteer_of, coordinator, clock):
    Role.objects.filter(name="搬运").update(minimum_age=18)
    shift = planning.add_shift(MONDAY, datetime.time(9), datetime.time(10),
                           Role.objects.get(name="搬运"), by=coordinator)  # fmt: skip
    pupil = volunteer_of("周小满", 2009)

    assert refused(rota.sign_up, shift, pupil, by=coordinator) == {"too_young"}


def test_a_later_minimum_age_holds_for_those_who_joined_before(volunteer_of, morning, coordinator):
    pupil = volunteer_of("周小满", 2009)
    settings = VolunteerSettings.load()
    settings.minimum_age = 18
    settings.save()

    assert refused(rota.sign_up, morning, pupil, by=coordinator) == {"too_young"}


def test_what_is_over_takes_nobody(granny, morning, coordinator, clock):
    clock(day_at(MONDAY, 12))

    assert refused(rota.sign_up, morning, granny, by=coordinator) == {"past"}


def test_one_signs_up_oneself_and_nobody_else(guide, granny, morning, registrar):
    rota.sign_up(morning, guide, by=registrar)

    assert refused(rota.sign_up, morning, granny, by=registrar) == {"forbidden"}
    assert refused(rota.sign_up, morning, guide, by=registrar) == {"already"}
    rota.sign_off(morning, guide, by=registrar)
    assert refused(rota.sign_off, morning, guide, by=registrar) == {"not_on"}


def test_the_database_itself_refuses_a_second_sign_up_and_a_shift_that_ends_before_it_begins(
    granny, morning, coordinator, watch
):
    rota.sign_up(morning, granny, by=coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignUp.objects.create(
            shift=morning, volunteer=granny, by=coordinator, on_at=morning.starts_at
        )

    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(date=MONDAY, role=watch, starts_at=day_at(MONDAY, 9),
                             ends_at=day_at(MONDAY, 9))  # fmt: skip


def test_the_chain_fits_after_all_of_it(granny, morning, coordinator):
    rota.sign_up(morning, granny, by=coordinator)
    rota.sign_off(morning, granny, by=coordinator)
    leaving.leave(granny, by=coordinator)

    acts = list(ledger.LedgerLine.objects.values_list("act", flat=True))
    assert acts[-3:] == ["volunteers.sign_up", "volunteers.sign_off", "volunteers.left"]
    assert chain.first_misfit() is None
