"""Pictures come in, several at once from a telephone: each one is kept whole or refused with a
sentence, and none waits for another."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from museum.clock import today
from museum.pictures.judging import Judged, judge
from museum.pictures.models import Picture
from museum.pictures.serving import prepare
from museum.refusals import refuse


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken: its name as the sender knows it, why, and a code for machines."""

    name: str
    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    pictures: list[Picture] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def take_in(
    files: Iterable[File],
    *,
    by,
    keys: Sequence[uuid.UUID] | None = None,
    is_drawing: bool = False,
) -> TakenIn:
    """Keep each file as a Picture, in order, and say which were refused.

    keys: one a file. The same bytes under the same key are the same picture, however often they
    are sent; other bytes under a key that is taken become a picture of their own. To be called
    outside any transaction: decoding takes time, and a file cannot be rolled back.
    """
    files = list(files)
    taken = TakenIn()
    for file, key in zip(files, keys or [uuid.uuid4() for _each in files], strict=True):
        try:
            taken.pictures.append(_keep(file, key, by=by, is_drawing=is_drawing))
        except ValidationError as error:
            name = getattr(file, "name", "") or ""
            taken.refusals.append(Refusal(name, str(error.message), error.code or ""))
    for picture in taken.pictures:
        prepare(picture)
    return taken


def _keep(file: File, key: uuid.UUID, *, by, is_drawing: bool) -> Picture:
    judged = judge(file)
    key, found = _known(key, judged)
    if found:
        return found
    day = judged.taken_on or today()
    picture = Picture(
        uuid=key,
        title=f"{day:%Y-%m-%d} {key.hex[:6]}",
        uploaded_by_user=by,
        is_drawing=is_drawing,
    )
    return _write(picture, file, judged)


def _known(key: uuid.UUID, judged: Judged) -> tuple[uuid.UUID, Picture | None]:
    """Return the key to use for these bytes and the picture that already has it."""
    found = Picture.objects.filter(uuid=key).first()
    if found and found.sha256 != judged.sha256:
        key = uuid.uuid5(key, judged.sha256)
        found = Picture.objects.filter(uuid=key).first()
    return key, found


def _write(picture: Picture, file: File, judged: Judged) -> Picture:
    """Write the file, then the row. Where the row fails, the file goes too."""
    file.judged = judged  # type: ignore[attr-defined]
    picture.file = file  # type: ignore[assignment]
    picture._set_image_file_metadata()
    try:
        picture.file.save(f"picture.{judged.extension}", file, save=False)
        if not picture.is_whole():
            raise OSError("What was written is not what came in.")
    except OSError:
        _throw_away(picture)
        refuse(
            None, _("The disk did not take this picture. Tell the keeper, then try again."), "disk"
        )
    try:
        with transaction.atomic(durable=True):
            picture.save(force_insert=True)
    except BaseException as error:
        _throw_away(picture)
        twin = Picture.objects.filter(uuid=picture.uuid, sha256=judged.sha256).first()
        if isinstance(error, IntegrityError) and twin:
            return twin
        raise
    return picture


def _throw_away(picture: Picture) -> None:
    picture.file.close()
    if picture.file._committed:
        picture.file.storage.delete(picture.file.name)
