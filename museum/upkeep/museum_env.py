"""museum.env: what every command of one museum must know alike, in one file in its own folder.

Nothing of Django is imported here: the settings are made from it.
"""

import hashlib
import os
from pathlib import Path

NAME = "museum.env"
# Storage on another machine (museum/pictures/bucket.py): where, and what opens it.
BUCKET = ("S3_BUCKET", "S3_ENDPOINT", "S3_REGION", "S3_KEY", "S3_SECRET")


def folder() -> Path:
    """Return where this museum lives: DATA_DIR, or village-museum in the home of who asks."""
    named = os.environ.get("DATA_DIR")
    return (Path(named) if named else Path.home() / "village-museum").expanduser().absolute()


def read(home: Path) -> dict[str, str]:
    """Return what museum.env of this folder says, nothing where there is none."""
    try:
        text = (home / NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return read_text(text)


def read_text(text: str) -> dict[str, str]:
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): _bare(value.strip()) for name, sign, value in pairs if sign}


def identifier(keys: list[str]) -> str:
    """Return what tells this museum's backups from another's, and no secret. The oldest key is the last:
    a newer one is put before it, and changes nothing here."""
    return hashlib.sha256(f"backups of {keys[-1]}".encode()).hexdigest()[:16]


def _bare(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def load(home: Path) -> None:
    """Put what museum.env says into the environment. What the environment says itself wins."""
    for name, value in read(home).items():
        if not os.environ.get(name):
            os.environ[name] = value


def write(home: Path, said: dict[str, str]) -> None:
    """Write these names into museum.env; its other lines and remarks stay as they are.

    The new file takes the old one's place in one step and was never readable by others.
    """
    path, left = home / NAME, dict(said)
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = []
    for line in old:
        name = line.partition("=")[0].strip()
        lines.append(f"{name}={left.pop(name)}" if name in left else line)
    lines += [f"{name}={value}" for name, value in left.items()]
    making = path.with_name(f".{NAME}.{os.getpid()}")
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w",
                   encoding="utf-8") as file:  # fmt: skip
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    making.replace(path)
    if os.name == "posix":  # and the name under which it now stands
        number = os.open(home, os.O_RDONLY)
        os.fsync(number)
        os.close(number)
