"""What load.py asks of the museum in processes of its own: to be filled, and to be counted again."""

import json

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

from museum.accounts.models import User
from museum.accounts.roles import CURATOR
from museum.catalogue import accessioning
from museum.catalogue.models import Item, Movement, Place
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from museum.search import backend, indexing
from museum.verifying import misfits
from museum.visits.models import Tap
from tests.factories import PersonFactory, photo_file, published, received

OBJECTS, WRITERS, SHELVES = 120, 20, 20


def fill() -> None:
    """Accept and publish objects with photographs, and let twenty be signed in; say who and what."""
    family = PersonFactory(name="马家", surname="马", kind="household", former_group="三组")
    writers = []
    for number in range(WRITERS):
        user = User.objects.create(
            username=f"writer{number}", last_name="杨", first_name=f"第{number}"
        )
        user.groups.add(Group.objects.get(name=CURATOR))
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        writers.append((user.pk, store.session_key))
    by = User.objects.first()
    items = []
    for number in range(OBJECTS):
        pictures = take_in([photo_file(f"{number}.jpg", colour=f"#b0{number:04x}")], by=by).pictures
        item = received(f"手摇纺车 {number}", by=by, owner=family, pictures=pictures)
        accessioning.accept(published(item), by=by)
        items.append((item.pk, str(item.number)))
    store_of = Place.objects.store()
    shelves = [Place.objects.create(name=f"架{each}", kind="shelf", parent=store_of).pk
               for each in range(SHELVES)]  # fmt: skip
    call_command("rebuild_search", verbosity=0)
    told = {"writers": writers, "items": items, "shelves": shelves}
    (settings.DATA_DIR / "filled.json").write_text(json.dumps(told))


def count() -> dict:
    """Return what stands there, and what is wrong with it."""
    wrong = [f"ledger: {each}" for each in misfits()]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            wrong += [row[0] for row in cursor.fetchall() if row[0] != "ok"]
    indexing.fresh()
    wrong += indexing.differences() + backend.differences()
    return {
        "taps": [str(each) for each in Tap.objects.values_list("uuid", flat=True)],
        "people": [*Person.objects.filter(name__startswith="载").values_list("name", flat=True)],
        "moves": [
            *Movement.objects.filter(reason__startswith="载").values_list("reason", flat=True)
        ],
        "items": Item.objects.count(),
        "wrong": wrong,
    }
