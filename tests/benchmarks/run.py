"""How fast, as ratios: python tests/benchmarks/run.py --objects 100000

Each line compares two things measured in turn in this one run on this machine, and takes medians.
Databases are filled once and kept under BENCHMARK_DIR (default: a folder in the temporary one).
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.benchmarks import worlds
from tests.benchmarks.worlds import BARE, MUSEUM, environment, inside, served, side_by_side

# Whoever comes with this is served past every kept page; what a process remembers stays.
PAST = "messages=measuring"
KEEPING = {"KEEP_PAGES": "yes"}


@dataclass
class Row:
    what: str
    measured: float
    goal: float
    at_least: bool
    said: str = ""

    @property
    def reached(self) -> bool:
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal


@dataclass
class Run:
    """How large, and how often."""

    objects: int
    small: int
    rounds: int
    asked: int  # questions in a round


def pages(run: Run) -> Iterator[Row]:
    """Object and browse pages against a bare view of 30 kB."""
    found = json.loads(inside("addresses", run.objects, run.asked))
    lists = [f"/objects/?page={number}" for number in range(1, max(2, run.asked // 4))]
    kept_env = environment(run.objects, **KEEPING)
    with (
        served(BARE, environment(run.objects)) as bare,
        served(MUSEUM, kept_env, first=found[0], cookie=PAST) as fresh,
        served(MUSEUM, kept_env, first=found[0]) as kept,
    ):
        for address in found + lists:
            kept.get(address)
        ways = [
            lambda: bare.each(["/"] * run.asked),
            lambda: fresh.each(found),
            lambda: kept.each(found),
            lambda: fresh.each(lists),
            lambda: kept.each(lists),
        ]
        # Each takes milliseconds, and what disturbs the machine lasts longer than a round.
        plain, item, item_kept, shelf, shelf_kept = side_by_side(4 * run.rounds, *ways)
    said = f"bare view {plain * 1000:.2f} ms"
    yield Row("object page, uncached / bare view", plain / item, 0.15, True, said)
    yield Row("object page, cached / bare view", plain / item_kept, 0.5, True, said)
    yield Row("browse page, uncached / bare view", plain / shelf, 0.05, True, said)
    yield Row("browse page, cached / bare view", plain / shelf_kept, 0.5, True, said)


def queries(run: Run) -> Iterator[Row]:
    """As many queries at any size."""
    for objects in (run.small, run.objects):
        counted = [json.loads(inside("queries", objects, size)) for size in (24, 96)]
        for name, goal in (("object", 12), ("browse", 12), ("search", 10)):
            at_24, at_96 = (each[name] for each in counted)
            what = f"queries of the {name} page, {objects} objects"
            yield Row(what, max(at_24, at_96), goal, False, f"24 a page {at_24}, 96 a page {at_96}")


def growth(run: Run) -> Iterator[Row]:
    """The large register against the small one, and the last pages against the first."""
    few = json.loads(inside("addresses", run.small, run.asked))
    many = json.loads(inside("addresses", run.objects, run.asked))
    with (
        served(MUSEUM, environment(run.small, **KEEPING), first=few[0], cookie=PAST) as small,
        served(MUSEUM, environment(run.objects, **KEEPING), first=many[0], cookie=PAST) as large,
    ):
        last = json.loads(inside("pages", run.objects, 24))
        deep = [f"/objects/?page={last - back}" for back in range(8) if last > back]
        first = ["/objects/"] * len(deep)
        ways = [
            lambda: small.each(few),
            lambda: large.each(many),
            lambda: small.each(first),
            lambda: large.each(first),
            lambda: large.each(deep),
        ]
        item_few, item_many, list_few, list_many, list_deep = side_by_side(2 * run.rounds, *ways)
    said = f"{run.small} → {run.objects}"
    yield Row("growth of the object page", item_many / item_few, 1.2, False, said)
    yield Row("growth of the browse page", list_many / list_few, 1.3, False, said)
    yield Row("deep page / first page", list_deep / list_many, 1.3, False, f"page {last} by number")


def registering(run: Run) -> Iterator[Row]:
    """Objects registered in bulk against bulk_create of the same rows."""
    count = min(10_000, run.objects)
    empty = worlds.HOME / "registering"
    shutil.rmtree(empty, ignore_errors=True)
    shutil.copytree(worlds.HOME / str(run.small), empty)
    (empty / "migrated.sqlite3").unlink(missing_ok=True)
    more = {"DATABASE_URL": f"sqlite:///{empty / 'own.sqlite3'}", "DATA_DIR": str(empty)}
    told = json.loads(inside("registering", run.small, count, **more))
    shutil.rmtree(empty, ignore_errors=True)
    said = f"{count / told['registered']:.0f} objects/s, {told['rows']} rows, index included"
    yield Row(f"{count} registered / bulk_create", told["plain"] / told["registered"], 0.10, True,
              said)  # fmt: skip


def commits(run: Run) -> Iterator[Row]:
    """What it costs that a commit is on the disk before somebody is told (synchronous=FULL)."""
    own = worlds.HOME / "commits"
    shutil.rmtree(own, ignore_errors=True)
    shutil.copytree(worlds.HOME / str(run.small), own)
    more = {"DATABASE_URL": f"sqlite:///{own / 'own.sqlite3'}", "DATA_DIR": str(own)}
    told = json.loads(inside("commits", run.small, run.rounds, **more))
    shutil.rmtree(own, ignore_errors=True)
    full, normal = (told[f"move {mode}"] * 1000 for mode in ("FULL", "NORMAL"))
    bare = (told["bare FULL"] - told["bare NORMAL"]) * 1000
    said = f"{full:.1f} / {normal:.1f} ms; the disk takes {bare:.2f} ms a commit"
    yield Row("object moved, on the disk at once / not", full / normal, 2, False, said)


def photo(run: Run) -> Iterator[Row]:
    """Four sizes of 12 megapixels against one decode with a Pillow cascade."""
    told = json.loads(inside("photo", run.small, run.rounds))
    yield Row("photo, four sizes / decode with cascade", told["ours"] / told["cascade"], 1.5, False,
              f"{told['ours'] * 1000:.0f} ms")  # fmt: skip


def memory(run: Run) -> Iterator[Row]:
    """A worker that has served pages against a stock Wagtail worker, and large against small."""
    folder, env = worlds.stock_wagtail()
    with served("stock.wsgi:application", env, cwd=folder) as stock:
        for _time in range(run.asked * 4):
            stock.get("/")
        usual = stock.memory()
    held = []
    for objects in (run.small, run.objects):
        found = json.loads(inside("addresses", objects, run.asked))
        with served(MUSEUM, environment(objects, KEEP_PAGES="yes"), first=found[0]) as museum:
            for address in [*found * 4, "/objects/", "/objects/?q=" + quote("粽子")]:
                museum.get(address)
            held.append(museum.memory())
    few, many = held
    said = f"{many:.0f} MB / {usual:.0f} MB"
    yield Row("memory of a worker / stock Wagtail", many / usual, 1.5, False, said)
    yield Row("memory of a worker, growth", many / few, 1.1, False, f"{few:.0f} → {many:.0f} MB")


def start(run: Run) -> Iterator[Row]:
    """From starting the process to the first answer, against stock Wagtail."""
    found = json.loads(inside("addresses", run.objects, 1))

    def museum() -> float:
        with served(MUSEUM, environment(run.objects), first=found[0]) as client:
            return client.first_answer

    folder, env = worlds.stock_wagtail()

    def usual() -> float:
        with served("stock.wsgi:application", env, cwd=folder) as client:
            return client.first_answer

    # Once unmeasured: what is compiled at the first start is not compiled again.
    museum(), usual()
    ours, stock = side_by_side(run.rounds, museum, usual)
    said = f"{ours:.1f} s / {stock:.1f} s"
    yield Row("cold start / stock Wagtail", ours / stock, 1.5, False, said)


def search(run: Run) -> Iterator[Row]:
    """The search page against raw FTS5 with bigrams, over the same texts and for the same words,
    none of which was asked before."""
    words = json.loads(inside("words", run.objects, run.rounds))
    raw = worlds.Raw(json.loads(inside("raw", run.objects)))

    def pages(turns) -> Iterator[list[str]]:
        return iter([[f"/objects/?q={quote(word)}" for word in turn] for turn in turns])

    some, broad = pages(words["some"]), pages(words["broad"])
    raw_some, raw_broad = iter(words["some"]), iter(words["broad"])
    first = "/objects/?q=" + quote("没有这样的词")
    with (
        served(BARE, environment(run.objects)) as bare,
        served(MUSEUM, environment(run.objects, **KEEPING), first=first, cookie=PAST) as museum,
    ):
        museum.get("/objects/")
        view, narrow, wide, usual, whole = side_by_side(
            run.rounds,
            lambda: bare.each(["/template/"] * run.asked),
            lambda: museum.each(next(some)),
            lambda: museum.each(next(broad)),
            lambda: raw.each(next(raw_some)),
            lambda: raw.each(next(raw_broad)),
        )
    said = f"{narrow * 1000:.1f} ms; raw {usual * 1000:.1f} + view {view * 1000:.1f} ms"
    yield Row("search, words in 1–5 % / (FTS5 + view)", narrow / (usual + view), 3, False, said)
    told = "".join(words["broad"][0])
    said = f"{told} …: {wide * 1000:.1f} ms; raw {whole * 1000:.1f} ms"
    yield Row("search, word in half of all / FTS5", wide / whole, 1, False, said)


MEASUREMENTS: dict[str, Callable[[Run], Iterator[Row]]] = {
    each.__name__: each
    for each in (pages, queries, growth, registering, commits, photo, memory, start, search)
}


def table(rows: list[Row]) -> Iterator[str]:
    yield f"{'what':<46} {'measured':>9} {'goal':>8}  verdict"
    yield from map(line, rows)


def line(row: Row) -> str:
    goal = f"{'≥' if row.at_least else '≤'} {row.goal:g}"
    verdict = "reached" if row.reached else "NOT REACHED"
    return f"{row.what:<46} {row.measured:>9.2f} {goal:>8}  {verdict:<12} {row.said}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=5000)
    parser.add_argument("--only", choices=MEASUREMENTS, action="append")
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    small = min(1000, max(10, told.objects // 4))
    run = Run(told.objects, small, told.rounds, 40 if told.objects >= 1000 else 10)
    for objects in (run.small, run.objects):
        begun = time.perf_counter()
        worlds.filled(objects)
        print(
            f"{objects} objects: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True
        )
    rows: list[Row] = []
    failed = []
    for name in told.only or MEASUREMENTS:
        begun = time.perf_counter()
        try:
            for row in MEASUREMENTS[name](run):
                rows.append(row)
                print(line(row), file=sys.stderr, flush=True)
        except Exception as error:  # the others are measured all the same
            failed.append(f"{name}: could not be measured: {error}")
            print(failed[-1], file=sys.stderr, flush=True)
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    print("\n".join([*table(rows), *failed]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
