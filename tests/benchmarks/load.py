"""Fifty visitors and twenty writers on one small computer: python tests/benchmarks/load.py --minutes 60

The museum as `serve` runs it, in one process, production settings. Visitors read pages, search and open
pictures, a second or so between two pages; writers tap at the door, write people down, move objects, and
read what they wrote. Nothing may fail; afterwards all that was answered stands there exactly once, the
ledger, the index and the file are whole, and after the tenth minute memory grows by less than 1 MB in
10,000 requests. On PostgreSQL with DATABASE_URL.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import statistics
import sys
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museum.settings.test")

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from tests.benchmarks import loaded
from tests.seeding import SeededDatabase
from tests.upkeep.running import a_museum

TOKEN = "t" * 32
MOST_GROWTH = 1.0  # MB in 10,000 requests
SETTLED = 10  # minutes
WORDS = ("纺车", "fangche", "马家", "汤瓶", "3")


@dataclass
class Told:
    """What came of everything, counted by all threads."""

    statuses: Counter = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "written": []})
    errors: list[str] = field(default_factory=list)
    done: dict[str, list[str]] = field(
        default_factory=lambda: {"taps": [], "people": [], "moves": []}
    )
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, what: str, status: int, took: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            self.seconds[kind].append(took)
            if status >= 400:
                self.errors.append(f"{what} {status}")


class Somebody:
    """One line to the museum that stays open, as a browser's does."""

    def __init__(self, port: int, told: Told, cookies: str = ""):
        self.port, self.told, self.chance = port, told, random.Random()
        self.headers = {"Host": "localhost", "Accept-Encoding": "gzip"}
        if cookies:
            self.headers["Cookie"] = cookies
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path: str, form: dict | None = None) -> int:
        body = urllib.parse.urlencode(form) if form is not None else None
        more = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        begun = time.perf_counter()
        for _once_more in range(2):
            try:
                self.line.request("POST" if body else "GET", path, body, self.headers | more)
                answer = self.line.getresponse()
                answer.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # A line on which nothing was said for a while is closed; a browser opens another.
                self.line.close()
        else:
            self.told.note("read", f"{path} twice without an answer", 599, 0)
            return 599
        kind = "written" if body else "read"
        self.told.note(kind, path, answer.status, time.perf_counter() - begun)
        return answer.status


def visit(port: int, told: Told, filled: dict, stop: threading.Event) -> None:
    me = Somebody(port, told)
    numbers = [number for _pk, number in filled["items"]]
    while not stop.wait(me.chance.uniform(0.4, 1.6)):
        number = me.chance.choice(numbers)
        word = urllib.parse.quote(me.chance.choice(WORDS))
        me.ask(me.chance.choice(["/", "/objects/", f"/objects/{number}/", f"/objects/{number}/", "/visit/",
                                 f"/objects/?q={word}", f"/objects/suggest/?q={word}", "/figures/"]))  # fmt: skip


def write(port: int, told: Told, filled: dict, session: str, stop: threading.Event) -> None:
    me = Somebody(port, told, f"sessionid={session}; csrftoken={TOKEN}")
    token = {"csrfmiddlewaretoken": TOKEN}
    while not stop.wait(me.chance.uniform(1, 4)):
        act, key = me.chance.choice(["taps", "taps", "people", "moves", "read"]), str(uuid.uuid4())
        if act == "taps":
            form, path = {"kind": "adult", "key": key}, "/admin/visits/door/tap/"
        elif act == "people":
            key = f"载{key[:8]}"
            form = {"kind": "person", "name": key, "surname": "载", "phone": "13800001234"}
            path = "/admin/people/new/"
        elif act == "moves":
            key, (pk, _number) = f"载{key[:8]}", me.chance.choice(filled["items"])
            form = {"destination": me.chance.choice(filled["shelves"]), "reason": key,
                    "key": str(uuid.uuid4())}  # fmt: skip
            path = f"/admin/catalogue/objects/{pk}/move/"
        else:
            me.ask(
                me.chance.choice(
                    ["/admin/", "/admin/people/", "/admin/objects/", "/admin/visits/door/"]
                )
            )
            continue
        status = me.ask(path, token | form)
        if status == 302:
            with told.lock:
                told.done[act].append(key)
        elif status == 200 and act != "moves":  # to where it stands already is said, and refused
            told.errors.append(f"{path} was refused")


