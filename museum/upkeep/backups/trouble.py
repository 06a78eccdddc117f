"""Why a backup could not be made or brought back, in a sentence for whoever stands at the computer."""

import errno
from pathlib import Path

from django.utils.translation import gettext as _

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SHUT = (errno.EROFS, errno.EACCES, errno.EPERM)
NAMES = (errno.EINVAL, errno.EILSEQ, errno.ENAMETOOLONG)


class Refused(Exception):
    """It was not done, and what was there is as it was. The sentence says why."""


def complaint(error: Exception, place: Path) -> str:
    """Return what is wrong with place and what to do."""
    said = {"place": place}
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, OSError) and error.filename and not _is_in(error.filename, place):
        return _("The museum's own file %(file)s cannot be read, so no backup was made. Its disk may be "
                 "failing: tell whoever looks after the computer.") % {"file": error.filename}  # fmt: skip
    if number in FULL:
        return _("%(place)s is full, so no backup was made. Make room and try again; the backups from "
                 "before are all there.") % said  # fmt: skip
    if number in SHUT:
        return _("Nothing can be written into %(place)s, so no backup was made. Is it write-protected, "
                 "or another user's? The backups from before are all there.") % said  # fmt: skip
    if number in NAMES:
        return _("%(place)s does not take the names of the files, so no backup was made. Let whoever looks after the "
                 "computer mount the stick with the option utf8.") % said  # fmt: skip
    return _("%(place)s is not there any more, so no backup was made. Is the stick in? Put it in and "
             "try again.") % said  # fmt: skip


def _is_in(name: str | Path, place: Path) -> bool:
    path = Path(str(name)).absolute()
    return path == place.absolute() or place.absolute() in path.parents
