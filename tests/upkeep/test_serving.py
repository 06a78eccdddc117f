import contextlib
import errno
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from waitress import buffers

from museum.refusals import codes
from museum.upkeep import serving
from museum.upkeep.management.commands.serve import PREPARED
from museum.upkeep.management.commands.serve import Command as Serve
from tests import calling
from tests.seeding import ROOT, on_postgres
from tests.upkeep import heaps
from tests.upkeep.running import Visitor

SLOW = threading.Event()
BOUNDS = {
    "ident": None,
    "connection_limit": 400,
    "channel_timeout": 30,
    "cleanup_interval": 5,
    "asyncore_use_poll": True,
    "max_request_header_size": 32_768,
    "max_request_body_size": 7_340_032,
    "inbuf_overflow": 524_288,
    "outbuf_overflow": 1_048_576,
    "outbuf_high_watermark": 4_194_304,
    "clear_untrusted_proxy_headers": False,
}


def application(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        SLOW.wait(20)
    if environ["PATH_INFO"] == "/streamed":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return iter([b"" if environ["REQUEST_METHOD"] == "HEAD" else b"well"])
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else b"well"]


@pytest.fixture
def server(monkeypatch, settings):
    """The museum's server before a small application of the test's own; yields its port."""
    settings.READERS, settings.WRITERS, settings.MAX_REQUEST_MB = 2, 2, 1
    monkeypatch.setattr(serving.garbage, "application", lambda: application)
    monkeypatch.setattr(serving, "wait_briefly", lambda: None)
    monkeypatch.setattr(serving, "CLEANING_EVERY", 0.2)
    SLOW.clear()
    made = serving.server(listen="127.0.0.1", port=0)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    yield int(made.effective_port)
    SLOW.set()
    made.asyncore.close_all(made._map)


@contextlib.contextmanager
def connected(port):
    with contextlib.closing(socket.create_connection(("127.0.0.1", port), 10)) as line:
        yield line


def said(line, text, until=b"well"):
    line.sendall(text)
    got = b""
    while until not in got and (part := line.recv(65536)):
        got += part
    return got


def test_after_head_the_next_answer_on_the_connection_is_whole(server):
    with connected(server) as line:
        both = said(line, b"HEAD /a HTTP/1.1\r\nHost: m\r\n\r\nGET /b HTTP/1.1\r\nHost: m\r\n\r\n")

    first, second = both.split(b"HTTP/1.1 200 OK")[1:]
    assert b"Content-Length: 4" in first
    assert first.partition(b"\r\n\r\n")[2] == b""
    assert second.partition(b"\r\n\r\n")[2] == b"well"


def test_head_of_something_without_a_length_ends_with_its_head(server):
    with connected(server) as line:
        got = said(line, b"HEAD /streamed HTTP/1.1\r\nHost: m\r\n\r\n", until=b"never")

    assert got.endswith(b"\r\n\r\n")
    assert got.count(b"\r\n\r\n") == 1


def test_who_says_half_a_request_is_shown_the_door(server, monkeypatch):
    monkeypatch.setattr(serving, "HEADERS_WITHIN", 0.5)

    with connected(server) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost")
        began = time.monotonic()
        for _n in range(20):  # a byte now and then does not help
            with contextlib.suppress(OSError):
                line.sendall(b"x")
            time.sleep(0.1)
        gone = line.recv(100)

    assert gone == b""
    assert time.monotonic() - began < 5


def test_who_uploads_slowly_is_waited_for(server, monkeypatch):
    monkeypatch.setattr(serving, "HEADERS_WITHIN", 0.5)

    with connected(server) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: m\r\nContent-Length: 12\r\n\r\n")
        for _n in range(11):
            line.sendall(b"x")
            time.sleep(0.1)
        got = said(line, b"x")

    assert got.endswith(b"well")


