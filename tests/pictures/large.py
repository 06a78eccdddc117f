"""Large photographs, made and taken in by a process of its own (tests/pictures/test_memory.py)."""

import os
import threading
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

from museum.accounts.models import User
from museum.pictures.taking_in import take_in
from museum.upkeep import serving

# What telephones and scanners make, textured so that nothing is spared: 108 million points as JPEG,
# 25 as PNG with sixteen bits and with transparency, as WebP and as HEIC.
MADE = {
    "JPEG": ((12000, 9000), "RGB", {"quality": 20}),
    "PNG": ((5600, 4400), "RGBA", {"compress_level": 1}),
    "WEBP": ((5600, 4400), "RGB", {"quality": 10, "method": 0}),
    "HEIF": ((5600, 4400), "RGB", {"quality": 10}),
}


def make(folder: str) -> None:
    """Put one photograph of each kind into folder."""
    register_heif_opener()
    for kind, (size, mode, options) in MADE.items():
        tile = Image.frombytes("L", (256, 256), os.urandom(65536)).convert(mode)
        picture = Image.new(mode, size)
        for x in range(0, size[0], 256):
            for y in range(0, size[1], 256):
                picture.paste(tile, (x, y))
        picture.save(Path(folder, kind), kind, **options)


def take(folder: str) -> tuple[int, int, int]:
    """Let four people send all kinds at once, three times; return how many megabytes the process
    held before, at most and after."""
    serving.bound_memory()  # as the museum does that is served
    by = User.objects.create_user("x")
    told = []

    def take_one(kind):
        taken = take_in([sent(folder, kind)], by=by)
        told.append((kind, len(taken.pictures), [each.sentence for each in taken.refusals]))

    take_in([sent(folder, "HEIF")], by=by)  # what is loaded for good
    at_rest, highest = memory(), 0
    for _round in range(3):
        threads = [
            threading.Thread(target=take_one, args=[kind])
            for kind in ("PNG", "JPEG", "WEBP", "HEIF")
        ]
        for each in threads:
            each.start()
        while any(each.is_alive() for each in threads):
            highest = max(highest, memory())
            for each in threads:
                each.join(0.01)
    assert all(count == 1 for _kind, count, _said in told), told
    return at_rest, highest, memory()


def sent(folder: str, kind: str) -> TemporaryUploadedFile:
    whole = TemporaryUploadedFile(kind, "image/x", 0, None)
    whole.write(Path(folder, kind).read_bytes())
    whole.size = whole.tell()
    whole.seek(0)
    return whole


def memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if "VmRSS" in line)) // 1024
