"""Keeping the index true: draining what is stale, making it anew, saying where it differs."""

import datetime
import logging
import uuid

from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from museum.catalogue.models import Item
from museum.search.engines import engine
from museum.search.entries import entries_of
from museum.search.models import Entry, Material, Stale, State, Words

logger = logging.getLogger("museum.search")
AT_ONCE = 500
AGAIN = datetime.timedelta(minutes=10)
LOCK = 7_305_571  # any number of our own, for PostgreSQL's advisory lock
WATCHED = [
    "catalogue.Item",
    "catalogue.Holding",
    "catalogue.Photo",
    "catalogue.Story",
    "catalogue.ItemTag",
    "catalogue.NumberGiven",
    "catalogue.Donation",
    "catalogue.Term",
    "catalogue.Place",
    "people.Person",
]


def follow() -> None:
    """Drain soon after a change, so that nobody waits for it who only searches."""
    for name in WATCHED:
        model = apps.get_model(name)
        for signal in (post_save, post_delete):
            signal.connect(_soon, sender=model, dispatch_uid=f"search {name}")
    m2m_changed.connect(_soon, sender=Item.materials.through, dispatch_uid="search materials")


def _soon(raw=False, **kwargs) -> None:
    """Ask for one draining when the transaction stands. Missed, it happens at the next question."""
    if raw or any(each[1] is drain for each in connection.run_on_commit):
        return
    transaction.on_commit(drain, robust=True)


def forget_at_once(person, by) -> None:
    """Read anew what an erased person is named in, together with the erasing."""
    transaction.on_commit(drain)


