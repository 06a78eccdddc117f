"""What is left in the office computer's download folder: no list that can be taken away has a telephone."""

import io

import openpyxl
import pytest
from django.test import Client

from museum.people.models import Person
from museum.routes import OPEN
from tests.factories import UserFactory

TELEPHONES = ("13800001234", "13800004321")
# Addresses without a place to fill in: every list and report of the desk is one.
LISTS = [
    f"/{route}"
    for route in OPEN
    if "<" not in route and not route.startswith(("admin/api/", "health"))
]


def text_of(answer) -> str:
    """Return what somebody reads who opens the file."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheet" in answer.headers["Content-Type"]:
        rows = openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row)
    return body.decode("utf-8", "replace")


@pytest.fixture
def taken_away(client: Client, curator, wheel, grandmother):
    """Every file that a list of the desk hands out, by its address, to somebody who may do everything."""
    Person.objects.create(name="马建国", surname="马", phone=TELEPHONES[1])
    client.force_login(UserFactory(is_superuser=True, username="guanli"))
    found = {}
    for address in LISTS:
        for asked in ("", "?export=csv", "?export=xlsx"):
            answer = client.get(address + asked)
            if "attachment" in answer.headers.get("Content-Disposition", ""):
                found[address + asked] = text_of(answer)
    return found


def test_no_file_that_a_list_of_the_desk_hands_out_has_a_telephone(taken_away):
    with_telephones = {address: number for address, text in taken_away.items()
                       for number in TELEPHONES if number in text}  # fmt: skip

    assert "手摇纺车" in taken_away["/admin/objects/?export=csv"]
    assert "手摇纺车" in taken_away["/admin/objects/?export=xlsx"]
    assert len(taken_away) > 3
    assert with_telephones == {}
    assert not any(address.startswith(("/admin/people/", "/admin/volunteers/", "/admin/visits/"))
                   for address in taken_away)  # fmt: skip
