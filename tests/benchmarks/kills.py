"""SIGKILL for everything at once, at random moments: python tests/benchmarks/kills.py --kills 200

In each round the museum's server takes taps, a second process receives, accepts and moves things, and in
turn a backup is made, the night's work is done, or a museum of v0.1 is migrated. All are killed at one
moment by the machine's chance. Then the museum is started anew and must be whole without a hand at it:
integrity_check, verify_ledger, verify_search; whatever was answered stands exactly once, and what was sent
and never answered is sent again with its key and stands exactly once. On PostgreSQL with DATABASE_URL.
"""

import argparse
import contextlib
import http.client
import os
import random
import signal
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

from tests.benchmarks import killed
from tests.seeding import SeededDatabase

TOKEN = "t" * 32
WRITERS = 4
BESIDE = {"the server alone": None, "a backup": killed.back_up, "the night": killed.night}
MIGRATION = "a migration"
TURNS = (*BESIDE, MIGRATION)


@dataclass
class Sent:
    """What was sent in one round, and what was answered before the end."""

    said: dict[str, list[str]] = field(
        default_factory=lambda: {each: [] for each in ("begun", "received", "accepted", "moved")}
    )
    taps: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    stop: threading.Event = field(default_factory=threading.Event)


def tap(sent: Sent, port: int, session: str) -> None:
    """Tap at the door until nobody answers any more."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded",
               "Host": "localhost"}  # fmt: skip
    with contextlib.suppress(OSError, http.client.HTTPException):
        while not sent.stop.is_set():
            key = str(uuid.uuid4())
            sent.taps[key] = ""
            body = {"csrfmiddlewaretoken": TOKEN, "kind": "adult", "key": key}
            line.request("POST", "/admin/visits/door/tap/", urllib.parse.urlencode(body), headers)
            answer = line.getresponse()
            answer.read()
            assert answer.status in (302, 503), answer.status
            sent.taps[key] = "done" if answer.status == 302 else ""


def read(sent: Sent, port: int) -> None:
    """Look for something until nobody answers any more: the index is brought on meanwhile."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.suppress(OSError, http.client.HTTPException):
        while not sent.stop.is_set():
            line.request("GET", "/objects/?q=%E7%BA%BA", headers={"Host": "localhost"})
            line.getresponse().read()
            sent.asked += 1


def listen(sent: Sent, writer) -> None:
    """Write down what the writing process says, as long as it lives."""
    with contextlib.suppress(ValueError, OSError):
        for said in writer.stdout:
            act, _blank, key = said.strip().partition(" ")
            if act in sent.said:
                sent.said[act].append(key)


def kill(processes) -> None:
    """All at one moment; then wait for each to be gone."""
    pids = [each.pid for each in processes]
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def round_of_work(museum: SeededDatabase, sessions: list[str], turn: str, moment: float) -> Sent:
    sent = Sent()
    server, writer = museum.python(killed.serve), museum.python(killed.write)
    beside = museum.python(BESIDE[turn]) if BESIDE.get(turn) else None
    port = int(server.stdout.readline())
    assert writer.stdout.readline().strip() == "ready"
    if beside:
        assert beside.stdout.readline().strip() == "ready"
    threads = [threading.Thread(target=tap, args=(sent, port, each)) for each in sessions]
    threads += [threading.Thread(target=read, args=(sent, port)),
                threading.Thread(target=listen, args=(sent, writer))]  # fmt: skip
    for each in threads:
        each.start()
    time.sleep(moment)
    kill([server, writer, *([beside] if beside else [])])
    sent.stop.set()
    for each in threads:
        each.join(60)
    for each in (server, writer, *([beside] if beside else [])):
        each.kill()
    return sent


def killed_migration(moment: float) -> tuple[bool, list[str]]:
    """Kill the migration of a museum of v0.1, begin it anew, and return whether it was under way when
    it died and what is wrong."""
    old = SeededDatabase()
    try:
        old.run(killed.bring_v0_1)
        process = old.python(killed.migrate)
        assert process.stdout.readline().strip() == "ready"
        time.sleep(moment)
        kill([process])
        was_done = "migrated" in process.stdout.read()
        process.kill()
        return not was_done, old.run(killed.whole, migrating=True)
    finally:
        old.drop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument(
        "--longest", type=float, default=3.0, help="seconds until the kill, at most"
    )
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.randrange(10**6)
    chance, wrong, counted = random.Random(seed), [], Counter()
    museum = SeededDatabase()
    sessions = museum.run(killed.prepare, WRITERS)
    begun = time.monotonic()
    print(f"seed {seed}", flush=True)
    for number in range(1, given.kills + 1):
        turn, moment = TURNS[number % len(TURNS)], chance.uniform(0.02, given.longest)
        if turn == MIGRATION:
            under_way, found = killed_migration(moment / 2)
            counted["migrations under way"] += under_way
        else:
            sent = round_of_work(museum, sessions, turn, moment)
            found = museum.run(killed.whole)
            found += museum.run(killed.recounted, sent.said, sent.taps)
            found += museum.run(killed.backups)
            counted["taps"] += len(sent.taps)
            counted["taps unanswered"] += sum(how == "" for how in sent.taps.values())
            counted["receipts"] += len(sent.said["begun"])
            counted["receipts unanswered"] += len(sent.said["begun"]) - len(sent.said["moved"])
            counted["pages read"] += sent.asked
        counted[turn] += 1
        wrong += [f"{number} ({turn}, {moment:.2f} s): {each}" for each in found]
        for each in found:
            print(f"WRONG {number} ({turn}, {moment:.2f} s): {each}", flush=True)
        if number % 10 == 0:
            print(f"{number} kills, {time.monotonic() - begun:.0f} s, {dict(counted)}", flush=True)
    museum.drop()
    print(f"{given.kills} kills, {len(wrong)} things wrong; {dict(counted)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
