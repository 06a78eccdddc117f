"""Once a month the newest backup is brought back in a scratch folder, by the same command as in
earnest: a backup that nobody has tried is a hope."""

import datetime
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import clock
from museum.upkeep import apart, museum_env
from museum.upkeep.backups import shelf
from museum.upkeep.backups.trouble import Refused
from museum.upkeep.founding import SETTINGS
from museum.upkeep.models import Backup

SCRATCH = "rehearsal"
EVERY = datetime.timedelta(days=30)
# What is said of the living museum, and must come out of the backup instead.
NOT_PASSED_ON = (*SETTINGS, "BACKUP_TO", "BACKUP_PASSPHRASE_FILE", "DJANGO_SETTINGS_MODULE")


def is_due() -> bool:
    """Return whether the last try is a month ago, and there is something to be tried. A try that by this
    clock is still to come was dated by one that ran ahead."""
    now = timezone.now()
    lately = Backup.objects.filter(tried_at__gt=now - EVERY, tried_at__lte=now + clock.LEEWAY)
    return Backup.objects.filter(failed="").exists() and not lately.exists()


def rehearse(place: Path) -> Backup:
    """Bring the newest backup of a folder back, and write down how that went. Refuses (Refused)
    where there is none."""
    here = shelf.lying(place) if place.is_dir() else []
    if not here:
        raise Refused(_("There is no backup in %(place)s that could be tried.") % {"place": place})
    by_now = [each for each in here if each.made_at <= timezone.now() + clock.LEEWAY]
    newest, scratch = (by_now or here)[0], Path(settings.DATA_DIR) / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        done = apart.say("restore", str(newest.path), environment=_nobody_s(scratch))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    backup = Backup.objects.filter(name=newest.path.name).first() or Backup(
        name=newest.path.name, place=str(place), begun_at=newest.made_at, ended_at=newest.made_at
    )
    backup.tried_at = timezone.now()
    backup.fault = apart.complaint(done) if done.returncode else ""
    backup.save()
    return backup


def _nobody_s(scratch: Path) -> dict[str, str]:
    """Return an environment that knows of no museum but the one in scratch, on SQLite."""
    left_out = {*NOT_PASSED_ON, *museum_env.read(Path(settings.DATA_DIR))}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    if not settings.BACKUP_KEYS:  # they are on paper: nothing here could come out of the backup
        environment["MUSEUM_KEYS"] = ",".join(settings.MUSEUM_KEYS)
    if settings.BACKUP_PASSPHRASE_FILE:
        environment["BACKUP_PASSPHRASE_FILE"] = str(settings.BACKUP_PASSPHRASE_FILE)
    database = f"sqlite:///{scratch / 'museum.sqlite3'}"
    return environment | {"DATA_DIR": str(scratch), "DATABASE_URL": database}
