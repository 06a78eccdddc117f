"""Measurements that need the museum's own process: told what to measure on lines of JSON, it answers
with one for each."""

import io
import itertools
import json
import os
import sqlite3
import statistics
import sys
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from museum import garbage  # noqa: E402

garbage.collect_seldom()  # as manage.py does


def up_to_date() -> None:
    """Migrate, and index anew what was filled before the code changed."""
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
        call_command("rebuild_search", stdout=sys.stderr)


def fill(count: str) -> None:
    from django.core.management import call_command

    call_command("generate_objects", count=int(count), stdout=sys.stderr)
    call_command("rebuild_search", stdout=sys.stderr)


def queries(per_page: str) -> dict[str, int]:
    """Count the queries of the three kinds of page, each read for the second time."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from exhibits.views import browse
    from museum.catalogue.models import Item

    browse.PER_PAGE = int(per_page)
    client = Client(headers={"host": "127.0.0.1"})
    last = Item.objects.public().whole().filter(holding__series="collection").order_by("pk").last()
    found = {}
    for name, address in (
        ("object", f"/objects/{last.number}/"),
        ("browse", "/objects/"),
        ("search", "/objects/?q=粽子"),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found[name] = len(asked)
    return found


def addresses(count: str) -> list[str]:
    """Return the addresses of public objects, spread evenly over the register."""
    from museum.catalogue.models import Item

    labels = list(Item.objects.public().whole().order_by("pk")
                  .values_list("holding__label", flat=True))  # fmt: skip
    step = max(1, len(labels) // int(count))
    return [f"/objects/{label}/" for label in labels[::step][: int(count)]]


def pages(per_page: str) -> int:
    from museum.catalogue.models import Item

    return -(-Item.objects.public().whole().count() // int(per_page))


def registering(count: str) -> dict[str, float]:
    """Register objects in bulk, then write the very same rows with bulk_create and nothing else."""
    from django.apps import apps

    from museum.catalogue import generating
    from museum.catalogue.registering import CHUNK, register
    from museum.search.indexing import drain

    models = [model for model in apps.get_models(include_auto_created=True)
              if model._meta.managed and not model._meta.proxy]  # fmt: skip
    world = generating.World(7)
    rows = [world.row() for _each in range(int(count))]
    before = {model: _last(model) for model in models}
    begun = time.perf_counter()
    for start in range(0, len(rows), CHUNK):
        register(rows[start : start + CHUNK], by=world.curator)
        drain()
    registered = time.perf_counter() - begun
    new = {}
    for model in models:
        if model._meta.label in ("museum.Stamp", "search.Stale"):
            continue
        found = list(model._base_manager.filter(pk__gt=before[model])
                     if before[model] is not None else model._base_manager.all())  # fmt: skip
        if found:
            new[model] = found
    with connection.cursor() as cursor:
        # Plain is plain: no guard, no mark for the index, no stamp.
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("PRAGMA foreign_keys=OFF")
        for model in new:
            quoted = connection.ops.quote_name(model._meta.db_table)
            key = connection.ops.quote_name(model._meta.pk.column)
            where = "" if before[model] is None else f" WHERE {key} > {int(before[model])}"
            cursor.execute(f"DELETE FROM {quoted}{where}")
        if "search_stale" in connection.introspection.table_names(cursor):
            cursor.execute("DELETE FROM search_stale")
    begun = time.perf_counter()
    for start in range(0, int(count), CHUNK):
        with transaction.atomic():
            for model, found in new.items():
                share = len(found) / int(count)
                part = found[round(start * share) : round((start + CHUNK) * share)]
                model._base_manager.bulk_create(part)
    plain = time.perf_counter() - begun
    return {"registered": registered, "plain": plain, "rows": sum(map(len, new.values()))}


def commits(times: str) -> dict[str, float]:
    """Move an object, and insert one bare row, with the disk waited for at each commit and without."""
    from museum.catalogue.generating import World
    from museum.catalogue.models import Item
    from museum.catalogue.moving import move

    world = World(3)
    items = itertools.cycle(
        Item.objects.filter(holding__place__in=world.stores).order_by("pk")[:20]
    )
    taken: dict[str, list[float]] = {}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (x TEXT)")
        for _time in range(int(times) * 12):
            for mode in ("NORMAL", "FULL"):
                cursor.execute(f"PRAGMA synchronous={mode}")
                item = next(items)
                there = world.stores.index(item.holding.place)
                begun = time.perf_counter()
                move(item, world.stores[there - 1], by=world.curator, reason="理库")
                moved = time.perf_counter()
                cursor.execute("INSERT INTO bare VALUES ('石榴')")
                written = time.perf_counter()
                item.refresh_from_db()
                taken.setdefault(f"move {mode}", []).append(moved - begun)
                taken.setdefault(f"bare {mode}", []).append(written - moved)
        cursor.execute("DROP TABLE bare")
    return {name: statistics.median(each) for name, each in taken.items()}


def _last(model):
    key = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return key if isinstance(key, int) else None if key is None else key


def photo(times: str) -> dict[str, float]:
    """Make the four sizes of a photo of 12 megapixels, and decode the same once with a cascade."""
    import uuid

    from django.core.files.base import ContentFile
    from PIL import Image

    from museum.catalogue.generating import World
    from museum.pictures import sizes
    from museum.pictures.serving import prepare
    from museum.pictures.taking_in import take_in

    noise = Image.effect_noise((1000, 750), 60).convert("RGB").resize((4000, 3000))
    target = io.BytesIO()
    noise.save(target, "JPEG", quality=88)
    data = target.getvalue()
    curator = World(1).curator
    taken = take_in([ContentFile(data, "photo.jpg")], by=curator, keys=[uuid.uuid4()])
    picture = taken.pictures[0]
    ours, cascade = [], []
    for _time in range(int(times)):
        picture.renditions.all().delete()
        begun = time.perf_counter()
        assert prepare(picture)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        image = Image.open(io.BytesIO(data))
        image.load()
        for bound in sorted((sizes.THUMB, *sizes.BOUNDS), reverse=True):
            image.thumbnail((bound, bound), Image.Resampling.LANCZOS)
            image.save(io.BytesIO(), "WEBP", quality=80)
        cascade.append(time.perf_counter() - begun)
    return {"ours": statistics.median(ours), "cascade": statistics.median(cascade)}


def words(rounds: str) -> dict[str, list[list[str]]]:
    """Return words for each round: twelve that hit 1 to 5 % of the objects, and one that hits about
    half. No word twice: what the museum counted once it would remember."""
    texts = [text for _key, _title, text in _texts()[:4000]]
    shares: dict[str, int] = {}
    for text in texts:
        for pair in {text[at : at + 2] for at in range(len(text) - 1)}:
            if all("\u4e00" <= sign <= "\u9fff" for sign in pair):
                shares[pair] = shares.get(pair, 0) + 1
    told = {word: count / len(texts) for word, count in shares.items()}
    some = sorted(word for word, share in told.items() if 0.012 <= share <= 0.048)
    broad = sorted(told, key=lambda word: abs(told[word] - 0.5))[: int(rounds)]
    turns = []
    for turn in range(int(rounds)):
        own = some[turn :: int(rounds)]
        turns.append(own[:: max(1, len(own) // 12)][:12])
    return {"some": turns, "broad": [[word] for word in broad]}


def raw(_nothing: str = "") -> str:
    """Write the same texts into SQLite's own FTS5 over bigrams, with four facts of each object
    beside it, and return the file."""
    from museum.catalogue.models import Item

    file = os.environ["DATA_DIR"] + "/raw.sqlite3"
    if os.path.exists(file):
        return file
    database = sqlite3.connect(file + ".new")
    database.executescript(
        "CREATE TABLE facts(id INTEGER PRIMARY KEY, a INT, b INT, c INT, d INT);"
        "CREATE VIRTUAL TABLE grams USING fts5(title, body, content='', detail='full');"
    )
    for key, title, text in _texts():
        database.execute("INSERT INTO grams(rowid, title, body) VALUES (?, ?, ?)",
                         (key, _pairs(title), _pairs(text)))  # fmt: skip
    facts = Item.objects.values_list("pk", "category_id", "era_id", "holding__place_id",
                                     "holding__donation__owner_id")  # fmt: skip
    for row in facts.iterator(chunk_size=2000):
        database.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", row)
    database.execute("INSERT INTO grams(grams) VALUES ('optimize')")
    database.commit()
    database.execute("ANALYZE")
    database.close()
    os.rename(file + ".new", file)
    return file


def _texts() -> list[tuple[int, str, str]]:
    """Return the key, the title and all public words of each object, as the index reads them."""
    from museum.search.models import Words

    rows = Words.objects.order_by("pk").values_list(
        "pk", "title", "names", "numbers", "facts", "text"
    )
    return [(key, title, "\n".join((title, *more))) for key, title, *more in rows.iterator()]


def _pairs(text: str) -> str:
    signs = [sign for sign in text if sign.isalnum()]
    return " ".join(one + other for one, other in itertools.pairwise(signs))


if __name__ == "__main__":
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(globals()[name](*arguments)), flush=True)
