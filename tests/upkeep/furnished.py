"""A small museum with one of each kind of thing in it, and what befalls it; called in processes."""

import dataclasses
import datetime
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from museum import ledger_head, sealing
from museum.accounts.models import User
from museum.accounts.roles import CURATOR, REGISTRAR
from museum.catalogue import accessioning, opening
from museum.catalogue.models import Item
from museum.people.erasing import erase
from museum.people.models import Contact, Person
from museum.pictures import sweeping
from museum.pictures.taking_in import take_in
from museum.search import indexing
from museum.upkeep import apart
from museum.upkeep.backups import bags, dumping, gathering, loading, registers, restoring, taking
from museum.upkeep.models import Backup
from museum.upkeep.recovery import print_keys
from museum.visits.models import VisitSettings
from museum.volunteers.desk import codes
from tests.calling import say
from tests.factories import PASSWORD, PersonFactory, UserFactory, photo_file, published, received
from tests.upgrades import coming

TELEPHONE = "13800001234"


def furnish() -> None:
    VisitSettings.load()  # the first page that says when it is open writes them down
    curator = UserFactory(username="guanzhang", groups=[Group.objects.get(name=CURATOR)])
    # As production hashes it: what comes back there is read there.
    hashed = PBKDF2PasswordHasher().encode(PASSWORD, "salt")
    User.objects.filter(pk=curator.pk).update(password=hashed)
    registrar = UserFactory(username="dengji", groups=[Group.objects.get(name=REGISTRAR)])
    family = PersonFactory(name="马家", surname="马", kind="household", former_group="三组")
    grandmother = PersonFactory(name="王桂兰", address_form="婆婆", phone=TELEPHONE)
    for title in ("手摇纺车", "紫铜汤瓶"):
        pictures = take_in([photo_file()], by=registrar).pictures
        measures = {"length": "12.50", "weight_kg": "3.00", "use": "纺线，“冬天”用"}
        item = received(title, by=registrar, owner=family, brought_by=grandmother, pictures=pictures,
                        more=measures)  # fmt: skip
        accessioning.accept(published(item), by=curator)


def backup(to: str, **options) -> str:
    """Make a backup, and return what was complained of."""
    try:
        call_command("backup", to=Path(to), **options)
    except CommandError as error:
        return str(error)
    return ""


def backup_without_keys(to: str) -> str:
    settings.BACKUP_KEYS = False
    return backup(to)


def backup_locked(to: str, words: str, **options) -> str:
    settings.BACKUP_PASSPHRASE_FILE = Path(words)
    return backup(to, **options)


def rehearse_locked(of: str, words: str) -> dict:
    settings.BACKUP_PASSPHRASE_FILE = Path(words)
    return rehearse(of)


def rehearse_without_keys(of: str) -> dict:
    settings.BACKUP_KEYS = False
    return rehearse(of)


def sheet() -> str:
    """Return the recovery sheet as it is printed."""
    return print_keys(by=User.objects.get(username="guanzhang")).text


def hang_up() -> str:
    """Return a code as it hangs at the door."""
    return sealing.seal(1, salt=codes.SALT)


def torn_off(code: str) -> int:
    """Return what a code that hung at the door means here."""
    return sealing.open_seal(code, salt=codes.SALT)


def backup_until_killed(to: str, *, after: str) -> None:
    """Die by SIGKILL as soon as a file of this name has been written."""
    add = bags.Writer.add

    def and_die(self, name, pieces):
        add(self, name, pieces)
        if f"data/{name}".startswith(after):
            os.kill(os.getpid(), signal.SIGKILL)

    bags.Writer.add = and_die
    backup(to)


def take_away(to: str) -> None:
    """Erase her who brought it, and withdraw one of two things; one more is closed and opened again."""
    settings.BACKUP_TO = Path(to)
    curator = User.objects.get(username="guanzhang")
    erase(Person.objects.get(name="王桂兰"), by=curator)
    wheel, ewer = Item.objects.order_by("pk")
    opening.withdraw(wheel, by=curator, reason="家里要")
    opening.withdraw(ewer, by=curator)
    opening.open_again(ewer, by=curator)


def remember() -> dict:
    """Return every row of every table, as text."""
    with dumping.snapshot() as moment:
        return {table.name: [dumping.line(row).decode() for row in moment.rows(table)]
                for table in dumping.tables()}  # fmt: skip


def head() -> str:
    return str(ledger_head.now())


