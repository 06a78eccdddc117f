"""An object is closed while the index cannot be written (tests/search/test_staleness.py)."""

from django.contrib.auth.models import Group
from django.db import OperationalError
from django.test import Client

from museum.accounts.models import User
from museum.accounts.roles import CURATOR, REGISTRAR
from museum.catalogue import accessioning, opening
from museum.people.models import Person
from museum.search import indexing
from museum.search.models import Stale
from museum.search.suggesting import suggest
from tests.factories import published, received


def close_while_nothing_is_written() -> list:
    """Return what a visitor sees before and after the second of two spinning wheels is closed, and
    whether the index knows that it is stale."""
    by = User.objects.create_user("guanzhang", password="x")
    by.groups.set(Group.objects.filter(name__in=[CURATOR, REGISTRAR]))
    for title in ("手摇纺车", "脚踏纺车"):
        item = received(title, by=by, owner=Person.objects.create(name="马家"))
        accessioning.accept(item, by=by)
        published(item)

    def locked():
        raise OperationalError("database is locked")

    before = seen()
    indexing.drain = locked
    opening.withdraw(item, by=by, reason="family")
    return [before, seen(), Stale.objects.exists()]


def seen() -> tuple[int, bool, bool, int]:
    answer = Client(SERVER_NAME="localhost").get("/objects/?q=纺车")
    text = answer.content.decode()
    return answer.status_code, "手摇" in text, "脚踏" in text, len(suggest("纺车"))
