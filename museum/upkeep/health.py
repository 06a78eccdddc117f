"""/health/: whether all is well, for a monitor, or for whoever installs a new version.

What it asks costs a handful of small questions and writes nothing. It names nobody, counts nobody and
says no version, folder or secret: anybody may ask it.
"""

import datetime
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from museum.institution import Museum
from museum.search.models import Stale
from museum.search.watching import MANY
from museum.upkeep.backups import status
from museum.upkeep.models import Night

# Below this nothing large can be taken in any more, and SQLite cannot make room for itself.
LEAST_FREE = 500 * 2**20
# A month's rehearsal that is so late was not done.
REHEARSED = datetime.timedelta(days=40)
NIGHTS = datetime.timedelta(days=2)


@dataclass(frozen=True)
class Sign:
    """One thing that is looked at."""

    name: str
    is_well: bool
    sentence: str


def signs() -> Iterator[Sign]:
    """Look at everything; where the database does not answer, at what can be seen without it."""
    database = _database()
    yield database
    yield _disk()
    if database.is_well:
        for look in (_queue, _night, _backup, _rehearsal):
            yield _looked(look)


def _looked(look: Callable[[], Sign]) -> Sign:
    try:
        return look()
    except DatabaseError:
        return Sign(look.__name__.strip("_"), False, _("It could not be looked at."))


def _database() -> Sign:
    try:
        Museum.objects.values_list("pk").first()
        can_write = _can_write()
    except DatabaseError:
        return Sign("database", False, _("The database does not answer."))
    if not can_write:
        return Sign("database", False, _("The database can be read, and nothing written into it."))
    return Sign("database", True, _("The database answers."))


def _can_write() -> bool:
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return cursor.fetchone()[0] == "off"


def _disk() -> Sign:
    try:
        places = (settings.DATA_DIR, settings.MEDIA_ROOT)
        free = min(shutil.disk_usage(each).free for each in places if Path(each).exists())
    except (OSError, ValueError):
        return Sign("disk", False, _("The museum's folder is not there."))
    if free < LEAST_FREE:
        return Sign("disk", False, _("The disk is nearly full."))
    return Sign("disk", True, _("There is room on the disk."))


def _queue() -> Sign:
    """What waits to be read anew for search. Every minute takes it on: many, or one that could not
    be read, and something is wrong."""
    if Stale.objects.exclude(tried_at=None).exists():
        return Sign("queue", False, _("Something could not be read for search."))
    if Stale.objects.all()[MANY : MANY + 1]:
        return Sign("queue", False, _("Much waits to be read for search."))
    return Sign("queue", True, _("Nothing waits for long."))


def _night() -> Sign:
    if not settings.NIGHTLY:
        return Sign("night", True, _("Somebody else sees to the night's work."))
    done = Night.objects.exclude(ended_at=None).first()
    begun = Night.objects.order_by("day").first()
    since = done.ended_at if done else begun.begun_at if begun else None
    if since and since < timezone.now() - NIGHTS:
        return Sign("night", False, _("The night's work was not done for two days."))
    if done and done.failed:
        return Sign("night", False, _("Something of the last night's work did not succeed."))
    return Sign("night", True, _("The night's work is done."))


def _backup() -> Sign:
    if not status.is_anything_to_lose():
        return Sign("backup", True, _("There is nothing yet that could be lost."))
    found = status.now()
    return Sign("backup", not found.is_old, found.heading)


def _rehearsal() -> Sign:
    found = status.now()
    tried_at = found.tried.tried_at if found.tried else None
    since = tried_at or status.first_made_at()
    is_late = since is not None and since < timezone.now() - REHEARSED
    if found.tried and found.tried.fault:  # its words may name a file, and a file a thing
        return Sign("rehearsal", False, _("The last backup that was tried could not be brought back."))  # fmt: skip
    return Sign("rehearsal", not is_late, found.proof)


@never_cache
@require_safe
def health(request) -> HttpResponse:
    """Say how the museum is: 200 where all is well, 503 where something is not."""
    found = list(signs())
    is_well = all(each.is_well for each in found)
    bad = "".join(each.sentence for each in found if not each.is_well)
    answer: dict = {"well": is_well, "sentence": bad or _("All is well.")}
    answer |= {each.name: {"well": each.is_well, "sentence": each.sentence} for each in found}
    text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    return HttpResponse(
        text,
        status=200 if is_well else 503,
        content_type="application/json; charset=utf-8",
        headers={"X-Robots-Tag": "noindex"},
    )
