"""What goes on in the processes that kills.py kills, and what is found afterwards."""

import contextlib
import random
import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

from museum import numbering
from museum.accounts.models import User
from museum.catalogue import accessioning, donating, moving
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Movement, NumberGiven, Place, RegisterEntry
from museum.freshness import triggers
from museum.ledger import row_key
from museum.people.models import Person
from museum.search import backend, indexing
from museum.upkeep import nightly, serving
from museum.upkeep.backups import bags, shelf
from museum.upkeep.backups.reading import faults, opened
from museum.verifying import misfits
from museum.visits import tapping
from museum.visits.models import Tap
from tests.calling import say
from tests.catalogue.at_once import begin
from tests.upgrades import coming

DEVICE = uuid.UUID(int=7)
TITLES = ("手摇纺车", "木织布机", "紫铜汤瓶", "煤油灯", "算盘")


def prepare(sessions: int) -> list[str]:
    """A curator, a giver, some objects; returns the keys of so many sessions of hers."""
    curator, family = begin()
    User.objects.filter(pk=curator.pk).update(is_superuser=False)
    things = [Thing(title) for title in TITLES]
    donation = donating.receive(donating.Receipt(things, owner=family), by=curator)
    for holding in donation.holdings.all():
        accessioning.accept(holding.item, by=curator)
    Place.objects.create(name="柜", kind="case", for_display=True)
    Path(settings.BACKUP_TO or settings.DATA_DIR / "stick").mkdir(exist_ok=True)
    keys = []
    for _each in range(sessions):
        store = SessionStore()
        store[SESSION_KEY] = str(curator.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = curator.get_session_auth_hash()
        store.create()
        keys.append(store.session_key)
    return keys


def serve() -> None:
    """The museum's own server with its upkeep beside it, on a port that the machine chooses."""
    server = serving.server(listen="127.0.0.1", port=0)
    nightly.begin(nights=False)
    say(server.effective_port)
    server.run()


def write() -> None:
    """Receive, accept and move things without end; say each key once what was done with it stands."""
    say("ready")
    while True:
        key = uuid.uuid4()
        say(f"begun {key}")
        do(key, say)


def do(key: uuid.UUID, told=lambda words: None) -> None:
    """Bring two things in, accept one and put it into the case, all under keys that follow from key."""
    curator, family = User.objects.get(), Person.objects.get()
    things = [Thing(random.choice(TITLES)), Thing("架", parts=[Thing("灯罩")])]
    donation = donating.receive(donating.Receipt(things, owner=family), by=curator, key=key)
    told(f"received {key}")
    item = donation.holdings.order_by("line").first().item
    accessioning.accept(item, by=curator, key=row_key(key, "accept"))
    told(f"accepted {key}")
    moving.move(
        item, Place.objects.get(name="柜"), by=curator, reason="上柜", key=row_key(key, "move")
    )
    told(f"moved {key}")


def back_up() -> None:
    """Make one backup after the other."""
    say("ready")
    while True:
        call_command("backup", to=settings.DATA_DIR / "stick")
        say("backed up")


def night() -> None:
    """The night's work, again and again."""
    say("ready")
    while True:
        nightly.run(lambda said: None)


def bring_v0_1() -> None:
    coming.bring("v0.1")


def migrate() -> None:
    say("ready")
    call_command("migrate", verbosity=0)
    say("migrated")


def whole(migrating: bool = False) -> list[str]:
    """Return what is wrong with the museum as a fresh start finds it, with nothing repaired by hand."""
    if migrating:
        call_command("migrate", verbosity=0)
        if connection.vendor == "postgresql":
            # That museum is poured in from SQLite, whose index is no rows.
            indexing.rebuild()
            backend.rebuild_documents()
    wrong = [f"ledger: {each}" for each in misfits()]
    wrong += [f"trigger missing: {each}" for each in triggers.missing()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            wrong += [f"integrity: {row[0]}" for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            wrong += [f"foreign key: {row}" for row in cursor.fetchall()]
    indexing.fresh()
    wrong += [f"search: {each}" for each in indexing.differences() + backend.differences()]
    return wrong


def recounted(said: dict[str, list[str]], taps: dict[str, str]) -> list[str]:
    """Return what was said to be done and is not there, or is there more than once. What was begun and
    never answered is sent again with its key, as a browser does, and must stand once too.

    taps: how the server answered each key, "" where it did not any more.
    """
    begun = [uuid.UUID(each) for each in said["begun"]]
    wrong = []
    keys = {
        "received": (Donation, "uuid", lambda key: key),
        "accepted": (RegisterEntry, "uuid", lambda key: row_key(key, "accept")),
        "moved": (Movement, "act", lambda key: row_key(key, "move")),
    }
    for act, (model, name, key_of) in keys.items():
        promised = {key_of(uuid.UUID(each)) for each in said[act]}
        rows = model.objects.filter(**{f"{name}__in": promised})
        there = {*rows.values_list(name, flat=True)}
        wrong += [f"{act} {key} is lost" for key in promised - there]
    for key in begun[-1:]:
        do(key)
    for act, (model, name, key_of) in keys.items():
        found = model.objects.filter(**{f"{name}__in": [key_of(each) for each in begun]}).count()
        if found != len(begun):
            wrong.append(f"{act}: {found} for {len(begun)} keys")
    curator = User.objects.get()
    for key, how in taps.items():
        there = Tap.objects.filter(uuid=key).count()
        if how == "done" and there != 1:
            wrong.append(f"tap {key} stands {there} times")
        tapping.hand_in([tapping.Touch(uuid.UUID(key), "adult")], by=curator, device=DEVICE)
        if Tap.objects.filter(uuid=key).count() != 1:
            wrong.append(f"tap {key} does not stand once after it was sent again")
    given = NumberGiven.objects.filter(series="collection", part=0).count()
    if given != numbering.last("item.collection"):
        wrong.append(f"{given} numbers given, the last is {numbering.last('item.collection')}")
    return wrong


def backups() -> list[str]:
    """Return what is wrong with the backups that count: the newest one is read with every hash."""
    place, wrong = settings.DATA_DIR / "stick", []
    with contextlib.suppress(FileNotFoundError):
        shelf.clear(place)
    for path in sorted(each for each in place.glob("museum-*") if each.is_dir())[-1:]:
        if not (path / bags.INFO).exists():
            wrong.append(f"{path.name} counts and has no {bags.INFO}")
            continue
        with opened(path) as bag:
            if found := faults(bag):
                wrong.append(f"{path.name}: {found}")
    return wrong
