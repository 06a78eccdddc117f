import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import photo_file

RECEIVE = "/admin/receiving/"


class Slip:
    """The receiving page as somebody fills it in: what they typed, and what the page gave back."""

    def __init__(self, client):
        self.client = client
        self.said = {
            "key": str(uuid.uuid4()),
            "came": "here",
            "brought-name": "王桂兰",
            "brought-former_group": "三组",
            "ownership": "own",
            "naming": "full",
            "received": "me",
            "received_on": datetime.date(2023, 3, 26).isoformat(),
            "card": [],
        }

    def thing(self, title, *, way="gift", photos=(), name=None, **more):
        name = name or uuid.uuid4().hex[:12]
        self.said["card"] = [*self.said["card"], name]
        typed = {"title": title, "way": way, "quantity": "1", "unit": "件"} | more
        self.said |= {f"{name}-{field}": value for field, value in typed.items()}
        if photos:
            self.said[f"{name}-photos"] = list(photos)
        return name

    def send(self, act="save", **changes):
        return self.client.post(RECEIVE, self.said | {"act": act} | changes)

    def take_back(self, page):
        """Go on from the page that came back, as a browser would: its fields, and no files."""
        form = BeautifulSoup(page.content, "html.parser").select_one("form.receiving")
        said = {}
        for field in form.select("input[name], textarea[name], select[name]"):
            kind = field.get("type", "")
            if kind == "file" or (kind in ("radio", "checkbox") and not field.has_attr("checked")):
                continue
            value = field.get("value", "")
            if field.name == "textarea":
                value = field.text.removeprefix("\n")
            if field.name == "select":
                chosen = field.select_one("option[selected]")
                value = chosen["value"] if chosen else ""
            said.setdefault(field["name"], []).append(value)
        self.said = said
        return form


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def slip(signed_in, registrar):
    """A receipt for 王桂兰's own things, being written by the volunteer."""
    return Slip(signed_in(registrar))


@pytest.fixture
def broken():
    photo = photo_file().read()
    return SimpleUploadedFile("坏的.jpg", photo[: len(photo) // 2], content_type="image/jpeg")


def refused(response) -> bool:
    """Whether the desk sent somebody away: Wagtail leads them home with a sentence."""
    return response.status_code == 403 or (
        response.status_code == 302 and response["Location"] == "/admin/"
    )
