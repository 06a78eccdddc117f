"""Files in a bucket of S3-compatible storage, for a museum on more machines than one (docs/deploying.md).

The bucket is closed to everybody: originals have no address at all, and public copies go out
through the museum, so that withdrawing one is deleting it, here as on a disk.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from typing import IO

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from museum.pictures.storage import StoredFile, no_address

# So many bytes of a file stay in memory while it comes; more go to the disk until it is closed.
IN_MEMORY = 1024 * 1024
# Seconds until a bucket that does not answer is given up, and how often it is asked again.
PATIENCE = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 3})


@contextlib.contextmanager
def _as_of_a_disk() -> Iterator[None]:
    """What a bucket refuses is to the museum what a disk refuses."""
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise OSError(f"the bucket: {error}") from error


class Bucket(S3Storage):
    """Files below one folder of the bucket."""

    # A row is believed: asking for each picture of each page would cost a call to another machine.
    asks_another_machine = True

    def get_default_settings(self):
        return super().get_default_settings() | {
            "file_overwrite": False,
            "querystring_auth": False,
            "client_config": PATIENCE,
        }

    def _open(self, name, mode="rb"):
        with _as_of_a_disk():
            coming = super()._open(name, mode)
            here = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (goes out open)
            with coming:
                shutil.copyfileobj(coming, here)
        here.seek(0)
        return File(here, name)

    def _save(self, name, content):
        with _as_of_a_disk():
            return super()._save(name, content)

    def put(self, name: str, file: IO[bytes]) -> None:
        """Write a file under exactly this name."""
        with _as_of_a_disk():
            self.bucket.Object(self._normalize_name(name)).upload_fileobj(file)

    def delete(self, name):
        with _as_of_a_disk():
            super().delete(name)

    def exists(self, name):
        with _as_of_a_disk():
            return super().exists(name)

    def each_file(self, below: str = "") -> Iterator[StoredFile]:
        place = f"{self.location}/" if self.location else ""
        with _as_of_a_disk():
            for each in self.bucket.objects.filter(Prefix=place + below):
                name = each.key.removeprefix(place)
                yield StoredFile(name, each.last_modified.timestamp(), each.size)


class BucketOfOriginals(Bucket):
    keeps_originals = True

    def url(self, name, parameters=None, expire=None, http_method=None):
        no_address()


class BucketOfCopies(Bucket):
    def url(self, name, parameters=None, expire=None, http_method=None):
        return settings.MEDIA_URL + filepath_to_uri(name)
