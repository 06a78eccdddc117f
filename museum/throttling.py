"""How often somebody may try: counted in the database, for all processes together.

Who tries is kept as a keyed hash alone, and for two days at most: no address, no name in clear.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from museum import sealing

SALT = "museum.throttling"
KEPT = datetime.timedelta(days=2)


class Tries(models.Model):
    """The tries of one somebody since the first one that still counts."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tries")
        default_permissions = ()

    def __str__(self):
        return f"{self.since} {self.count}"


def address_of(request) -> str:
    """Return from where a request comes: behind a proxy of ours, what that proxy saw.

    Without one the header is whatever the visitor wrote into it. Our proxy sets it; should another
    one add to it, the last word is the nearest proxy's and the words before may be anybody's.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


@dataclass(frozen=True)
class Brake:
    """At most so many tries within a time, then none until that time is over.

    A try beyond the limit does not make the wait longer.
    """

    name: str
    tries: int
    within: datetime.timedelta

    @transaction.atomic
    def wait(self, *who: object) -> datetime.timedelta | None:
        """Count one try of who. Return None where it may go on, else how long it has to wait.

        Counted before the try is made, so that many at once cannot all slip through.
        """
        now, key = timezone.now(), self._key(who)
        Tries.objects.get_or_create(key=key, defaults={"since": now})
        row = Tries.objects.select_for_update().get(key=key)
        # A clock that was set back must not lock anybody out for longer.
        if not now - self.within < row.since <= now:
            row.since, row.count = now, 0
        row.count += 1
        row.save(update_fields=["since", "count"])
        return row.since + self.within - now if row.count > self.tries else None

    def forget(self, *who: object) -> None:
        """Let who begin anew: the try was a good one."""
        Tries.objects.filter(key=self._key(who)).delete()

    def _key(self, who: tuple[object, ...]) -> str:
        joined = "\n".join(str(each) for each in who)
        return sealing.keyed_hash(joined, salt=f"{SALT}.{self.name}")


def forget_old() -> int:
    """Delete what no longer counts and return of how many. Said every night."""
    gone, _each = Tries.objects.filter(since__lt=timezone.now() - KEPT).delete()
    return gone


def minutes(wait: datetime.timedelta) -> int:
    """Return a wait in whole minutes, at least one, as one says it."""
    return max(1, -(-int(wait.total_seconds()) // 60))
