"""The settings and keys of a museum that is being brought back: from its backup, before there are any
here; from the recovery sheet where the backup has none. Nothing of Django's settings is read: they are
made from it."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from museum.upkeep import founding, museum_env, recovery_letters
from museum.upkeep.backups import encrypting
from museum.upkeep.backups.reading import IDENTIFIER, Bag, opened
from museum.upkeep.early_words import _
from museum.upkeep.recovery_letters import Mistyped, Typed

PASSPHRASE_FILE = "BACKUP_PASSPHRASE_FILE"
# What the environment may say of this computer, and the backup never does.
OF_THIS_COMPUTER = ("DATABASE_URL", "MEDIA_ROOT", "BACKUP_TO", PASSPHRASE_FILE, *museum_env.BUCKET)
KEYS = "MUSEUM_KEYS"


def add_arguments(parser: argparse.ArgumentParser, **backup) -> None:
    parser.add_argument(
        "backup", type=Path, help="Its folder, or the first of its parts.", **backup
    )
    parser.add_argument("--keys", type=Path, help="A file with the lines of the recovery sheet, where the backup "
                        "holds no keys. Without it they are asked for.")  # fmt: skip
    parser.add_argument("--passphrase-file", type=Path, help="A file whose first line opens the backup, where it is "
                        "encrypted. Without it the passphrase is asked for.")  # fmt: skip


def lend(arguments: list[str]) -> None:
    """Put what the backup's museum.env says into the environment of this process alone, and the keys
    that stand on the sheet where it has none. Raises NoBackup."""
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser, nargs="?")
    options = parser.parse_known_args(arguments)[0]
    if options.backup is None:
        return
    if options.passphrase_file:
        _known.append(_read(options.passphrase_file))
    with opened(options.backup.expanduser()) as lying:
        bag = unlocked(lying)
        said = _said(bag)
        if KEYS not in said and not os.environ.get(KEYS):
            typed = _typed(options.keys)
            _check_its_own(typed.keys, bag)
            said = typed.settings | said | {KEYS: typed.keys}
        if said:
            said = founding.completed(said)
        for name, value in said.items():
            os.environ.setdefault(name, value)


def unlocked(bag: Bag) -> Bag:
    """Return a bag that can be read, by its passphrase where it has one. It is asked for once."""
    if not encrypting.is_locked(bag):
        return bag
    for passphrase in _passphrases():
        try:
            found = encrypting.unlocked(bag, passphrase)
        except encrypting.WrongPassphrase:
            continue
        _known.append(passphrase)
        return found
    raise ImproperlyConfigured(
        _("That is not the passphrase of this backup. Nothing was changed. It should lie in the envelope in the "
          "committee's office; large and small letters matter.")
    )  # fmt: skip


_known: list[str] = []  # of this process alone: a command asks twice, somebody types once


def _passphrases() -> Iterator[str]:
    yield from _known
    if file := os.environ.get(PASSPHRASE_FILE):
        yield _read(Path(file))
    elif _known:
        return  # what was named is wrong: nobody is asked beside it
    elif sys.stdin.isatty():
        yield getpass.getpass(_("This backup is encrypted. Its passphrase: "))
    else:
        raise ImproperlyConfigured(
            _("This backup is encrypted. Say this at a screen, where its passphrase is asked for, or name a file with "
              "it by --passphrase-file.")
        )  # fmt: skip


def _read(file: Path) -> str:
    try:
        return encrypting.passphrase_in(file.expanduser())
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(_("%(file)s cannot be read.") % {"file": file}) from error


def write(home: Path, bag: Bag) -> None:
    """Found the museum: its settings and keys, and where things lie on this computer."""
    said = _said(bag)
    here = {name: os.environ[name] for name in OF_THIS_COMPUTER if os.environ.get(name)}
    names = () if KEYS in said else (*founding.NEEDED, *founding.SETTINGS)
    lent = {name: os.environ[name] for name in names if os.environ.get(name)}
    museum_env.write(home, lent | said | here)


def _said(bag: Bag) -> dict[str, str]:
    """Return what the backup's museum.env says. Raises NoBackup where there should be one."""
    name = f"data/{museum_env.NAME}"
    return museum_env.read_text(bag.text(name)) if name in bag.sums() else {}


def _typed(file: Path | None) -> Typed:
    if file is None:
        return _ask_for_keys()
    try:
        with file.expanduser().open(encoding="utf-8") as lines:
            return recovery_letters.read(lines)
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(_("%(file)s cannot be read.") % {"file": file}) from error
    except Mistyped as error:
        raise ImproperlyConfigured(_mistyped(error.line)) from error


def _ask_for_keys() -> Typed:
    """Ask for one line after the other, each checked at once, until the keys are whole."""
    if not sys.stdin.isatty():
        raise ImproperlyConfigured(
            _("This backup does not hold the museum's keys. They stand on the recovery sheet: say this again at a "
              "screen, where they are asked for, or name a file with its lines by --keys.")
        )  # fmt: skip
    sys.stderr.write(_("This backup does not hold the museum's keys. Type them off the recovery sheet.") + "\n")  # fmt: skip
    parts: list[str] = []
    while (keys := recovery_letters.joined(parts)) is None:
        number = len(parts) + 1
        try:
            parts.append(recovery_letters.line(input(_("Line %(number)s: ") % {"number": number}), number))  # fmt: skip
        except Mistyped:
            sys.stderr.write(_mistyped(number) + "\n")
    return Typed(keys, {})


def _mistyped(number: int) -> str:
    if not number:
        return _("The keys end too early: some lines of the recovery sheet are missing.")
    return _("Line %(number)s is not as it was printed. Look at each letter once more, and that no line was left "
             "out.") % {"number": number}  # fmt: skip


def _check_its_own(keys: str, bag: Bag) -> None:
    of_backup = bag.info().get(IDENTIFIER)
    if of_backup and of_backup != museum_env.identifier(keys.split(",")):
        raise ImproperlyConfigured(
            _("These are not the keys of this backup's museum. Take the sheet that bears its name, the newest one.")
        )  # fmt: skip
