"""How settings are read off the environment: each as what it is, or refused in a sentence."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from museum.invocation import called
from museum.upkeep import museum_env


def needed(name: str, what: str) -> str:
    """Return the environment variable name, or refuse with a sentence that says what it is for."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. {what} It may stand in {museum_env.folder() / museum_env.NAME}, which "
            f"`{called('serve')}` makes at its first start; DATA_DIR says where the museum lives."
        )
    return value


def whole(name: str, usual: str, most: int = 10**6) -> int:
    """Return a number that the environment says. What is none is refused with a sentence."""
    given = os.environ.get(name) or usual
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= most):
        raise ImproperlyConfigured(f"{name} is {given}. Give a number from 1 to {most}.")
    return int(given)


def flag(name: str, default: str = "") -> bool:
    return os.environ.get(name, default).lower() in {"1", "yes", "true", "on"}


def path(name: str) -> Path | None:
    """Return the file or folder that the environment names, None where it names none."""
    given = os.environ.get(name)
    return Path(given).expanduser().absolute() if given else None
