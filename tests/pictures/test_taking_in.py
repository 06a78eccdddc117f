import uuid
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from museum.pictures import sizes, taking_in
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_one_broken_photograph_loses_none_of_the_others(camera, director):
    files = [
        camera.sent(camera.photograph("PNG"), name="纺车.png"),
        camera.sent(camera.photograph()[:-9000], name="断了.jpg"),
        camera.sent(b"<svg><script>1</script></svg>", name="画.svg"),
        camera.sent(camera.photograph("HEIF"), name="IMG_1.HEIC"),
    ]

    taken = take_in(files, by=director)

    assert [picture.kind for picture in taken.pictures] == ["png", "heic"]
    assert [(refusal.name, refusal.code) for refusal in taken.refusals] == [
        ("断了.jpg", "broken"),
        ("画.svg", "kind"),
    ]
    assert all(refusal.sentence for refusal in taken.refusals)


def test_a_picture_knows_who_sent_it_and_when_it_was_taken(camera, director):
    picture = take_in([camera.sent(camera.photograph())], by=director, is_drawing=True).pictures[0]

    picture.refresh_from_db()

    assert picture.uploaded_by_user == director
    assert f"{picture.taken_on:%Y-%m-%d}" == "2023-03-18"
    assert picture.title.startswith("2023-03-18")
    assert picture.is_drawing
    assert len(picture.sha256) == 64
    assert len(picture.file_hash) == 40
    assert picture.file_size == len(camera.photograph())


def test_a_wrong_ending_is_put_right(camera, director):
    taken = take_in([camera.sent(camera.photograph(), name="photo.png")], by=director)

    assert taken.pictures[0].file.name.endswith(".jpg")


def test_the_same_photograph_sent_twice_is_one_picture(camera, director, rooms):
    key = uuid.uuid4()
    first = take_in([camera.sent(camera.photograph())], by=director, keys=[key])

    again = take_in([camera.sent(camera.photograph())], by=director, keys=[key])

    assert again.pictures == first.pictures
    assert first.pictures[0].uuid == key
    assert len(_files(rooms / "originals")) == 1


def test_another_photograph_under_a_used_key_is_a_picture_of_its_own(camera, director):
    key = uuid.uuid4()
    first, other = camera.photograph(), camera.photograph("PNG")
    take_in([camera.sent(first)], by=director, keys=[key])

    second = take_in([camera.sent(other)], by=director, keys=[key])
    again = take_in([camera.sent(other)], by=director, keys=[key])

    assert second.pictures == again.pictures
    assert Picture.objects.count() == 2


def test_every_size_is_there_before_the_first_visitor(camera, director):
    photo = take_in([camera.sent(camera.photograph())], by=director).pictures[0]

    specs = set(photo.renditions.values_list("filter_spec", flat=True))

    assert specs == set(sizes.specs(is_drawing=False))


def test_a_large_upload_that_waits_on_disk_is_moved_whole(camera, director):
    data = camera.photograph()
    upload = TemporaryUploadedFile("大.jpg", "image/jpeg", len(data), None)
    upload.write(data)
    upload.seek(0)

    picture = take_in([upload], by=director).pictures[0]
    upload.close()

    assert Path(picture.file.path).read_bytes() == data


def test_a_file_from_a_folder_stays_where_it_was(camera, director, tmp_path):
    path = tmp_path / "纺车.jpg"
    path.write_bytes(camera.photograph())

    with path.open("rb") as file:
        picture = take_in([File(file)], by=director).pictures[0]

    assert path.read_bytes() == Path(picture.file.path).read_bytes()


@pytest.mark.parametrize("error", [DatabaseError("is locked"), IntegrityError("not a key")])
def test_a_row_that_cannot_be_written_leaves_no_file(camera, director, monkeypatch, rooms, error):
    def fails(*args, **kwargs):
        raise error

    monkeypatch.setattr(Picture, "save", fails)
    with pytest.raises(type(error)):
        take_in([camera.sent(camera.photograph())], by=director)

    assert _files(rooms / "originals") == []


def test_a_disk_that_fails_gets_a_sentence_and_leaves_no_row(camera, director, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("museum.pictures.storage.os.fsync", full)
    taken = take_in([camera.sent(camera.photograph())], by=director)

    assert [refusal.code for refusal in taken.refusals] == ["disk"]
    assert Picture.objects.count() == 0


def test_what_was_written_wrongly_is_noticed_at_once(camera, director, monkeypatch, rooms):
    monkeypatch.setattr(Picture, "is_whole", lambda picture: False)

    taken = take_in([camera.sent(camera.photograph())], by=director)

    assert [refusal.code for refusal in taken.refusals] == ["disk"]
    assert _files(rooms) == []


def test_pictures_are_not_taken_in_inside_a_transaction(camera, director, rooms):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        take_in([camera.sent(camera.photograph())], by=director)

    assert _files(rooms) == []


def test_an_impatient_finger_that_sends_twice_at_once_makes_one_picture(
    camera, director, monkeypatch, rooms
):
    key, data = uuid.uuid4(), camera.photograph()
    first = take_in([camera.sent(data)], by=director, keys=[key])

    monkeypatch.setattr(taking_in, "_known", lambda key, judged: (key, None))
    second = take_in([camera.sent(data)], by=director, keys=[key])

    assert second.pictures == first.pictures
    assert len(_files(rooms / "originals")) == 1


def test_a_database_that_fails_while_it_was_sent_twice_is_not_taken_for_done(
    camera, director, monkeypatch, rooms
):
    def fails(*args, **kwargs):
        raise DatabaseError("is locked")

    key, data = uuid.uuid4(), camera.photograph()
    take_in([camera.sent(data)], by=director, keys=[key])
    monkeypatch.setattr(taking_in, "_known", lambda key, judged: (key, None))
    monkeypatch.setattr(Picture, "save", fails)

    with pytest.raises(DatabaseError):
        take_in([camera.sent(data)], by=director, keys=[key])

    assert len(_files(rooms / "originals")) == 1


def test_as_many_keys_as_files_or_none(camera, director):
    with pytest.raises(ValueError, match="zip"):
        take_in([camera.sent(camera.photograph())], by=director, keys=[uuid.uuid4(), uuid.uuid4()])
