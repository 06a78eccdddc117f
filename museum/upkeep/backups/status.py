"""How the museum stands with its backups, for whoever must do something about it."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import clock
from museum.institution import Museum
from museum.ledger import LedgerLine
from museum.upkeep.backups import taking
from museum.upkeep.models import Backup

OLD = datetime.timedelta(days=2)
MORNING = datetime.time(6)  # what is made later was made by day, by whoever pressed the button


@dataclass(frozen=True)
class BackupStatus:
    """When the last whole backup was made, what came of the last try, when one was last brought back."""

    last: Backup | None
    failed: str
    tried: Backup | None
    place: Path | None

    @property
    def is_under_way(self) -> bool:
        return taking.is_under_way()

    @property
    def is_old(self) -> bool:
        return self.last is None or self.last.ended_at < timezone.now() - OLD

    @property
    def is_within_reach(self) -> bool:
        return self.place is not None and self.place.is_dir()

    @property
    def is_encrypted(self) -> bool:
        return settings.BACKUP_PASSPHRASE_FILE is not None

    @property
    def heading(self) -> str:
        if self.last is None:
            return _("There is no backup yet")
        days = _days_since(self.last.ended_at)
        if days == 0:
            at_night = clock.time_of(self.last.begun_at) < MORNING
            return _("Backed up last night") if at_night else _("Backed up today")
        if not self.is_old:
            return (
                _("Backed up yesterday") if days == 1 else _("Backed up the day before yesterday")
            )
        return _("No backup for %(days)s days") % {"days": days}  # fmt: skip

    @property
    def proof(self) -> str:
        """Return whether a backup was ever brought back, and when."""
        if self.tried is None or self.tried.tried_at is None:
            return _("Whether it can be brought back has not been tried yet.")
        days = _days_since(self.tried.tried_at)
        if self.tried.fault:
            return _("The last try to bring one back did not succeed: %(fault)s") % {"fault": self.tried.fault}  # fmt: skip
        if days == 0:
            return _("Last proven to come back: today")
        return _("Last proven to come back: %(days)s days ago") % {"days": days}  # fmt: skip

    @property
    def is_bad(self) -> bool:
        return self.is_old or bool(self.tried and self.tried.fault)


def now() -> BackupStatus:
    # What a clock that ran ahead has dated is not believed: it would be the newest for years.
    tries = Backup.objects.filter(ended_at__lte=timezone.now() + clock.LEEWAY)
    wanted = (
        tries.values("pk")[:1],
        tries.filter(failed="").values("pk")[:1],
        tries.exclude(tried_at=None).order_by("-tried_at").values("pk")[:1],
    )
    found = list(tries.filter(pk__in=[Subquery(each) for each in wanted]))
    newest = found[0] if found else None
    last = next((each for each in found if not each.failed), None)
    tried = max((each for each in found if each.tried_at), key=_tried_at, default=None)
    failed = newest.failed if newest and newest != last else ""
    return BackupStatus(last, failed, tried, settings.BACKUP_TO)


def first_made_at() -> datetime.datetime | None:
    """Return since when there is a whole backup that could be tried."""
    first = Backup.objects.filter(failed="").order_by("ended_at").first()
    return first.ended_at if first else None


def _tried_at(backup: Backup) -> datetime.datetime:
    return backup.tried_at or backup.ended_at


def is_anything_to_lose() -> bool:
    """Return whether there is something to lose: no demo, and something was written down."""
    something = Exists(LedgerLine.objects.order_by()) | Exists(Backup.objects.order_by())
    return Museum.objects.filter(something, demo_since=None).exists()


def _days_since(moment: datetime.datetime) -> int:
    return (clock.today() - clock.day_of(moment)).days
