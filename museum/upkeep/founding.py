"""The first start of a museum: a folder of its own, and in it museum.env.

Runs before there are settings, which are made from what is written here.
"""

import argparse
import os
import secrets
import sys
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from museum.public_address import is_public
from museum.upkeep import addresses, museum_env
from museum.upkeep.early_words import _

HERE = ("localhost", "127.0.0.1", "[::1]")
# At the first start the environment may say all of these; later it may still say where things lie.
PLACES = ("DATABASE_URL", "MEDIA_ROOT", *museum_env.BUCKET)
SETTINGS = ("SECRET_KEY", "MUSEUM_KEYS", "MUSEUM_NAME", "BASE_URL", "ALLOWED_HOSTS", "BEHIND_PROXY",
            "LISTEN", "PORT", *PLACES)  # fmt: skip
# Without these no command speaks to a museum.
NEEDED = ("SECRET_KEY", "MUSEUM_KEYS", "ALLOWED_HOSTS", "BASE_URL")
# In museum.env, by the option that says it.
OPTIONS = {"address": "BASE_URL", "name": "MUSEUM_NAME", "listen": "LISTEN", "port": "PORT"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", help="The full address, such as https://museum.example")
    parser.add_argument("--name", help="What the museum is called.")
    parser.add_argument(
        "--listen", help="Where to listen: 127.0.0.1 behind a proxy, 0.0.0.0 for all."
    )
    # A word and not a number: found() says in a sentence what is no port.
    parser.add_argument("--port", help="On which port, usually 8000.")


def found(arguments: list[str]) -> None:
    """Make folder and museum.env where they are missing, and write down what serve was told."""
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser)
    options = vars(parser.parse_known_args(arguments)[0])
    home = museum_env.folder()
    try:
        known = museum_env.read(home)
        if not known:
            options |= _ask_for_missing(options)
        said = {name: os.environ[name] for name in (PLACES if known else SETTINGS)
                if os.environ.get(name)}  # fmt: skip
        said |= {OPTIONS[name]: value for name, value in options.items() if value}
        if "PORT" in said:
            said["PORT"] = addresses.checked_port(said["PORT"])
        if not known.get("BASE_URL", "").isascii():
            # An older version wrote it as it was typed.
            said.setdefault("BASE_URL", known["BASE_URL"])
        said = _with_what_follows(said, known)
        # Only now: of what was refused nothing is written, not even the folder.
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        home.chmod(0o700)
        if any(known.get(name) != value for name, value in said.items()):
            museum_env.write(home, said)
        (home / museum_env.NAME).chmod(0o600)
    except OSError as error:
        raise ImproperlyConfigured(
            _(
                "The museum's folder %(home)s cannot be made or written: %(why)s. DATA_DIR names another one."
            )
            % {"home": home, "why": error.strerror}
        ) from error


def imagine() -> None:
    """Let the settings be made where nothing was founded yet, for this process alone: it will only
    say what a command takes."""
    for name in NEEDED:
        os.environ.setdefault(name, "http://localhost" if name == "BASE_URL" else "localhost")


def _ask_for_missing(options: dict) -> dict:
    """Ask, where somebody sits at a screen, for what they did not say."""
    if not sys.stdin.isatty():
        return {}
    asked = {}
    if not options["name"]:
        asked["name"] = input(_("What is the museum called? [村史馆] ")).strip()
    if not options["address"] and not os.environ.get("BASE_URL"):
        asked["address"] = input(
            _("Its address on the internet, or nothing for this house alone: ")
        ).strip()
    return asked


def completed(known: dict[str, str]) -> dict[str, str]:
    """Return settings with what must be there beside them, as at a first start."""
    return _with_what_follows({}, known) | known


def _with_what_follows(said: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    """Return what was said with what follows from it, and at the first start all that must be there."""
    more = {}
    for key in ("SECRET_KEY", "MUSEUM_KEYS"):
        if not known.get(key):
            more[key] = secrets.token_urlsafe(50)
    if not known.get("MUSEUM_NAME"):
        more["MUSEUM_NAME"] = "村史馆"
    given = said.get("BASE_URL")
    has_none_of_its_own = known.get("BASE_URL") == _own_address({}, known)
    follows_the_port = has_none_of_its_own and "PORT" in said
    if "BASE_URL" in known and not given and not follows_the_port:
        return more | said
    address = addresses.normalized(given) if given else _own_address(said, known)
    more |= _of_an_address(address, known)
    if given and not is_public(address) and (port := urlsplit(address).port):
        # No proxy: whoever names a port in the address means the one to listen on.
        more["PORT"] = str(port)
    return more | said | {"BASE_URL": address}


def _own_address(said: dict[str, str], known: dict[str, str]) -> str:
    """Return the address of a museum to which nobody gave one."""
    return f"http://localhost:{said.get('PORT') or known.get('PORT') or 8000}"


def _of_an_address(address: str, known: dict[str, str]) -> dict[str, str]:
    """Return which hosts are answered to, and whether a proxy stands before the museum."""
    host = urlsplit(address).hostname or ""
    named = f"[{host}]" if ":" in host else host
    found = {"ALLOWED_HOSTS": ",".join(dict.fromkeys([named, *HERE]))}
    if is_public(address):
        # Only then a proxy of the museum's own stands before it, and only it may be believed.
        return found | {"BEHIND_PROXY": "yes", "LISTEN": "127.0.0.1"}
    if known.get("BEHIND_PROXY"):
        return found | {"BEHIND_PROXY": "no", "LISTEN": ""}
    return found
