"""A museum served as it is served in earnest: `serve`, production settings, an empty environment,
and where the tests run as root without root's right to write everywhere."""

import contextlib
import http.cookiejar
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from bs4 import BeautifulSoup

from museum.cli import PRODUCTION
from tests import calling
from tests.factories import PASSWORD
from tests.seeding import ROOT, on_postgres, seed_file

PATH = os.environ.get("PATH", os.defpath)


def humbly() -> list[str]:
    """What to put before a command so that a file which nobody may write is not written."""
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", "--bounding-set", rights] if os.geteuid() == 0 else []


def free_port() -> int:
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Running:
    """One museum: its folder, its commands, its server."""

    def __init__(self, folder: Path, **environment):
        self.folder, self.port = folder, free_port()
        self.environment = {"PATH": PATH, "DATA_DIR": str(folder)} | environment
        self.host = "127.0.0.1"
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "served.log"

    def where(self) -> list[str]:
        """Return what to put before a command so that it runs on this museum's machine."""
        return []

    def command(self, *said, stdin=""):
        return self._run([sys.executable, "manage.py", *said], self.environment, stdin)

    def call(self, function):
        """Call a function in a process of its own, under the settings that commands have."""
        settings = {"DJANGO_SETTINGS_MODULE": PRODUCTION}
        return self._run(calling.command(function), self.environment | settings)

    def _run(self, command, environment, stdin=""):
        return subprocess.run(
            [*self.where(), *humbly(), *command], cwd=ROOT, env=environment, input=stdin,
            capture_output=True, text=True, timeout=240,
        )  # fmt: skip

    @contextlib.contextmanager
    def serving(self, *more):
        serve = [sys.executable, "manage.py", "serve", "--port", str(self.port), *more]
        said = [*self.where(), *humbly(), *serve]
        with self.log.open("w") as log:
            process = subprocess.Popen(
                said, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                self._wait(process)
                yield process
            finally:
                process.terminate()
                process.wait(20)

    @contextlib.contextmanager
    def locked(self):
        """Somebody else writes meanwhile, and does not come to an end."""
        if on_postgres():
            import psycopg

            with psycopg.connect(self.environment["DATABASE_URL"]) as holding:
                holding.execute("LOCK TABLE people_person, accounts_user, django_session "
                                "IN EXCLUSIVE MODE")  # fmt: skip
                yield
                holding.rollback()
            return
        file = self.folder / "museum.sqlite3"
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as holding:
            holding.execute("BEGIN IMMEDIATE")
            yield
            holding.execute("ROLLBACK")

    def _wait(self, process):
        until = time.monotonic() + 240
        while time.monotonic() < until and process.poll() is None:
            with (
                contextlib.suppress(OSError),
                socket.create_connection((self.host, self.port), 1),
            ):
                return
            time.sleep(0.2)
        raise AssertionError(self.log.read_text())


@contextlib.contextmanager
def a_museum(own_database, **environment):
    """A migrated museum that nobody serves yet, on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="museum-run-") as folder:
        if on_postgres():
            yield Running(Path(folder), DATABASE_URL=own_database.url, **environment)
        else:
            seed_file(Path(folder) / "museum.sqlite3")
            yield Running(Path(folder), **environment)


class Visitor:
    """Somebody with a browser that knows forms and cookies and no scripts."""

    def __init__(self, address: str):
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, path, data=None, **headers):
        """Return (status, text) of a page, or of a form that is sent there."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        asked = urllib.request.Request(self.address + path, body, headers)
        try:
            with self.opener.open(asked, timeout=60) as answer:
                self.at = urllib.parse.urlsplit(answer.url).path
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.read().decode()

    def send(self, path, **typed):
        """Fill the form on a page with what is typed and send it as a browser would."""
        _status, text = self.ask(path)
        return self.ask(path, fields(text) | typed)

    def sign_in(self, username, password=PASSWORD):
        return self.send("/admin/login/", username=username, password=password)


def fields(text, form="form[method=post]"):
    """Return what a form would send: its inputs, texts and what is chosen."""
    found = {}
    for each in BeautifulSoup(text, "html.parser").select_one(form).select("[name]"):
        if each.name == "textarea":
            found[each["name"]] = each.text
        elif each.name == "select":
            chosen = each.select_one("option[selected]") or each.select_one("option")
            found[each["name"]] = chosen.get("value", "") if chosen else ""
        elif each.get("type") not in ("radio", "checkbox", "submit") or each.has_attr("checked"):
            found[each["name"]] = each.get("value", "")
    return found