def fresh() -> uuid.UUID:
    """Bring the index up to date if anything is stale, and return which state it is now.

    Where nothing can be written, whoever reads goes on reading: what was closed meanwhile is not
    shown, because every card is asked for once more (catalogue.public.facts).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT version FROM search_state ORDER BY id LIMIT 1), "
            "EXISTS (SELECT 1 FROM search_stale WHERE tried_at IS NULL OR tried_at < %s)",
            [connection.ops.adapt_datetimefield_value(timezone.now() - AGAIN)],
        )
        version, stale = cursor.fetchone()
    if stale:
        try:
            return drain()
        except OperationalError:
            if connection.in_atomic_block:
                raise
            logger.warning("the index could not be brought up to date", exc_info=True)
    return version


def drain() -> uuid.UUID:
    """Read anew every object that is marked, a few hundred in one transaction with taking their
    marks away, so that whoever registers meanwhile need not wait for all of it.

    An object that cannot be read is taken out of the index and stays marked: nobody finds it, which
    is the safe side; all others are found as ever; the log and the desk's first page say so. It is
    tried again when it changes, and every ten minutes.
    """
    waiting = Stale.objects.filter(Q(tried_at=None) | Q(tried_at__lt=timezone.now() - AGAIN))
    keys = list(waiting.order_by("item").values_list("item", flat=True).distinct())
    if not keys:
        return _version()
    for start in range(0, len(keys), AT_ONCE):
        version = _drain(keys[start : start + AT_ONCE])
    return version


@transaction.atomic
def _drain(keys: list[int]) -> uuid.UUID:
    _lock()
    # Only the marks that are there now are taken away: one that comes meanwhile stays.
    marks = list(Stale.objects.filter(item__in=keys).values_list("pk", "item"))
    if not marks:
        return _version()  # another process was quicker
    failed = _index_or_forget(sorted({item for _mark, item in marks}))
    numbers = [mark for mark, item in marks if item not in failed]
    for start in range(0, len(numbers), AT_ONCE):
        Stale.objects.filter(pk__in=numbers[start : start + AT_ONCE]).delete()
    tried = [mark for mark, item in marks if item in failed]
    Stale.objects.filter(pk__in=tried).update(tried_at=timezone.now())
    return _next_version()


def rebuild(progress=lambda done, of: None) -> int:
    """Make the whole index of objects anew. Returns how many objects it holds."""
    with transaction.atomic():
        _lock()
        Stale.objects.all().delete()
        with connection.cursor() as cursor:
            engine().clear(cursor)
        for model in (Material, Entry, Words):
            model.objects.all()._raw_delete(connection.alias)
        keys = list(Item.objects.order_by("pk").values_list("pk", flat=True))
        failed: set[int] = set()
        for start in range(0, len(keys), AT_ONCE):
            failed |= _index_or_forget(keys[start : start + AT_ONCE])
            progress(min(start + AT_ONCE, len(keys)), len(keys))
        tried_at = timezone.now()
        Stale.objects.bulk_create(Stale(item=key, tried_at=tried_at) for key in sorted(failed))
        _next_version()
    analyse()
    return len(keys) - len(failed)


def analyse() -> None:
    """Tell the database's planner how much there is by now, as after filling it all at once.

    PostgreSQL knows of the register by itself; and analysing all there is would wait for whoever
    does so in another database of the same server.
    """
    tables = ", ".join(model._meta.db_table for model in (Entry, Material, Words))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}" if connection.vendor == "postgresql" else "ANALYZE")


def differences() -> list[str]:
    """Return in words what of the index differs from the register, object by object."""
    fresh()
    found = []
    with connection.cursor() as cursor:
        known = engine().keys(cursor)
    keys = list(Item.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        entries, words = Entry.objects.in_bulk(part), Words.objects.in_bulk(part)
        materials: dict[int, list[str]] = {}
        for key, code in Material.objects.filter(entry__in=part).values_list("entry_id", "code"):
            materials.setdefault(key, []).append(code)
        for each in entries_of(part):
            key = each.entry.item_id
            if key not in entries or key not in words or key not in known:
                found.append(f"object {key}: not in the index")
                continue
            wrong = [*_differing(each.entry, entries[key]), *_differing(each.words, words[key])]
            if sorted(materials.get(key, ())) != [each.code for each in each.materials]:
                wrong.append("materials")
            if wrong:
                found.append(f"object {key}: {', '.join(wrong)}")
    extra = (known | set(Words.objects.values_list("pk", flat=True))) - set(keys)
    return found + [f"object {key}: in the index, not in the register" for key in sorted(extra)]


def _differing(one, other) -> list[str]:
    names = [field.attname for field in one._meta.concrete_fields]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _index_or_forget(keys: list[int]) -> set[int]:
    """Index what can be indexed, take out what cannot. Returns the latter."""
    try:
        with transaction.atomic():
            _index(keys)
    except Exception:
        if len(keys) > 1:
            return {failed for key in keys for failed in _index_or_forget([key])}
        logger.exception("object %s is not in the search index", keys[0])
        _forget(keys[0])
        return set(keys)
    return set()


def _forget(key: int) -> None:
    with connection.cursor() as cursor:
        engine().put(cursor, [], list(Words.objects.filter(pk=key)))
    Material.objects.filter(entry=key)._raw_delete(connection.alias)
    Entry.objects.filter(pk=key)._raw_delete(connection.alias)
    Words.objects.filter(pk=key)._raw_delete(connection.alias)


def _index(keys: list[int]) -> None:
    found = entries_of(keys)
    words = [each.words for each in found]
    before = list(Words.objects.filter(pk__in=keys))
    Material.objects.filter(entry__in=keys)._raw_delete(connection.alias)
    _store(Entry, [each.entry for each in found])
    _store(Words, words)
    Material.objects.bulk_create([material for each in found for material in each.materials])
    with connection.cursor() as cursor:
        engine().put(cursor, words, before)


def _store(model, rows) -> None:
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["item"], update_fields=names
    )


def _lock() -> None:
    """Let one process after the other: on SQLite the transaction itself is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _version() -> uuid.UUID:
    return State.objects.get_or_create(pk=1)[0].version


def _next_version() -> uuid.UUID:
    """Return a name that no state had before: after a rollback the old one names the old state."""
    version = uuid.uuid4()
    State.objects.update_or_create(pk=1, defaults={"version": version})
    return version