def test_whoever_writes_never_keeps_a_reader_waiting(server):
    lines = [socket.create_connection(("127.0.0.1", server), 10) for _n in range(6)]
    for line in lines:
        line.sendall(b"POST /slow HTTP/1.1\r\nHost: m\r\nContent-Length: 0\r\n\r\n")
    time.sleep(0.3)

    with connected(server) as line:
        got = said(line, b"GET / HTTP/1.1\r\nHost: m\r\n\r\n")
    SLOW.set()
    written = [said(line, b"") for line in lines]
    for line in lines:
        line.close()

    assert got.endswith(b"well")
    assert all(each.endswith(b"well") for each in written)


def test_more_than_is_taken_is_refused_in_chinese_before_it_is_sent(server):
    with connected(server) as line:
        head = b"POST / HTTP/1.1\r\nHost: m\r\nContent-Length: 2000000\r\n\r\n"
        got = said(line, head, until=b"</html>").decode()

    assert got.startswith("HTTP/1.1 413")
    assert "一次送得太多了" in got
    assert "text/html; charset=utf-8" in got


def test_a_photograph_that_the_full_disk_does_not_take_is_answered_for(server, monkeypatch):
    def full(self):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(buffers.TempfileBasedBuffer, "newfile", full)
    with connected(server) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: m\r\nContent-Length: 900000\r\n\r\n")
        got = said(line, b"x" * 600_000, until=b"</html>").decode()

    assert got.startswith("HTTP/1.1 503")
    assert "请找管电脑的人" in got


@pytest.mark.parametrize("asked", [
    b"GET / HTTP/1.1\r\nHost: m\r\nContent-Length: x\r\n\r\n",
    b"\x16\x03\x01 hello\r\n\r\n",
    b"G@T / HTTP/9.9\r\n\r\n",
])  # fmt: skip
def test_a_request_that_nobody_understands_is_told_so_in_chinese(server, asked):
    with connected(server) as line:
        got = said(line, asked, until=b"</html>")

    assert b" 400 " in got.splitlines()[0]
    assert "没看懂这个请求" in got.decode()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about glibc's heaps")
def test_threads_share_two_heaps():
    plain = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "museum.settings.test"}

    counts = [
        calling.answer(
            subprocess.run(
                calling.command(heaps.count, bounded=bounded),
                cwd=ROOT, env=plain, check=True, capture_output=True, text=True,
            ).stdout
        )
        for bounded in (True, False)
    ]  # fmt: skip

    assert counts[0] <= serving.ARENAS
    assert counts[1] > serving.ARENAS


def test_what_a_server_holds_is_bounded(monkeypatch, settings):
    settings.READERS, settings.WRITERS, settings.MAX_REQUEST_MB = 3, 2, 7
    said = []
    monkeypatch.setattr(serving, "bound_memory", lambda: said.append("memory"))
    monkeypatch.setattr(serving, "wait_briefly", lambda: said.append("waiting"))
    monkeypatch.setattr(serving.garbage, "application", lambda: application)
    made = serving.server(listen="127.0.0.1", port=0)
    threads = made.task_dispatcher
    try:
        counts = [len(each.threads) for each in (threads.reading, threads.writing)]
        bounds = {name: getattr(made.adj, name) for name in BOUNDS}
    finally:
        threads.shutdown()
        made.close()

    assert said == ["memory", "waiting"]
    assert counts == [3, 2]
    assert bounds == BOUNDS


@pytest.mark.parametrize(("vendor", "given", "options"), [
    ("sqlite", {"timeout": 20, "transaction_mode": "IMMEDIATE"}, {"timeout": 5, "transaction_mode": "IMMEDIATE"}),
    ("postgresql", {}, {"options": "-c lock_timeout=5s", "connect_timeout": 5}),
    ("postgresql", {"options": "-c jit=off", "connect_timeout": 2},
     {"options": "-c jit=off -c lock_timeout=5s", "connect_timeout": 2}),
])  # fmt: skip
def test_no_request_waits_long_for_the_database(monkeypatch, vendor, given, options):
    class Line:
        settings_dict = {"OPTIONS": given}
        is_open = True

        def close(self):
            self.is_open = False

    line = Line()
    line.vendor = vendor
    settings = SimpleNamespace(DATABASES={"default": {"OPTIONS": given}})
    monkeypatch.setattr(serving, "settings", settings)
    monkeypatch.setattr(serving, "connection", line)
    monkeypatch.setattr(serving, "connections", {"default": line})

    serving.wait_briefly()

    assert line.settings_dict["OPTIONS"] == settings.DATABASES["default"]["OPTIONS"] == options
    assert not line.is_open


