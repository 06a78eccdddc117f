"""Running numbers: given once, in order, without a gap, by however many processes at once."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class Counter(models.Model):
    """The last number given in a series, and in a year where the series begins anew each year."""

    series = models.CharField(_("series"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"), default=0)  # 0: runs for the museum's life
    last = models.PositiveBigIntegerField(_("last number given"), default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_a_series")
        ]

    def __str__(self):
        return f"{self.series} {self.year or ''} {self.last}"


@transaction.atomic
def allot(series: str, *, year: int = 0) -> int:
    """Return the next number of series (in year), locked until the caller's transaction ends.

    A rolled-back transaction gives its number back, so that no gap is left.
    """
    Counter.objects.get_or_create(series=series, year=year)
    counter = Counter.objects.select_for_update(no_key=True).get(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


@transaction.atomic
def allot_run(series: str, count: int, *, year: int = 0) -> range:
    """Return the next count numbers of series (in year), locked like allot. count 0 only locks."""
    Counter.objects.get_or_create(series=series, year=year)
    counter = Counter.objects.select_for_update(no_key=True).get(series=series, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)


def raise_to(series: str, number: int, *, year: int = 0) -> None:
    """Let series run on beyond number, which is given already. To be said under the counter's lock."""
    Counter.objects.filter(series=series, year=year, last__lt=number).update(last=number)


def allot_once(model: type[models.Model], key, series: str, *, year: int = 0):
    """Return the next number of series for a row of model with key (None: no key came), and None; or
    0 and the row that was written with this key already, by a form sent twice.

    That is asked under the counter's lock, so that two senders cannot both pass.
    """
    number = allot(series, year=year)
    earlier = model._default_manager.filter(uuid=key).first() if key else None
    if earlier is None:
        return number, None
    give_back(series, year=year)
    return 0, earlier


def lock(series: str) -> None:
    """Let one transaction after the other go on from here: a counter that counts nothing."""
    allot(series)
    give_back(series)


def give_back(series: str, *, year: int = 0) -> None:
    """Undo the allot of this same transaction, whose lock on the counter still stands."""
    Counter.objects.filter(series=series, year=year).update(last=models.F("last") - 1)


def last(series: str, *, year: int = 0) -> int:
    """Return the last number given in series, 0 where none was."""
    return (
        Counter.objects.filter(series=series, year=year).values_list("last", flat=True).first() or 0
    )


def label(prefix: str, number: int, *, year: int = 0, width: int = 5) -> str:
    """Return a number as printed: CS00012, RG-2023-0007. width is a minimum, never a limit."""
    return f"{prefix}-{year}-{number:0{width}d}" if year else f"{prefix}{number:0{width}d}"
