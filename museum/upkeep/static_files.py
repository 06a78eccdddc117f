"""Styles and scripts as they are served: joined, named by what is in them, compressed."""

import hashlib
import re
from pathlib import Path, PurePosixPath
from posixpath import normpath

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from museum import __version__
from museum.invocation import called

IMPORT = re.compile(r'^@import url\("([\w./-]+\.css)"\)( \w+)?;$', re.MULTILINE)
MADE_FROM = ".made-from"


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """Puts the parts of a stylesheet where it imports them: one request instead of fifty."""

    def post_process(self, paths, dry_run=False, **options):
        sheets = {name: found for name, found in paths.items() if name.endswith(".css")}
        for name in () if dry_run else sheets:
            text = _read(sheets[name])
            if IMPORT.search(text):
                self.delete(name)
                self._save(name, ContentFile(_joined(text, name, sheets).encode()))
                # Named and compressed is what lies here now, no longer the source.
                paths[name] = (self, name)
        if not dry_run:
            self.delete(MADE_FROM)
        yield from super().post_process(paths, dry_run, **options)
        if not dry_run:
            self._save(MADE_FROM, ContentFile(_fingerprint().encode()))


def _read(found) -> str:
    storage, path = found
    with storage.open(path) as file:
        return file.read().decode()


def _joined(text: str, name: str, sheets: dict) -> str:
    def part(match: re.Match) -> str:
        other = normpath(PurePosixPath(name).parent / match[1])
        if other not in sheets:
            return match[0]
        inner = _joined(_read(sheets[other]), other, sheets)
        return f"@media{match[2]} {{\n{inner}\n}}" if match[2] else inner

    return IMPORT.sub(part, text)


def _fingerprint() -> str:
    """Return what changes whenever a file that is to be served does, without reading any."""
    said = [__version__]
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            said.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


def is_collected() -> bool:
    """Return whether what is served is made from what is installed now."""
    try:
        return (settings.STATIC_ROOT / MADE_FROM).read_text() == _fingerprint()
    except OSError:
        return False


def collect() -> None:
    """Join and compress everything anew. What is being read meanwhile keeps its name."""
    call_command("collectstatic", interactive=False, verbosity=0)


def check_collected() -> None:
    """Refuse to serve pages each of which would fail for want of its stylesheet."""
    if not is_collected():
        raise ImproperlyConfigured(
            f"Styles and scripts in {settings.STATIC_ROOT} are not those of this version: say "
            f"`{called('collectstatic --noinput')}` first. `{called('serve')}` does so itself."
        )
