"""How commands are said on this computer."""

import shlex
import sys
from pathlib import Path


def called(command: str) -> str:
    """Return how a command is said here: `museum nightly`, in a source tree with what stands before it
    (`.venv/bin/python manage.py nightly`)."""
    scripts = [at for at, each in enumerate(sys.orig_argv) if Path(each).name == "manage.py"]
    if Path(sys.argv[0]).name != "manage.py" or not scripts:
        return f"museum {command}"
    before = sys.orig_argv[: scripts[0] + 1]
    python = Path(before[0])
    if python.is_absolute() and python.is_relative_to(Path.cwd()):
        before[0] = str(python.relative_to(Path.cwd()))
    return f"{shlex.join(before)} {command}"
