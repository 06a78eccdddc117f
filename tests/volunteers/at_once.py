"""Volunteers who sign up at once, each in a process (tests/volunteers/test_many_at_once.py)."""

import datetime
import time
from collections import Counter

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from museum import chain
from museum.accounts.models import User
from museum.clock import today
from museum.people import merging
from museum.people.models import Person
from museum.refusals import codes
from museum.volunteers import joining, planning, rota
from museum.volunteers.models import Role, Shift, SignUp, Volunteer
from tests.meeting import meet
from tests.unlocked import unlock


def begin() -> User:
    coordinator = User.objects.create(username="zhaoji")
    coordinator.groups.add(Group.objects.get(name="志愿者召集人"))
    return coordinator


def volunteer(number: int, coordinator: User) -> Volunteer:
    person = Person.objects.create(name=f"马{number}")
    return joining.join(person, born=1960, by=coordinator)


def shift(needed: int, coordinator: User) -> Shift:
    tomorrow = today() + datetime.timedelta(days=1)
    watch = Role.objects.get(name="值守")
    return planning.add_shift(
        tomorrow, datetime.time(9), datetime.time(12), watch, by=coordinator, needed=needed
    )


def twenty_for_five() -> list[tuple[int, int]]:
    """Return twenty volunteers for one shift that needs five, as (shift, volunteer)."""
    by = begin()
    place = shift(5, by)
    return [(place.pk, volunteer(number, by).pk) for number in range(20)]


def one_for_twelve() -> list[tuple[int, int]]:
    """Return one volunteer for twelve shifts of the same hours, as (shift, volunteer)."""
    by = begin()
    who = volunteer(1, by)
    return [(shift(1, by).pk, who.pk) for _each in range(12)]


def sign_up(shift: int, volunteer: int, locked: bool) -> str | list[str]:
    asked = rota.check_sign_up

    def hesitating(*arguments, **options):
        asked(*arguments, **options)
        time.sleep(0.02)

    rota.check_sign_up = hesitating
    coordinator = User.objects.get()
    wanted = Shift.objects.get(pk=shift)
    who = Volunteer.objects.select_related("person").get(pk=volunteer)
    if locked:
        meet()
    else:
        unlock(meet)
    try:
        rota.sign_up(wanted, who, by=coordinator)
    except Exception as refusal:
        return sorted(codes(refusal)) if hasattr(refusal, "error_list") else ["lost"]
    return "on"


def status() -> list:
    return [SignUp.objects.current().count(), chain.first_misfit()]


def six_with_a_second_row() -> list[tuple[str, int, int]]:
    """Return six people who are known twice, once as a volunteer: somebody makes the other row one
    too while somebody else says that both are one. As (what is done, row, volunteer's row)."""
    by = begin()
    by.groups.add(Group.objects.get(name="馆长"))
    known = [volunteer(number, by).person for number in range(6)]
    again = [Person.objects.create(name=f"马{number}") for number in range(6)]
    return [(act, row.pk, each.pk) for row, each in zip(again, known, strict=True)
            for act in ("join", "merge")]  # fmt: skip


def join_or_merge(act: str, row: int, known: int) -> list:
    by = User.objects.get()
    person, into = Person.objects.get(pk=row), Person.objects.get(pk=known)
    meet()
    try:
        if act == "join":
            joining.join(person, born=1960, by=by)
        else:
            merging.merge(person, into, by=by, reason="同一个人")
    except ValidationError as refusal:
        return [row, act, sorted(codes(refusal))]
    return [row, act, "done"]


def numbers_of_each() -> list:
    """Return how many numbers each person has, however many rows, and what does not fit."""
    found = Volunteer.objects.values_list("person__merged_into", "person")
    return [sorted(Counter(into or own for into, own in found).values()), chain.first_misfit()]