def memory_of(pid: int) -> float:
    """Return the megabytes that a process has for itself."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no such process")


def growth(samples: list[tuple[float, int, float]], since: float) -> float | None:
    """Return by how many MB memory grew in 10,000 requests after since minutes, by least squares."""
    later = [(count, size) for minute, count, size in samples if minute >= since]
    if len(later) < 5 or later[-1][0] == later[0][0]:
        return None
    slope, _at = statistics.linear_regression(*zip(*later, strict=True))
    return slope * 10_000


def quantile(seconds: list[float], part: float) -> float:
    return sorted(seconds)[int(len(seconds) * part)] * 1000 if seconds else 0


def recount(told: Told, found: dict) -> list[str]:
    wrong = list(found["wrong"])
    for act, keys in told.done.items():
        there = Counter(found[act])
        wrong += [f"{act} {key} is lost" for key in keys if not there[key]]
        wrong += [f"{act} {key} stands {times} times" for key, times in there.items() if times > 1]
    return wrong


def run(given, museum) -> int:
    filled = museum.call(loaded.fill)
    assert filled.returncode == 0, filled.stderr
    filled = json.loads((museum.folder / "filled.json").read_text())
    told, stop, samples = Told(), threading.Event(), []
    with museum.serving() as process:
        threads = [threading.Thread(target=visit, args=(museum.port, told, filled, stop))
                   for _each in range(given.visitors)]  # fmt: skip
        threads += [threading.Thread(target=write, args=(museum.port, told, filled, session, stop))
                    for _pk, session in filled["writers"][: given.writers]]  # fmt: skip
        begun = time.monotonic()
        for each in threads:
            each.start()
        while (minutes := (time.monotonic() - begun) / 60) < given.minutes:
            time.sleep(10)
            samples.append((minutes, sum(told.statuses.values()), memory_of(process.pid)))
            if len(samples) % 6 == 0:
                print(f"{minutes:5.1f} min, {samples[-1][1]} requests, {samples[-1][2]:.1f} MB, "
                      f"{len(told.errors)} errors", flush=True)  # fmt: skip
        stop.set()
        for each in threads:
            each.join(90)
    found = museum.call(loaded.count)
    assert found.returncode == 0, found.stderr
    wrong = recount(told, json.loads(found.stdout.splitlines()[-1]))
    grown = growth(samples, min(SETTLED, given.minutes / 2))
    requests = sum(told.statuses.values())
    print(f"{requests} requests in {given.minutes} min ({requests / given.minutes / 60:.1f} a second), "
          f"statuses {dict(told.statuses)}")  # fmt: skip
    for kind, seconds in told.seconds.items():
        print(f"{kind}: {len(seconds)}, median {quantile(seconds, 0.5):.0f} ms, "
              f"95 % {quantile(seconds, 0.95):.0f} ms, 99 % {quantile(seconds, 0.99):.0f} ms")  # fmt: skip
    print(f"acts that stand: { {act: len(keys) for act, keys in told.done.items()} }")
    print(f"memory: {samples[0][2]:.1f} MB at first, {samples[-1][2]:.1f} MB at the end; in 10,000 requests "
          f"{'not measured' if grown is None else f'{grown:.2f} MB'}")  # fmt: skip
    print(f"errors: {len(told.errors)} {told.errors[:5]}; wrong afterwards: {wrong[:5]}")
    return int(bool(told.errors or wrong) or (grown is not None and grown >= MOST_GROWTH))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--writers", type=int, default=loaded.WRITERS)
    given = parser.parse_args()
    database = SeededDatabase()
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.callback(database.drop)
        secrets = {"SECRET_KEY": "for-the-load", "MUSEUM_KEYS": "for-the-load-too",
                   "ALLOWED_HOSTS": "localhost,127.0.0.1", "BASE_URL": "http://localhost:8000",
                   "NIGHTLY": "no"}  # fmt: skip
        museum = stack.enter_context(a_museum(database, **secrets))
        status = run(given, museum)
    sys.exit(status)


if __name__ == "__main__":
    main()
