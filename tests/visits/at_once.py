"""Twenty visitors, doors or bookings at once, each a process (tests/visits/test_many_at_once.py).

Twenty processes come of one that has everything loaded: starting twenty times takes minutes.
"""

import datetime
import multiprocessing
import uuid
from collections.abc import Callable

from django.contrib.auth.models import Group
from django.db import connections

from museum import chain, clock, numbering
from museum.accounts.models import User
from museum.people.models import Person
from museum.refusals import codes
from museum.visits import booking, counting, tapping, visiting
from museum.visits.models import Seat, Tap, VisitSettings, WeeklyHours
from tests.unlocked import unlock

TWENTY = 20


def begin() -> User:
    """Open the museum on every morning, and return who is at its door."""
    user = User.objects.create(username="zhiban")
    user.groups.add(Group.objects.get(name="值班员"))
    for weekday in range(7):
        WeeklyHours.objects.create(
            settings=VisitSettings.load(),
            weekday=weekday,
            opens=datetime.time(9),
            closes=datetime.time(10),
        )
    numbering.allot_run(booking.SERIES, 0, year=clock.today().year)
    return User.objects.get(pk=user.pk)


def go_together(act: Callable, locked: bool) -> list:
    """Let twenty processes act at once, and return what each said or why it was refused."""

    def go(number):
        if locked:
            barrier.wait()
        else:
            tapping.one_at_a_time = lambda: None
            unlock(barrier.wait)
        try:
            said = act(number)
        except Exception as refusal:
            ours = hasattr(refusal, "error_list") or hasattr(refusal, "error_dict")
            said = sorted(codes(refusal)) if ours else str(refusal)
        heard.put(said)

    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, heard = context.Barrier(TWENTY), context.Queue()
    processes = [context.Process(target=go, args=[number]) for number in range(TWENTY)]
    for process in processes:
        process.start()
    said = [heard.get(timeout=200) for _process in processes]
    for process in processes:
        process.join(20)
    return said


def hand_in_shared(user: User) -> int:
    shared = [tapping.Touch(uuid.UUID(int=n + 1), "adult") for n in range(5)]
    return len(tapping.hand_in(shared, by=user, device=uuid.UUID(int=99)))


def tap(locked: bool) -> list:
    """Five taps of each door's own, and five that all hand in."""
    user = begin()

    def act(number):
        said = 0
        for _each in range(5):
            touch = tapping.Touch(uuid.uuid4(), "child")
            said += len(tapping.hand_in([touch], by=user, device=uuid.uuid4()))
        return said + hand_in_shared(user)

    return go_together(act, locked)


def tap_the_same(locked: bool) -> list:
    user = begin()
    return go_together(lambda number: hand_in_shared(user), locked)


def wish(ahead: int, persons: int, hour: int = 9) -> booking.Wish:
    day = clock.today() + datetime.timedelta(days=ahead)
    shares = [booking.Share(datetime.time(hour), persons)]
    return booking.Wish(
        day=day, shares=shares, name="沙老师", phone="13800005678", origin="village"
    )


def book(locked: bool) -> list:
    begin()
    return go_together(lambda number: booking.book(wish(2, 7)).label, locked)


def book_what_overlaps(locked: bool) -> list:
    """Two lengths of a visit: what was booked for an hour stands in the way of what lasts two."""
    begin()
    WeeklyHours.objects.update(closes=datetime.time(11))
    booking.book(wish(2, 5, hour=10))
    VisitSettings.objects.update(slot_minutes=120)
    return go_together(lambda number: booking.book(wish(2, 7)).label, locked)


def change(locked: bool) -> list:
    """Twenty bookings of one day all want to come on the next."""
    begin()
    VisitSettings.objects.update(slot_capacity=200)
    made = [booking.book(wish(2, 7)) for _each in range(TWENTY)]
    booking.cancel(booking.book(wish(3, 7)))
    VisitSettings.objects.update(slot_capacity=40)
    return go_together(lambda number: booking.change(made[number], wish(3, 7)).label, locked)


def receive_groups(locked: bool) -> list:
    user = begin()

    def act(number):
        slip = visiting.Slip(persons=number + 1, origin="city", organisations=["青石桥小学"])
        return visiting.receive(slip, by=user).label

    return go_together(act, locked)


def counted() -> dict:
    found = counting.between(clock.today(), clock.today())
    return {
        "adults": found.adults,
        "children": found.children,
        "taps": Tap.objects.count(),
        "in_groups": found.in_groups,
        "seats": sum(Seat.objects.values_list("persons", flat=True)),
        "schools": Person.objects.filter(kind="organisation").count(),
        "misfit": chain.first_misfit(),
    }
