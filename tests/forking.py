"""Processes of a test's own that start at once.

Loading the museum takes seconds, and some tests need it a hundred times. So one process for each
environment loads it and opens nothing; every process asked for is a fork of it: as fresh as a new
one, with its own input, output and death. It is asked for a function (tests/calling.py). It ends
when those who ask are gone.
"""

import contextlib
import functools
import json
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from tests import calling

ROOT = Path(__file__).resolve().parent.parent
NUMBER = struct.Struct("!i")
DESCRIPTORS = 4  # input, output, complaints, how it ended


class Loaded:
    """The process that has loaded everything, and is asked for others."""

    def __init__(self, environment: dict[str, str]):
        self.log = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.mouth, ears = socket.socketpair()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.forking", str(ears.fileno())],
            cwd=ROOT, env=environment, pass_fds=[ears.fileno()],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        ears.close()

    def fork(self, function: Callable, arguments: tuple, options: dict) -> "Forked":
        asked = json.dumps([calling.named(function), arguments, options]).encode()
        forked = Forked(self)
        with contextlib.suppress(BrokenPipeError):  # Forked tells why, when it is waited for
            socket.send_fds(self.mouth, [NUMBER.pack(len(asked))], forked.theirs)
            self.mouth.sendall(asked)
        forked.hand_over()
        return forked

    def complaints(self) -> str:
        self.log.seek(0)
        return self.log.read()


class Forked:
    """As much of subprocess.Popen as tests ask for."""

    def __init__(self, loaded: Loaded):
        self.loaded, self.returncode = loaded, None
        their_in, our_out = os.pipe()
        our_in, their_out = os.pipe()
        self._ended, their_end = os.pipe()
        self.stderr = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.stdin = os.fdopen(our_out, "w", encoding="utf-8")
        self.stdout = os.fdopen(our_in, encoding="utf-8")
        self.theirs = [their_in, their_out, self.stderr.fileno(), their_end]

    def hand_over(self) -> None:
        for place in (0, 1, 3):
            os.close(self.theirs[place])

    @functools.cached_property
    def pid(self) -> int:
        told = os.read(self._ended, NUMBER.size)
        assert told, f"no process came: {self.loaded.complaints()}"
        return NUMBER.unpack(told)[0]

    def kill(self) -> str:
        """End it, and return what it complained of."""
        with contextlib.suppress(ProcessLookupError):  # it ended by itself
            os.kill(self.pid, signal.SIGKILL)
        return self.communicate(timeout=60)[1]

    def communicate(self, timeout: float) -> tuple[str, str]:
        """Return what it printed and what it complained of, once it has ended."""
        too_late = threading.Timer(timeout, os.kill, [self.pid, signal.SIGKILL])
        too_late.start()
        with contextlib.suppress(BrokenPipeError):
            self.stdin.close()
        said = self.stdout.read()
        (self.returncode,) = NUMBER.unpack(os.read(self._ended, NUMBER.size))
        late = not too_late.is_alive()
        too_late.cancel()
        self.stderr.seek(0)
        complained = self.stderr.read()
        for each in (self.stdout, self.stderr):
            each.close()
        os.close(self._ended)
        assert not late, f"not ended after {timeout} s: {complained}"
        return said, complained


def listen(ears: socket.socket) -> None:
    """Fork for everybody who asks, until nobody can."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends here is waited for by its keeper
    while True:
        head, descriptors, _flags, _address = socket.recv_fds(ears, NUMBER.size, DESCRIPTORS)
        if not head:
            return
        left, asked = NUMBER.unpack(head)[0], b""
        while left > len(asked):
            asked += ears.recv(left - len(asked))
        if os.fork() == 0:
            ears.close()
            keep(*json.loads(asked), descriptors)
        for each in descriptors:
            os.close(each)


def keep(name: str, arguments: list, options: dict, descriptors: list[int]) -> None:
    """Fork once more, tell the number of the new process and, in the end, how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, ended = descriptors
    number = os.fork()
    if number == 0:
        os.close(ended)
        for place, each in enumerate(streams):
            os.dup2(each, place)
            os.close(each)
        run(name, arguments, options)
    for each in (0, 1, 2, *streams):
        os.close(each)
    os.write(ended, NUMBER.pack(number))
    _number, status = os.waitpid(number, 0)
    os.write(ended, NUMBER.pack(os.waitstatus_to_exitcode(status)))
    os._exit(0)


def run(name: str, arguments: list, options: dict) -> None:
    random.seed()
    sys.stdin = os.fdopen(0, encoding="utf-8")
    result = 0
    try:
        calling.call(name, arguments, options)
    except SystemExit as left:
        result = left.code if isinstance(left.code, int) else left.code is not None
    except BaseException:
        traceback.print_exc()
        result = 1
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(result)


if __name__ == "__main__":
    from museum import garbage

    garbage.application()
    listen(socket.socket(fileno=int(sys.argv[1])))
    os._exit(0)
