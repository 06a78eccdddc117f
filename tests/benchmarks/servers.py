"""Which server, and how many processes: python tests/benchmarks/servers.py --seconds 20

The same museum behind waitress (`museum serve`), gunicorn and granian, one process and two, each in turn and
all of it twice: readers ask without a pause for pages that visitors read, then writers tap at the door. Said are
requests a second, as ratios to `museum serve` with one process in the same round, how late the slowest of a
hundred came, and memory. gunicorn and granian are left out where they are not installed; `museum serve` twice
stands behind no proxy, half of the askers at each. On PostgreSQL with DATABASE_URL.
"""

import argparse
import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museum.settings.test")

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from tests.benchmarks import loaded
from tests.benchmarks.load import TOKEN, Somebody, Told, memory_of, quantile
from tests.seeding import ROOT, SeededDatabase
from tests.upkeep.running import a_museum, free_port

READERS, WRITERS, THREADS = 8, 4, 10
PAGES = ("/", "/objects/", "/objects/{number}/", "/visit/", "/objects/?q=fangche", "/figures/")
USUAL = "serve"


def started(kind: str, processes: int, ports: list[int]) -> list[list[str]]:
    """Return the commands that serve the museum on these ports."""
    if kind == USUAL:
        return [[sys.executable, "manage.py", "serve", "--port", str(port)] for port in ports]
    bind = f"127.0.0.1:{ports[0]}"
    if kind == "gunicorn":
        return [[sys.executable, "-m", "gunicorn", "museum.wsgi:application", "--bind", bind, "--workers",
                 str(processes), "--threads", str(THREADS), "--log-level", "error"]]  # fmt: skip
    return [[sys.executable, "-m", "granian", "museum.wsgi:application", "--interface", "wsgi", "--host",
             "127.0.0.1", "--port", str(ports[0]), "--workers", str(processes), "--blocking-threads",
             str(THREADS), "--log-level", "error"]]  # fmt: skip


@contextlib.contextmanager
def serving(museum, kind: str, processes: int):
    ports = [free_port() for _each in range(processes if kind == USUAL else 1)]
    settings = {"DJANGO_SETTINGS_MODULE": "museum.settings.production"}
    running = [subprocess.Popen(command, cwd=ROOT, env=museum.environment | settings,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
               for command in started(kind, processes, ports)]  # fmt: skip
    try:
        told = Told()
        until = time.monotonic() + 120
        for port in ports:
            while time.monotonic() < until:
                with contextlib.suppress(OSError):
                    Somebody(port, told).ask("/objects/")
                    break
                time.sleep(0.3)
        yield ports, running
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait(30)


def family(process: subprocess.Popen) -> list[int]:
    """Return a process and those that it started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [process.pid, *map(int, children)]


def measured(ports, askers: int, ask, seconds: float) -> tuple[float, float, int]:
    """Return requests a second, the 99th of a hundred in milliseconds, and how many went wrong."""
    told, stop = Told(), threading.Event()

    def go_on(port: int) -> None:
        me = Somebody(port, told)
        while not stop.is_set():
            ask(me)

    threads = [threading.Thread(target=go_on, args=(ports[n % len(ports)],)) for n in range(askers)]
    begun = time.monotonic()
    for each in threads:
        each.start()
    time.sleep(seconds)
    stop.set()
    for each in threads:
        each.join(60)
    took = time.monotonic() - begun
    everything = told.seconds["read"] + told.seconds["written"]
    return len(everything) / took, quantile(everything, 0.99), len(told.errors)


def reading(filled):
    numbers = [number for _pk, number in filled["items"]]

    def ask(me: Somebody) -> None:
        for page in PAGES:
            me.ask(page.format(number=me.chance.choice(numbers)))

    return ask


def writing(filled):
    sessions = [session for _pk, session in filled["writers"]]

    def ask(me: Somebody) -> None:
        me.headers["Cookie"] = f"sessionid={me.chance.choice(sessions)}; csrftoken={TOKEN}"
        form = {"csrfmiddlewaretoken": TOKEN, "kind": "adult", "key": str(uuid.uuid4())}
        me.ask("/admin/visits/door/tap/", form)

    return ask


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    others = [each for each in ("gunicorn", "granian") if importlib.util.find_spec(each)]
    kinds = [(kind, processes) for kind in (USUAL, *others) for processes in (1, 2)]
    database = SeededDatabase()
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.callback(database.drop)
        secrets = {"SECRET_KEY": "for-the-load", "MUSEUM_KEYS": "for-the-load-too",
                   "ALLOWED_HOSTS": "localhost,127.0.0.1", "BASE_URL": "http://localhost:8000",
                   "NIGHTLY": "no"}  # fmt: skip
        museum = stack.enter_context(a_museum(database, **secrets))
        with museum.serving():  # the first start makes what all of them need
            assert museum.call(loaded.fill).returncode == 0
        filled = json.loads((museum.folder / "filled.json").read_text())
        for round_ in range(given.rounds):
            usual = None
            for kind, processes in kinds:
                with serving(museum, kind, processes) as (ports, running):
                    read = measured(ports, READERS, reading(filled), given.seconds)
                    written = measured(ports, WRITERS, writing(filled), given.seconds)
                    size = sum(memory_of(pid) for each in running for pid in family(each))
                usual = usual or (read[0], written[0])
                print(f"round {round_ + 1} {kind:9} ×{processes}: reads {read[0]:6.1f}/s ({read[0] / usual[0]:.2f} ×, 99 % "
                      f"{read[1]:.0f} ms, {read[2]} wrong) · writes {written[0]:6.1f}/s ({written[0] / usual[1]:.2f} ×, "
                      f"99 % {written[1]:.0f} ms, {written[2]} wrong) · {size:.0f} MB", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
