import json

import pytest

pytestmark = pytest.mark.processes
TWENTY = 20

# Twenty processes come of one that has everything loaded: starting twenty times takes minutes.
BEGINNING = """
import datetime, json, multiprocessing, sys, uuid
from django.contrib.auth.models import Group
from django.db import connection, connections
from django.db.models import QuerySet
from museum.accounts.models import User
from museum.refusals import codes
from museum.visits import booking, days, tapping, visiting
from museum.visits.models import Visiting, WeeklyHours

user = User.objects.create(username="zhiban")
user.groups.add(Group.objects.get(name="值班员"))
for weekday in range(7):
    WeeklyHours.objects.create(visiting=Visiting.load(), weekday=weekday,
                               opens=datetime.time(9), closes=datetime.time(10))
if sys.argv[1] == "unlocked":
    QuerySet.select_for_update = lambda self, **options: self
    tapping.one_at_a_time = lambda: None
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"] |= {"transaction_mode": "DEFERRED", "timeout": 5}
user = User.objects.get(pk=user.pk)
connections.close_all()
"""

ENDING = """
def go(number):
    barrier.wait()
    try:
        said = act(number)
    except Exception as refusal:
        ours = hasattr(refusal, "error_list") or hasattr(refusal, "error_dict")
        said = sorted(codes(refusal)) if ours else str(refusal)
    heard.put(said)

context = multiprocessing.get_context("fork")
barrier, heard = context.Barrier(20), context.Queue()
processes = [context.Process(target=go, args=[number]) for number in range(20)]
for process in processes:
    process.start()
said = [heard.get(timeout=200) for process in processes]
for process in processes:
    process.join(20)
print(json.dumps(said))
"""

TAPPING = """
def act(number):
    shared = [tapping.Touch(uuid.UUID(int=n + 1), "adult") for n in range(5)]
    said = 0
    for each in range(5):
        touch = tapping.Touch(uuid.uuid4(), "child")
        said += len(tapping.hand_in([touch], by=user, device=uuid.uuid4()))
    return said + len(tapping.hand_in(shared, by=user, device=uuid.UUID(int=99)))
"""

BOOKING = """
def act(number):
    day = days.today() + datetime.timedelta(days=2)
    wish = booking.Wish(day=day, shares=[booking.Share(datetime.time(9), 7)], name="沙老师",
                        phone="13800005678", origin="village")
    return booking.book(wish).label
"""

GROUPS = """
def act(number):
    slip = visiting.Slip(persons=number + 1, origin="city", organisations=["青石桥小学"])
    return visiting.receive(slip, by=user).label
"""

COUNTED = """
import json
from museum import ledger
from museum.people.models import Person
from museum.visits import counting, days
from museum.visits.models import Seat, Tap
found = counting.between(days.today(), days.today())
print(json.dumps([found.adults, found.children, Tap.objects.count(), found.in_groups,
                  sum(Seat.objects.values_list("persons", flat=True)),
                  Person.objects.filter(kind="organisation").count(), ledger.first_misfit()]))
"""


def all_at_once(database, act, locked):
    """Let twenty processes go together and return what each said."""
    return json.loads(database.run(BEGINNING + act + ENDING, locked))


def test_twenty_doors_tap_at_once_and_no_tap_is_lost_or_counted_twice(own_database):
    said = all_at_once(own_database, TAPPING, "locked")

    adults, children, taps, *_rest, misfit = json.loads(own_database.run(COUNTED))

    assert (adults, children, taps) == (5, 100, 105)
    assert sorted(said) == [5] * 19 + [10]
    assert misfit is None


def test_without_the_lock_taps_are_lost(own_database):
    said = all_at_once(own_database, TAPPING, "unlocked")

    assert sorted(said, key=str) != sorted([5] * 19 + [10], key=str)


def test_twenty_bookings_at_once_never_overbook_a_time(own_database):
    said = all_at_once(own_database, BOOKING, "locked")

    taken = json.loads(own_database.run(COUNTED))[4]

    assert taken == 35
    assert said.count(["full"]) == 15


def test_without_the_lock_bookings_go_wrong(own_database):
    said = all_at_once(own_database, BOOKING, "unlocked")

    assert said.count(["full"]) != 15 or json.loads(own_database.run(COUNTED))[4] != 35


def test_twenty_groups_at_once_are_numbered_without_a_gap_and_name_one_school(own_database):
    said = all_at_once(own_database, GROUPS, "locked")

    *_rest, persons, _seats, schools, misfit = json.loads(own_database.run(COUNTED))

    assert sorted(label[-4:] for label in said) == [f"{n:04d}" for n in range(1, TWENTY + 1)]
    assert (persons, schools, misfit) == (sum(range(1, TWENTY + 1)), 1, None)