@pytest.mark.parametrize(("begun", "unsent", "last", "is_dawdling"), [
    (None, 0, 0, False), (79, 0, 0, True), (80, 0, 0, False), (None, 1, 69, True), (None, 1, 70, False),
    (99, 1, 69, True),
])  # fmt: skip
def test_whoever_dawdles_is_told_from_whoever_is_slow(begun, unsent, last, is_dawdling):
    channel = serving.Channel.__new__(serving.Channel)
    channel.begun_at, channel.total_outbufs_len, channel.last_activity = begun, unsent, last

    assert channel.is_dawdling(100) is is_dawdling


@pytest.mark.parametrize(("environment", "begins_anew"), [({}, True), ({PREPARED: "yes"}, False)])
def test_a_first_start_begins_anew_once_as_it_was_called(monkeypatch, environment, begins_anew):
    begun = []
    monkeypatch.setattr("os.environ", dict(environment))
    monkeypatch.setattr("os.execv", lambda *said: begun.append(said))
    monkeypatch.setattr("sys.orig_argv", ["python", "-X", "dev", "manage.py", "serve"])
    monkeypatch.setattr("museum.upkeep.management.commands.serve.connection.close", lambda: None)

    Serve().begin_anew()

    again = (sys.executable, [sys.executable, "-X", "dev", "manage.py", "serve"])
    assert begun == ([again] if begins_anew else [])
    assert (os.environ.get(PREPARED) == "yes") or not begins_anew


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.processes
def test_serve_says_where_it_is_and_shuts_its_folder(running):
    running.folder.chmod(0o755)

    with running.serving():
        visitor = Visitor(running.address)
        first = visitor.ask("/")
        style = visitor.ask("/static/exhibits/css/museum.css")
        log = running.log.read_text()
        modes = {path.name: mode(path) for path in running.folder.glob("museum.*")}

    assert first[0] == 200
    assert "@import" not in style[1]
    assert str(running.folder) in log
    assert f"http://localhost:{running.port}/" in log
    assert "manage.py create_curator" in log
    assert "代理" not in log
    assert mode(running.folder) == 0o700
    assert set(modes.values()) == {0o600}
    assert "museum.env" in modes
    assert on_postgres() or "museum.sqlite3" in modes


@pytest.mark.processes
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_what_a_first_start_took_in_memory_is_given_back(running):
    taken = []
    for _start in range(2):
        with running.serving() as process:
            told = Path(f"/proc/{process.pid}/status").read_text()
            taken.append(int(told.partition("VmRSS:")[2].split()[0]))
            began_anew = b"MUSEUM_IS_PREPARED" in Path(f"/proc/{process.pid}/environ").read_bytes()
            taken.append(began_anew)

    first, again, second, once_more = taken
    assert (again, once_more) == (True, False)
    assert first < 1.15 * second


@pytest.mark.processes
def test_a_public_address_is_told_that_a_proxy_must_stand_before_it(running):
    with running.serving("--address", "https://museum.example"):
        log = running.log.read_text()
        headers = {"Host": "museum.example", "X-Forwarded-Proto": "https"}
        behind, _text = Visitor(running.address).ask("/", **headers)

    assert "前面要有一台带 TLS 的代理" in log
    assert behind == 200


@pytest.mark.processes
def test_a_port_that_is_taken_is_said_in_one_sentence(running):
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("0.0.0.0", running.port))
        taken.listen()
        said = running.command("serve", "--port", str(running.port))

    assert said.returncode != 0
    assert "换一个端口：--port" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_port_that_is_taken_is_said_before_anything_is_made(db):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ValidationError) as refusal:
            serving.check_free("127.0.0.1", port)
        with pytest.raises(CommandError) as said:
            call_command("demo", port=port)

    assert codes(refusal.value) == {"taken"}
    assert f"127.0.0.1:{port}" in str(said.value)
    serving.check_free("127.0.0.1", port)
