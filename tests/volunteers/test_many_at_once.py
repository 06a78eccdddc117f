import json

import pytest

from tests.catalogue.test_many_at_once import behind_a_barrier

pytestmark = pytest.mark.processes

SETTING = """
import datetime, json
from django.contrib.auth.models import Group
from museum.accounts.models import User
from museum.people.models import Person
from museum.volunteers import joining, planning
from museum.volunteers.models import Role, Shift, Volunteer
from museum.volunteers.recording import today

coordinator = User.objects.create(username="zhaoji")
coordinator.groups.add(Group.objects.get(name="志愿者召集人"))
tomorrow = today() + datetime.timedelta(days=1)
watch = Role.objects.get(name="值守")
def volunteer(n):
    return joining.join(Person.objects.create(name=f"马{n}"), born=1960, by=coordinator)
def shift(needed):
    return planning.add_shift(tomorrow, datetime.time(9), datetime.time(12), watch, by=coordinator, needed=needed)
"""

TWENTY_FOR_FIVE = (
    SETTING
    + """
place = shift(5)
print(json.dumps([[place.pk, volunteer(n).pk] for n in range(20)]))
"""
)

ONE_FOR_TWELVE = (
    SETTING
    + """
who = volunteer(1)
print(json.dumps([[shift(1).pk, who.pk] for n in range(12)]))
"""
)

SIGNING_UP = """
import sys, json, time
from museum.accounts.models import User
from museum.refusals import codes
from museum.volunteers import rota
from museum.volunteers.models import Shift, Volunteer

pause = 0.02
if sys.argv[3] == "unlocked":
    from django.db import connection
    from django.db.models import QuerySet
    QuerySet.select_for_update = lambda self, **options: self
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"] |= {"transaction_mode": "DEFERRED", "timeout": 5}
    pause = 1.5

asked = rota.check_sign_up
def hesitating(*arguments, **options):
    asked(*arguments, **options)
    time.sleep(pause)
rota.check_sign_up = hesitating

coordinator = User.objects.get()
shift = Shift.objects.get(pk=sys.argv[1])
volunteer = Volunteer.objects.select_related("person").get(pk=sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
try:
    rota.sign_up(shift, volunteer, by=coordinator)
    print(json.dumps("on"))
except Exception as refusal:
    print(json.dumps(sorted(codes(refusal)) if hasattr(refusal, "error_list") else ["lost"]))
"""

STANDING = """
from museum import ledger
from museum.volunteers.models import SignUp
print(SignUp.objects.standing().count(), ledger.first_misfit())
"""


def all_at_once(database, prepared, locked="locked"):
    pairs = json.loads(database.run(prepared))
    return behind_a_barrier(database, SIGNING_UP, [(*pair, locked) for pair in pairs])


def test_twenty_who_want_five_places_fill_them_and_no_more(own_database):
    done = all_at_once(own_database, TWENTY_FOR_FIVE)

    assert done.count("on") == 5
    assert done.count(["full"]) == 15
    assert own_database.run(STANDING) == "5 None"


def test_one_volunteer_put_on_twelve_shifts_of_one_morning_is_on_one(own_database):
    done = all_at_once(own_database, ONE_FOR_TWELVE)

    assert done.count("on") == 1
    assert done.count(["clash"]) == 11


def test_without_the_locks_places_are_lost_or_given_twice(own_database):
    done = all_at_once(own_database, TWENTY_FOR_FIVE, "unlocked")

    assert (done.count("on"), done.count(["full"])) != (5, 15)
