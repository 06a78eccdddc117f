"""What is done every night, by `museum serve` itself or by `museum nightly`: each piece for itself,
so that one which fails keeps none of the others from being done."""

import datetime
import io
import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone

from museum.clock import day_of, time_of
from museum.logs import security
from museum.logs.discreet import of_error
from museum.search import indexing
from museum.upkeep import apart
from museum.upkeep.models import Night

logger = logging.getLogger("museum.upkeep")
COMMANDS = (
    "forget_contacts",
    "forget_calls",
    "clearsessions",
    "sweep",
    "tidy_logs",
    "verify_ledger",
    "verify_search",
)
# Where BACKUP_TO says where to. In processes of their own: they read the whole museum.
BACKUPS = (("backup",), ("rehearse", "--if-due"))
AT = datetime.time(3)
EVERY = 60
GIVEN_UP = datetime.timedelta(hours=6)  # who began it so long ago has died over it
KEPT = datetime.timedelta(days=400)
PATIENCE = 60_000  # milliseconds for the database's lock: nobody waits for the night's work


def run(say: Callable[[str], None]) -> list[str]:
    """Do the night's work now. Returns the names of the commands that failed."""
    failed = []
    for name in COMMANDS:
        out = io.StringIO()
        try:
            call_command(name, stdout=out, stderr=out)
        except Exception as error:
            logger.error("%s failed: %s", name, error, exc_info=not str(error))
            failed.append(name)
            security.write("night_failed", command=name)
            out.write(of_error(error))
        say(f"{name}: {' '.join(out.getvalue().split())}")
    for words in BACKUPS if settings.BACKUP_TO else ():
        done = apart.say(*words)
        if done.returncode:
            logger.error("%s failed: %s", words[0], apart.complaint(done))
            failed.append(words[0])
        say(f"{words[0]}: {apart.complaint(done) if done.returncode else done.stdout.strip()}")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
    return failed


def tonight() -> datetime.date | None:
    """Return the night whose work is due: since three o'clock, or later where nobody was awake."""
    now = timezone.now()
    return day_of(now) if time_of(now) >= AT else None


def take(day: datetime.date) -> Night | None:
    """Return the night where it is this process's to do, None where it is done or being done."""
    try:
        with transaction.atomic():
            return Night.objects.create(day=day)
    except IntegrityError:
        # Taken over in one statement: of two who find it given up, one gets it.
        now = timezone.now()
        left = Night.objects.filter(day=day, ended_at=None, begun_at__lt=now - GIVEN_UP)
        return Night.objects.get(day=day) if left.update(begun_at=now) else None


def run_once(day: datetime.date) -> None:
    if Night.objects.filter(day=day).exclude(ended_at=None).exists():
        return
    if night := take(day):
        night.failed = run(logger.info)
        night.ended_at = timezone.now()
        night.save(update_fields=["failed", "ended_at"])
        Night.objects.filter(day__lt=day - KEPT).delete()


def keep_up(stop: threading.Event, *, nights: bool = True) -> None:
    """Bring the index on and do the night's work when it is due, until told to stop.

    Whatever goes wrong is written into the log and tried again a minute later.
    """
    while not stop.wait(EVERY):
        try:
            close_old_connections()
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
            indexing.fresh()
            day = tonight() if nights else None
            if day:
                run_once(day)
        except Exception:
            logger.exception("upkeep was put off for a minute")
            connection.close()


def begin(*, nights: bool) -> threading.Event:
    """Start keeping up beside the serving. Set what is returned to end it."""
    stop = threading.Event()
    threading.Thread(
        target=keep_up, name="upkeep", args=(stop,), kwargs={"nights": nights}, daemon=True
    ).start()
    return stop