def spoil_a_cell() -> None:
    """A hand at the database writes what no field takes."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE museum_museum SET founded_on = 'in the spring'")


def lose_an_original() -> str:
    path = sorted(path for path in Path(settings.ORIGINALS_ROOT).rglob("*") if path.is_file())[0]
    path.unlink()
    return path.relative_to(settings.ORIGINALS_ROOT).as_posix()


def receive_one_more() -> str:
    """Return the number that the next object gets."""
    curator = User.objects.get(username="guanzhang")
    item = received("煤油灯", by=curator, owner=PersonFactory(name="李家"))
    return str(accessioning.accept(item, by=curator).label)


def restore_until_killed(path: str, moment: str) -> None:
    """Die by SIGKILL half-way through bringing a museum back."""

    def die(*_arguments) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if moment == "loading":
        loading._different = die
    else:
        indexing.rebuild = die
    restoring.restore(Path(path), lambda sentence: None)


def seen() -> dict[str, int]:
    """Return how the pages of two objects answer a visitor."""
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    return {address: client.get(address).status_code
            for address in ("/objects/CS00001/", "/objects/CS00002/")}  # fmt: skip


def bring_the_first_version() -> None:
    coming.bring("v0.1")


def _columns_that_are_there() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        found = {
            name: {
                column.name
                for column in connection.introspection.get_table_description(cursor, name)
            }
            for name in connection.introspection.table_names(cursor)
        }
    connection.close()
    return found


def backup_as_then(to: str) -> str:
    """Make a backup of a museum whose database this version has not brought up to date."""
    dumping.NOT_THE_MUSEUM_S = (
        *dumping.NOT_THE_MUSEUM_S,
        "upkeep",
        "care",
        "calls",
        "otp_static",
        "otp_totp",
    )
    dumping.OF_THIS_COMPUTER = (
        *dumping.OF_THIS_COMPUTER,
        "people.look",
        "pictures.waitingphoto",
        "figures.submission",
        "catalogue.sighting",
        "catalogue.tagentry",
        "catalogue.tagprinting",
        "visits.tapcorrection",
    )
    of_now, there = dumping._of, _columns_that_are_there()

    def of_then(model):
        table = of_now(model)
        columns = (each for each in table.columns if each.name in there[table.name])
        return dataclasses.replace(table, columns=tuple(columns))

    dumping._of = of_then
    leaves = json.loads((coming.HERE / "v0.1.json").read_text())
    gathering.leaves = lambda: leaves
    # What people read beside the rows is made by this version, from columns that were not there then.
    registers.as_pages = lambda heading: []
    gathering.add_site = lambda writer: 0
    taking._note = lambda backup: None
    return backup(to)


def rehearse(of: str) -> dict:
    """Try the newest backup, and return what was said, what was written down, what was left."""
    error = ""
    try:
        call_command("rehearse", of=Path(of))
    except CommandError as complaint:
        error = str(complaint)
    tried = Backup.objects.exclude(tried_at=None).first()
    left = (Path(settings.DATA_DIR) / "rehearsal").exists()
    return {"error": error, "fault": tried.fault, "tried": bool(tried.tried_at), "left": left}


def press(to: str) -> None:
    """Press the button, and wait for what it began: a test's process ends, a museum's does not."""
    os.environ["BACKUP_TO"] = to
    settings.BACKUP_TO = Path(to)
    apart.begin("backup")
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(120)


def backup_until_the_stick_fails(to: str, number: int) -> str:
    """Let the stick fail as soon as pictures are written."""
    opened = bags.Folder.opened

    def fail(self, name):
        if name.startswith("data/media/"):
            raise OSError(number, os.strerror(number))
        return opened(self, name)

    bags.Folder.opened = fail
    return backup(to)


def backup_until_the_stick_is_pulled(to: str, **options) -> str:
    """Take the stick away as soon as the first original lies on it."""
    add, pulled = bags.Writer.add, []

    def and_pull(self, name, pieces):
        add(self, name, pieces)
        if name.startswith("originals/") and not pulled:
            pulled.append(subprocess.run(["umount", "-l", to], check=True))

    bags.Writer.add = and_pull
    return backup(to, **options)


def hold_off_the_sweep() -> None:
    with sweeping.held_off():
        say("holding")
        sys.stdin.readline()


def hold_the_making() -> None:
    with taking.only_one():
        say("holding")
        sys.stdin.readline()


def sweep() -> None:
    call_command("sweep")
    (Path(settings.DATA_DIR) / "swept").touch()


def receive_until(enough: str) -> None:
    """Receive one thing after the other, with its photograph, until somebody says that it is enough."""
    registrar = User.objects.get(username="dengji")
    family = Person.objects.get(name="马家")
    while not Path(enough).exists():
        pictures = take_in([photo_file()], by=registrar).pictures
        received("煤油灯", by=registrar, owner=family, pictures=pictures)
        say("received")


def keep_a_contact_too_long() -> None:
    """A backup lies in a drawer for years, and so does what it was promised to forget."""
    day = datetime.date(2020, 5, 1)
    Contact.objects.create(name="领队", phone=TELEPHONE, needed_on=day, kept_until=day)
