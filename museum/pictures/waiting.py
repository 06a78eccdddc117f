"""Photographs arrive one by one while somebody still writes, and become pictures with the form.

What no form asked for within a week goes again: so long a telephone keeps what was typed.
"""

import datetime
import io
import uuid
from collections.abc import Iterable, Sequence

from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from museum.clock import today
from museum.pictures import cleaning
from museum.pictures.judging import Judged, digest, judge
from museum.pictures.models import Picture, WaitingPhoto
from museum.refusals import refuse

KEPT = datetime.timedelta(days=7)
# For one account. Thirty things with six photographs each wait together; a disk is not filled by one.
MOST, MOST_BYTES = 200, 2**30
THUMB = 400


def check_room(user, size: int) -> None:
    """Refuse (code "many_waiting") where a photograph of so many bytes is one too many."""
    waiting = WaitingPhoto.objects.sent_by(user).aggregate(count=Count("pk"), bytes=Sum("size"))
    if waiting["count"] >= MOST or (waiting["bytes"] or 0) + size > MOST_BYTES:
        refuse(
            None,
            _("%(count)s photos wait for their form already. Hand that in first, then send more.")
            % {"count": waiting["count"]},
            "many_waiting",
        )


def let_wait(file: File, *, by, key: uuid.UUID) -> WaitingPhoto:
    """Keep file until the form comes that it belongs to. The same bytes under the same key are one.

    Refuse by code: many_waiting, disk, and whatever judging.judge refuses.
    """
    judged = judge(file)
    # Another account, or other bytes, under the same key: a photograph of its own.
    key = uuid.uuid5(key, f"{by.pk} {judged.sha256}")
    if found := WaitingPhoto.objects.sent_by(by).filter(key=key).first():
        return found
    return _write(file, judged, by=by, key=key)


def sent(keys: Iterable[str], but: Iterable[str] = (), *, by) -> list[WaitingPhoto]:
    """Return those of keys that by has sent and that still wait, in this order; but are left out."""
    wanted = [key for key in map(_as_key, keys) if key]
    left = {_as_key(each) for each in but}
    found = {each.key: each for each in WaitingPhoto.objects.sent_by(by).filter(key__in=wanted)}
    return [found[key] for key in dict.fromkeys(wanted) if key in found and key not in left]


def _as_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _write(file: File, judged: Judged, *, by, key: uuid.UUID) -> WaitingPhoto:
    """Write the file, then the row. Where the row fails, the file goes too. Asked again with the row: a
    file cannot be rolled back."""
    check_room(by, judged.size)
    words = ("kind", "width", "height", "size", "sha256", "taken_on")
    photo = WaitingPhoto(key=key, by=by, **{name: getattr(judged, name) for name in words})
    try:
        photo.file.save("photo", file, save=False)
        with photo.file.open() as written:
            if digest(written) != judged.sha256:
                raise OSError("What was written is not what came in.")
    except OSError:
        if photo.file and getattr(photo.file, "_committed", False):
            _throw_away(photo)
        refuse(
            None, _("The disk did not take this picture. Tell the keeper, then try again."), "disk"
        )
    try:
        with transaction.atomic(durable=True):
            get_user_model().objects.select_for_update().get(pk=by.pk)
            check_room(by, judged.size)
            photo.save(force_insert=True)
    except BaseException as error:
        _throw_away(photo)
        twin = WaitingPhoto.objects.sent_by(by).filter(key=key).first()
        if isinstance(error, IntegrityError) and twin:
            return twin
        raise
    return photo


def _throw_away(photo: WaitingPhoto) -> None:
    photo.file.close()
    _delete_file(photo)


def _delete_file(photo: WaitingPhoto) -> None:
    photo.file.storage.delete(str(photo.file.name))


def become_pictures(photos: Iterable[WaitingPhoto], *, by) -> list[Picture]:
    """Make pictures of photographs, in order, in the transaction of whoever needs them. Their files stay
    where they are. One that has become a picture before is that picture. Copies for pages are made
    by serving.prepare, afterwards."""
    made = []
    for photo in photos:
        found = WaitingPhoto.objects.select_for_update().sent_by(by).filter(pk=photo.pk).first()
        if found is None:
            made += Picture.objects.filter(uuid=photo.key, uploaded_by_user=by)
            continue
        # The same photograph, sent once more after it had become a picture.
        known = Picture.objects.filter(uuid=found.key, uploaded_by_user=by).first()
        made.append(known or _picture(found))
        found.delete()
    return made


def _picture(photo: WaitingPhoto) -> Picture:
    day = photo.taken_on or today()
    picture = Picture(
        uuid=photo.key,
        title=f"{day:%Y-%m-%d} {photo.key.hex[:6]}",
        uploaded_by_user=photo.by,
        width=photo.width,
        height=photo.height,
        file=photo.file.name,
    )
    with picture.file.open():
        picture.file.file.judged = photo.judged()  # type: ignore[attr-defined]
        picture._set_image_file_metadata()
        picture.save(force_insert=True)
    return picture


def thumb(photo: WaitingPhoto) -> bytes:
    """Return it small, as a JPEG that says nothing but what it shows: no browser but one draws HEIC."""
    with photo.file.open() as file, cleaning.ONE_AT_A_TIME:
        small = cleaning.clean(file, photo.kind, enough=THUMB)
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def given_up() -> Sequence[WaitingPhoto]:
    """Return those for which no form came."""
    return list(WaitingPhoto.objects.filter(at__lt=timezone.now() - KEPT))


def forget_given_up() -> int:
    """Throw away those for which no form came. Returns how many. The row goes first: a file that is
    left behind then is swept as any other that no row names."""
    gone = given_up()
    for photo in gone:
        photo.delete()
        _delete_file(photo)
    return len(gone)
