import io
import struct
import zlib

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin
from pillow_heif import register_heif_opener
from wagtail.models import Collection, GroupCollectionPermission

register_heif_opener()

CORNERS = {"red": (220, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 220), "white": (250,) * 3}
# Made once: a profile carries the second in which it was made.
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SECRET = b"SECRET-27.1234N-113.5678E"


def _entry(tag, kind, count, value):
    return struct.pack(">HHI4s", tag, kind, count, value)


def _number(value):
    return struct.pack(">I", value)


class Camera:
    """Makes files as telephones, scanners and mischief-makers do."""

    secret = SECRET

    def exif(self, orientation=6, taken=b"2023:03:18 09:12:44\0"):
        """EXIF with an owner, a date, a position and an embedded thumbnail."""
        thumbnail = io.BytesIO()
        Image.new("RGB", (160, 120), "red").save(thumbnail, "JPEG", comment=b"THUMBNAIL" + SECRET)
        thumbnail = thumbnail.getvalue()
        owner = SECRET + b"\0"
        first, exif_at = 8, 8 + 2 + 4 * 12 + 4
        gps_at = exif_at + 2 + 12 + 4
        second = gps_at + 2 + 2 * 12 + 4
        data_at = second + 2 + 2 * 12 + 4
        taken_at = data_at + len(owner)
        degrees_at = taken_at + len(taken)
        thumbnail_at = degrees_at + 24
        body = b"MM\0*" + _number(first)
        body += struct.pack(">H", 4)
        body += _entry(0x010F, 2, len(owner), _number(data_at))
        body += _entry(0x0112, 3, 1, struct.pack(">HH", orientation, 0))
        body += _entry(0x8769, 4, 1, _number(exif_at))
        body += _entry(0x8825, 4, 1, _number(gps_at))
        body += _number(second)
        body += struct.pack(">H", 1) + _entry(0x9003, 2, len(taken), _number(taken_at)) + _number(0)
        body += struct.pack(">H", 2) + _entry(1, 2, 2, b"N\0\0\0")
        body += _entry(2, 5, 3, _number(degrees_at)) + _number(0)
        body += struct.pack(">H", 2) + _entry(0x0201, 4, 1, _number(thumbnail_at))
        body += _entry(0x0202, 4, 1, _number(len(thumbnail))) + _number(0)
        body += owner + taken + struct.pack(">6I", 27, 1, 12, 1, 34, 1) + thumbnail
        return b"Exif\0\0" + body

    def upright(self, width=900, height=1300, mode="RGB"):
        """A picture whose four corners tell which way is up."""
        picture = Image.new("RGB", (width, height))
        half = (width // 2, height // 2)
        for at, colour in zip(
            [(0, 0), (half[0], 0), (0, half[1]), half], CORNERS.values(), strict=True
        ):
            picture.paste(Image.new("RGB", (width, height), colour), at)
        return picture.convert(mode)

    def saved(self, picture, format, **options):
        file = io.BytesIO()
        picture.save(file, format, **options)
        return file.getvalue()

    def photograph(self, format="JPEG", **options):
        """A telephone's photograph: held on its side, with everything it knows written inside."""
        lying = self.upright().transpose(Image.Transpose.ROTATE_90)
        xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>' + SECRET + b"</a></x:xmpmeta>"
        given = {"exif": self.exif(), "xmp": xmp, "icc_profile": PROFILE}
        if format == "JPEG":
            given["comment"] = SECRET
        if format == "PNG":
            text = PngImagePlugin.PngInfo()
            text.add_text("Author", SECRET.decode())
            text.add_itxt("XML:com.adobe.xmp", xmp.decode())
            text.add_text("Comment", SECRET.decode(), zip=True)
            given = {"exif": self.exif(), "icc_profile": PROFILE, "pnginfo": text}
        data = self.saved(lying, format, **(given | options))
        if format == "JPEG":
            iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x22\x1c\x02\x69\0\x19" + SECRET
            segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
            data = data[:2] + segment + data[2:]
        return data

    def swapped_profile(self):
        """A colour profile whose red lamp is green and whose green lamp is red."""
        head, tags = PROFILE[:128], PROFILE[128:]
        for old, new in ((b"rXYZ", b"????"), (b"gXYZ", b"rXYZ"), (b"????", b"gXYZ")):
            tags = tags.replace(old, new, 1)
        return head + tags

    def header_claiming(self, width, height):
        """A PNG that says it is huge and holds next to nothing."""
        claim = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in (
                (b"IHDR", claim),
                (b"IDAT", zlib.compress(b"\0" * 9)),
                (b"IEND", b""),
            )
        )

    def sent(self, data, name="照片.jpg"):
        return SimpleUploadedFile(name, data)

    def stands_upright(self, picture):
        """Whether the four corners are where they should be."""
        picture = picture.convert("RGB")
        width, height = picture.size
        seen = [
            picture.getpixel(at)
            for at in [
                (width // 4, height // 4),
                (width * 3 // 4, height // 4),
                (width // 4, height * 3 // 4),
                (width * 3 // 4, height * 3 // 4),
            ]
        ]
        return height > width and all(
            abs(one - other) < 40
            for colour, wanted in zip(seen, CORNERS.values(), strict=True)
            for one, other in zip(colour, wanted, strict=True)
        )


@pytest.fixture
def camera():
    return Camera()


@pytest.fixture(autouse=True)
def rooms(settings, tmp_path):
    """A media folder and a store of originals for this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    return tmp_path


@pytest.fixture
def director(db):
    return get_user_model().objects.create_superuser("director", password="a-long-one")


@pytest.fixture
def volunteer(db):
    """May enter the desk and look pictures out, nothing more."""
    user = get_user_model().objects.create_user("volunteer", password="a-long-one")
    group = Group.objects.create(name="lookers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(
            codename="choose_image", content_type__app_label="wagtailimages"
        ),
    )
    user.groups.add(group)
    return user
