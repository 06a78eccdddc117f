"""Whether a release really serves: it is started, and asked."""

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from places import Places, museum
from refusing import Refused

# A large museum on a small computer: its migrations may take so long.
PATIENCE = 3600
ANSWERS_WITHIN = 30
EVERY = 0.5


def try_out(places: Places, release: Path, *said: str, is_first: bool = False) -> None:
    """Serve the museum with a release where nobody else reaches it, which also brings the database up
    to date; ask it, and end it. Refuses in a sentence."""
    more = {} if is_first else {"PORT": str(free_port()), "LISTEN": "127.0.0.1"}
    if is_first and os.environ.get("DATABASE_URL"):  # it goes into museum.env, with the secrets
        more["DATABASE_URL"] = os.environ["DATABASE_URL"]
    more["NIGHTLY"] = "no"
    with tempfile.TemporaryFile() as heard:
        process = subprocess.Popen(
            [museum(release), "serve", *said], env=places.environment(**more),
            stdin=subprocess.DEVNULL, stdout=heard, stderr=subprocess.STDOUT, **places.whose(),
        )  # fmt: skip
        try:
            until = time.monotonic() + PATIENCE
            while process.poll() is None and time.monotonic() < until:
                port = more.get("PORT") or places.settings().get("PORT") or "8000"
                if is_open(int(port)):
                    check_answers(int(port))
                    return
                time.sleep(EVERY)
            raise Refused(f"新版本没有起来：{_last_line(places, heard)}")
        finally:
            _end(process)


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _last_line(places: Places, heard) -> str:
    """Return what it ended with. All of it is kept where root alone reads it."""
    heard.seek(0)
    text = heard.read().decode("utf-8", "replace")
    file = places.code / "last-failure.txt"
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as opened:
        opened.write(text)
    lines = text.strip().splitlines()
    return f"{lines[-1] if lines else '它什么也没说'}（全文在{file}）"


def check_answers(port: int) -> None:
    """Refuse where who listens there does not answer as a museum does whose database is well."""
    until, why = time.monotonic() + ANSWERS_WITHIN, ""
    while time.monotonic() < until:
        why = _fault_of(port)
        if not why:
            return
        time.sleep(EVERY)
    raise Refused(f"新版本起来了，可是不好好回答：{why}")


def _fault_of(port: int) -> str:
    """Return what is wrong, "" where nothing is. A backup that is old is no fault of the version's."""
    status, text = ask(port, "/health/")
    try:
        health = json.loads(text)
        if not health["database"]["well"]:
            return health["database"]["sentence"]
    except (ValueError, KeyError, TypeError):
        return f"/health/ {status}"
    status, _text = ask(port, "/")
    return "" if 200 <= status < 400 else f"首页 {status}"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *said, **more):
        return None


def ask(port: int, path: str) -> tuple[int, str]:
    # No proxy: this computer is asked, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost"})
    try:
        with opener.open(asked, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode("utf-8", "replace")
    except OSError as error:
        return 0, str(error)


def is_open(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
