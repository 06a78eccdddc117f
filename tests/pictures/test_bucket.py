"""Pictures and originals in S3-compatible storage: closed to strangers, gone when withdrawn."""

import contextlib
import re
import urllib.error
import urllib.request
import uuid

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests import calling
from tests.pictures import in_a_bucket
from tests.upkeep.running import Running, Visitor, a_museum, free_port

pytestmark = [pytest.mark.processes, pytest.mark.long, pytest.mark.computers]
KEYS = {"S3_KEY": "museum", "S3_SECRET": "of-the-museum-alone", "S3_REGION": "cn-north-1"}


class Bucket:
    """What a county's computer room would give a museum."""

    def __init__(self, server):
        self.server, self.name = server, f"museum-{uuid.uuid4().hex[:10]}"
        self.address = f"http://{server._ip_address}:{server._port}"
        self.client = boto3.client(
            "s3", endpoint_url=self.address, region_name=KEYS["S3_REGION"],
            aws_access_key_id=KEYS["S3_KEY"], aws_secret_access_key=KEYS["S3_SECRET"],
        )  # fmt: skip
        self.client.create_bucket(
            Bucket=self.name, CreateBucketConfiguration={"LocationConstraint": KEYS["S3_REGION"]}
        )
        self.environment = KEYS | {"S3_BUCKET": self.name, "S3_ENDPOINT": self.address}

    def names(self):
        listed = self.client.list_objects_v2(Bucket=self.name).get("Contents", [])
        return {each["Key"] for each in listed}

    def put(self, name, data):
        self.client.put_object(Bucket=self.name, Key=name, Body=data)

    def asked_by_a_stranger(self, name):
        try:
            with urllib.request.urlopen(f"{self.address}/{self.name}/{name}") as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code


@pytest.fixture
def server():
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    running.start()
    yield running
    with contextlib.suppress(Exception):
        running.stop()


@pytest.fixture
def bucket(server):
    return Bucket(server)


@pytest.fixture
def museum(own_database, bucket):
    """A museum served out of the bucket, with two objects and their pictures."""
    with a_museum(own_database, **bucket.environment) as found, found.serving():
        told(found.call(in_a_bucket.furnish))
        yield found


def told(done):
    assert done.returncode == 0, done.stderr
    return calling.answer(done.stdout)


def pictures_of(museum):
    """Return the address of every picture on the list of objects."""
    status, text = Visitor(museum.address).ask("/objects/")
    assert status == 200
    return sorted(set(re.findall(r'src="(/media/[^"]+)"', text)))


def size_of(museum, path):
    with urllib.request.urlopen(museum.address + path) as answer:
        return answer.status, answer.headers["Content-Type"], len(answer.read())


def test_visitors_see_the_copies_strangers_nothing_and_what_is_withdrawn_is_gone(
    museum, bucket, server
):
    rows, before = told(museum.call(in_a_bucket.names)), pictures_of(museum)
    shown = [size_of(museum, path) for path in before]
    strangers = {bucket.asked_by_a_stranger(name) for name in bucket.names()}
    held = bucket.names()

    told(museum.call(in_a_bucket.withdraw))
    left = pictures_of(museum)
    (gone,) = {*before} - {*left}
    after, closed = bucket.names(), Visitor(museum.address).ask(gone)[0]
    server.stop()
    refused = told(museum.call(in_a_bucket.take_in_one))

    assert held == {f"{folder}/{name}" for folder in rows for name in rows[folder]}
    assert not (museum.folder / "originals").exists()
    assert {(status, kind, size > 100) for status, kind, size in shown} == {
        (200, "image/webp", True)
    }
    assert (len(before), strangers) == (2, {403})
    assert (len(left), closed) == (1, 404)
    assert gone.removeprefix("/") in held - after
    assert left[0].removeprefix("/") in after
    assert {name for name in held - after if not name.startswith("media/")} == set()
    # A bucket that does not answer costs a picture, and neither a page nor an upload its sentence.
    assert refused == [["disk"], 0]
    assert pictures_of(museum) == left
    assert Visitor(museum.address).ask(left[0])[0] == 404


def test_a_backup_holds_what_lies_in_the_bucket_and_goes_to_a_disk_and_to_another_bucket(
    museum, bucket, server, tmp_path
):
    before, rows = bucket.names(), told(museum.call(in_a_bucket.names))
    for name in ("originals/ab/abcdef.jpg", "media/pictures/cd/cdef.webp", "media/leaflet.pdf"):
        bucket.put(name, b"x" * 100)
    stick = tmp_path / "stick"
    stick.mkdir()
    museum.environment["STICK"] = str(stick)

    told(museum.call(in_a_bucket.sweep))
    swept = bucket.names()
    complaint = told(museum.call(in_a_bucket.back_up))
    (backup,) = (path for path in stick.iterdir() if path.is_dir())
    on_disk = Running(tmp_path / "disk")
    other = Bucket(server)
    elsewhere = Running(tmp_path / "elsewhere", **other.environment)
    restored = [each.command("restore", str(backup)) for each in (on_disk, elsewhere)]

    assert swept == before | {"media/leaflet.pdf"}
    assert complaint == ""
    assert [each.returncode for each in restored] == [0, 0], [each.stderr for each in restored]
    assert other.names() == before
    files = {path.relative_to(on_disk.folder / "originals").as_posix()
             for path in (on_disk.folder / "originals").rglob("*") if path.is_file()}  # fmt: skip
    assert files == {*rows["originals"]}
    assert KEYS["S3_SECRET"] not in (backup / "data/museum.env").read_text()
