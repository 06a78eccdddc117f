"""What is measured against what: databases that were filled, and servers on 127.0.0.1."""

import contextlib
import functools
import http.client
import itertools
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = Path(os.environ.get("BENCHMARK_DIR", Path(tempfile.gettempdir()) / "museum-benchmarks"))
BARE = "tests.benchmarks.bare:application"
MUSEUM = "tests.server:application"
LONGEST = 600  # seconds that a step of making the stock site may take


def environment(objects: int, **more) -> dict[str, str]:
    folder = HOME / str(objects)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "museum.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'own.sqlite3'}",
        "DATA_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "DEBUG": "no",
        "KEEP_PAGES": "no",
        "OBJECTS_PER_PAGE": "24",
        "PYTHONWARNINGS": "ignore",
        "PYTHONDONTWRITEBYTECODE": "",  # as on a server: compiled once
        **more,
    }


def filled(objects: int) -> None:
    """See to a database with so many generated objects; one that is there is used again, migrated
    and indexed anew where the code has changed since."""
    folder = HOME / str(objects)
    if (folder / "ready").exists():
        inside("up_to_date", objects)
        return
    # What was left half filled is begun anew; and nothing migrates twice.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if other := next(HOME.glob("*/migrated.sqlite3"), None):
        shutil.copy(other, folder / "own.sqlite3")
    said = f"filling a database with {objects} objects …"
    print(said, file=sys.stderr, flush=True)
    inside("up_to_date", objects)
    if not other:
        with contextlib.closing(sqlite3.connect(folder / "own.sqlite3")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(folder / "own.sqlite3", folder / "migrated.sqlite3")
    inside("fill", objects, objects)
    (folder / "ready").touch()


@contextlib.contextmanager
def served(application: str, env: dict[str, str], cwd: Path = ROOT, first: str = "/",
           cookie: str = ""):  # fmt: skip
    """Serve application from a process of its own; yield a Client that has had one answer."""
    with socket.socket() as door, tempfile.TemporaryFile("w+") as log:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        port = door.getsockname()[1]
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.behind_door", application, str(door.fileno())],
            cwd=cwd, env=env | {"PYTHONPATH": str(ROOT)}, pass_fds=[door.fileno()], stdout=log, stderr=log,
        )  # fmt: skip
        door.close()
        client = Client(port, process.pid, cookie)
        try:
            try:
                client.get(first)
            except (OSError, http.client.HTTPException) as error:
                log.seek(0)
                raise RuntimeError(f"{application} gave no answer: {log.read()[-2000:]}") from error
            client.first_answer = time.perf_counter() - begun
            yield client
        finally:
            client.close()
            process.kill()
            process.wait()


class Client:
    """Asks one server, one question after the other, on one connection."""

    first_answer = 0.0

    def __init__(self, port: int, pid: int, cookie: str = ""):
        self.port, self.pid = port, pid
        self.headers = {"Cookie": cookie} if cookie else {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def get(self, address: str) -> bytes:
        try:
            self.connection.request("GET", address, headers=self.headers)
            answer = self.connection.getresponse()
            body = answer.read()
        except (http.client.HTTPException, OSError):
            self.connection.close()
            raise
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        return body

    def each(self, addresses: list[str]) -> float:
        """Return the median of the seconds that each of addresses took."""
        taken = []
        for address in addresses:
            begun = time.perf_counter()
            self.get(address)
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)

    def memory(self) -> float:
        """Return what the process holds, in MB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def close(self) -> None:
        self.connection.close()


class Raw:
    """SQLite's FTS5 over bigrams and nothing else, asked for what a search page needs: the count,
    the first 24 by bm25, and four facets."""

    def __init__(self, file: str):
        self.database = sqlite3.connect(file)
        self.database.executescript("PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; "
                                    "PRAGMA temp_store=MEMORY;")  # fmt: skip

    def each(self, words: list[str]) -> float:
        """Return the median of the seconds that each of words took."""
        taken = []
        for word in words:
            pairs = " ".join(one + other for one, other in itertools.pairwise(word))
            begun = time.perf_counter()
            self.ask(f'"{pairs}"')
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)

    def ask(self, query: str) -> None:
        every = "SELECT count(*) FROM grams WHERE grams MATCH ?"
        best = "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY bm25(grams, 8, 1) LIMIT 24"
        facets = (f"SELECT {facet}, count(*) FROM grams JOIN facts ON facts.id = grams.rowid "
                  "WHERE grams MATCH ? GROUP BY 1" for facet in "abcd")  # fmt: skip
        for statement in (every, best, *facets):
            self.database.execute(statement, (query,)).fetchall()


def side_by_side(rounds: int, *ways) -> list[float]:
    """Ask each way in turn, round after round, and return the median of each: what disturbs the
    machine disturbs all of them."""
    taken: list[list[float]] = [[] for _way in ways]
    for _round in range(rounds):
        for place, way in enumerate(ways):
            taken[place].append(way())
    return [statistics.median(each) for each in taken]


class Inside:
    """A process that has loaded the museum on one database and measures there what it is told."""

    def __init__(self, env: dict[str, str]):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.inside"], cwd=ROOT, env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, name: str, *arguments) -> str:
        self.process.stdin.write(json.dumps([name, *map(str, arguments)]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{name} could not be measured: see above")
        return answer.strip()


_insides: dict[frozenset, Inside] = {}


@functools.cache
def inside(name: str, objects: int, *arguments, **more) -> str:
    """Run one measurement of tests.benchmarks.inside on a database, and return what it said.
    Asked the same again, it remembers."""
    env = environment(objects, **more)
    key = frozenset(env.items())
    if key not in _insides:
        _insides[key] = Inside(env)
    try:
        return _insides[key].ask(name, *arguments)
    except (RuntimeError, BrokenPipeError):
        del _insides[key]
        raise


def stock_wagtail() -> tuple[Path, dict[str, str]]:
    """Return the folder and the environment of a Wagtail project as `wagtail start` makes it,
    migrated. Made once, like the databases."""
    folder = HOME / "stock"
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"DJANGO_SETTINGS_MODULE": "stock.settings.dev", "PYTHONWARNINGS": "ignore",
            "PYTHONDONTWRITEBYTECODE": ""}  # fmt: skip
    if (folder / "ready").exists():
        return folder, env
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run = functools.partial(
        subprocess.run, check=True, cwd=folder, env=env, stdout=subprocess.DEVNULL, timeout=LONGEST
    )
    run([sys.executable, "-m", "wagtail.bin.wagtail", "start", "stock", str(folder)])
    # As it would be deployed, not as it is developed.
    settings = folder / "stock" / "settings" / "dev.py"
    settings.write_text(settings.read_text() + "\nDEBUG = False\nALLOWED_HOSTS = ['*']\n"
                        "from django.conf import global_settings\n"
                        "STORAGES['staticfiles'] = global_settings.STORAGES['staticfiles']\n")  # fmt: skip
    run([sys.executable, "manage.py", "migrate", "-v0"])
    (folder / "ready").touch()
    return folder, env
