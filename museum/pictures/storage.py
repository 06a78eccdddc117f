"""Where originals lie: outside MEDIA_ROOT, readable by the museum's own process alone, without a
public address."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages


class OriginalsStorage(FileSystemStorage):
    """Keeps originals below settings.ORIGINALS_ROOT, which is asked anew each time."""

    file_permissions_mode = 0o600
    directory_permissions_mode = 0o700

    @property
    def base_location(self):
        return settings.ORIGINALS_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        raise NotImplementedError("Originals have no public URL.")

    def _save(self, name, content):
        """Write through to the disk: a power cut must not leave a row with an empty original."""
        try:
            name = super()._save(name, content)
            with open(self.path(name), "rb") as file:
                os.fsync(file.fileno())
        except OSError:
            self.delete(name)
            raise
        return name


def originals():
    return storages["originals"]
