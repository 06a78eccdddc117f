"""The door for commands: `museum serve`, `museum nightly`, `museum demo` …

Without DJANGO_SETTINGS_MODULE every command speaks to the real museum, the same one that serves,
and says on stderr which that is. What is for development says so: museum.settings.dev.
"""

import os
import sys

from museum import __version__
from museum.invocation import called

PRODUCTION, DEMO = "museum.settings.production", "museum.settings.demo"
WITHOUT_DATABASE = {"serve", "restore", "migrate", "check", "collectstatic", "test", "shell"}
SILENT = {"help", "--help", "-h", "makemessages", "compilemessages", "makemigrations"}


def main() -> None:
    # Found in the source tree as well, where Python puts the folder of the script first.
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in ("version", "--version"):
        sys.stdout.write(f"village-museum {__version__}\n")
        return
    if command == "serve":
        os.environ["DJANGO_SETTINGS_MODULE"] = PRODUCTION
    # The demo keeps a database and secrets of its own, so it has settings of its own.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEMO if command == "demo" else PRODUCTION)
    if os.environ["DJANGO_SETTINGS_MODULE"] in (PRODUCTION, DEMO) and command not in SILENT:
        os.umask(0o077)  # nothing that a command writes is for other users of the computer

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from museum import garbage
    from museum.upkeep import founding

    is_real = os.environ["DJANGO_SETTINGS_MODULE"] == PRODUCTION and command not in SILENT
    is_help = {"-h", "--help"} & set(sys.argv[2:])
    try:
        if is_help and is_real:
            # To read what a command takes, there need not be a museum.
            founding.imagine()
            execute_from_command_line(sys.argv)
            return
        if is_real:
            check_owner(command)
            if command == "restore":
                borrow_settings(sys.argv[2:])
            check_founded(command)
        if command == "serve":
            founding.found(sys.argv[2:])
        if command not in SILENT:
            say_which()
        if is_real and command not in WITHOUT_DATABASE:
            check_there()
        garbage.collect_seldom()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))


def check_founded(command: str) -> None:
    """Refuse, in words that say what to do, any command but serve where nothing was begun yet."""
    from django.core.exceptions import ImproperlyConfigured

    from museum.upkeep import founding, museum_env
    from museum.upkeep.early_words import _

    home = museum_env.folder()
    is_set = any(os.environ.get(name) for name in founding.NEEDED)
    if command != "serve" and not is_set and not museum_env.read(home):
        raise ImproperlyConfigured(
            _("There is no museum in %(home)s yet. First say: %(serve)s. It makes one; leave "
              "it running and say this again in another window. (A museum that lies "
              "elsewhere is named by DATA_DIR.)")
            % {"home": home, "serve": called("serve")}
        )  # fmt: skip


def borrow_settings(arguments: list[str]) -> None:
    """Take settings and keys from the backup that is to be brought back, where no museum is yet."""
    from museum.upkeep import founding, museum_env
    from museum.upkeep.backups import lending, reading

    if museum_env.read(museum_env.folder()):
        return
    try:
        lending.lend(arguments)
    except reading.NoBackup:
        founding.imagine()  # the command itself says what is wrong with it


def say_which() -> None:
    """Say on stderr which museum is spoken to, without a password."""
    from django.conf import settings

    home, database = settings.DATA_DIR, settings.DATABASES["default"]
    where = f"{database['HOST']}/{database['NAME']}" if database["HOST"] else database["NAME"]
    kind = database["ENGINE"].rpartition(".")[2]
    sys.stderr.write(f"museum {__version__} · {home} · {kind} {where}\n")


def check_there() -> None:
    """Refuse to make an empty database just by asking it something."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not os.path.exists(database["NAME"]):
        raise ImproperlyConfigured(
            f"There is no museum in {database['NAME']}. `{called('serve')}` makes it; DATA_DIR says "
            "where it lives."
        )


def check_owner(command: str) -> None:
    """Refuse what would leave files to root that the museum's own user could not read."""
    from django.core.exceptions import ImproperlyConfigured

    from museum.upkeep import museum_env

    home = museum_env.folder()
    owner = home.stat().st_uid if hasattr(os, "geteuid") and home.exists() else None
    if owner and os.geteuid() == 0:
        raise ImproperlyConfigured(
            f"{home} belongs to another user (number {owner}). What root writes there, the museum "
            f"could not read: say it as that user (runuser -u NAME -- {called(command)})."
        )
