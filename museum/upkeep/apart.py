"""A command in a process of its own: what it takes in memory is given back, and nobody waits for it."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping

from django.conf import settings

ERROR = re.compile(r"([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit|Full|Timeout))(?::|$)")
SAY = "from museum.cli import main; main()"


def say(*words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess:
    """Say a command and wait until it has ended."""
    return subprocess.run(
        [sys.executable, "-c", SAY, *words],
        cwd=settings.BASE_DIR,
        env=os.environ if environment is None else environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def begin(*words: str) -> None:
    """Say a command and go on."""
    threading.Thread(target=say, args=words, daemon=True).start()


def complaint(done: subprocess.CompletedProcess) -> str:
    """Return what a command ended with: its last line is the sentence. Of an error that nobody caught
    the kind alone: what it says may be somebody's name."""
    lines = (done.stderr or done.stdout).strip().splitlines()
    if any(line.startswith("Traceback ") for line in lines):
        kinds = [found[1] for line in lines if (found := ERROR.match(line))]
        return kinds[-1] if kinds else f"ended with {done.returncode}"
    return lines[-1].removeprefix("CommandError: ") if lines else f"ended with {done.returncode}"
