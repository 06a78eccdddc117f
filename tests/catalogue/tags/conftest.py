import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from museum.catalogue import printing_tags
from tests.catalogue.desk.conftest import as_  # noqa: F401


@pytest.fixture(autouse=True)
def named(settings):
    settings.BASE_URL = "https://cunshiguan.example"


@pytest.fixture
def tags(curator):
    return list(printing_tags.print_tags(10, by=curator).tags.order_by("pk"))


def photograph_of(*texts, name="号牌.jpg"):
    """Return a photograph of codes that lie side by side on a table."""
    table = Image.new("RGB", (420 * len(texts) + 40, 460), "#b09c7e")
    for at, text in enumerate(texts):
        drawn = io.BytesIO()
        segno.make_qr(text, error="m").save(drawn, kind="png", scale=8, border=4)
        table.paste(Image.open(drawn).convert("RGB").resize((380, 380)), (420 * at + 40, 40))
    target = io.BytesIO()
    table.save(target, "JPEG", quality=85)
    return SimpleUploadedFile(name, target.getvalue(), content_type="image/jpeg")
