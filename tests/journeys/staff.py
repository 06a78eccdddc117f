"""Who works in the museum of the journeys, and what befalls those who are signed in."""

from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from museum.accounts.models import User
from museum.catalogue.models import Place
from museum.institution import Museum
from tests.factories import PASSWORD

PEOPLE = [
    ("guanzhang", "馆长", "周", "明远"), ("dengji", "登记志愿者", "杨", "振华"),
    ("baoguan", "保管员", "沙", "明亮"),
]  # fmt: skip


def begin() -> None:
    """One account for each role, a museum with a name, and one case in a hall."""
    for username, role, surname, given in PEOPLE:
        account(username, role, surname, given)
    museum = Museum.load()
    museum.name, museum.host = "石榴湾村史馆", "石榴湾村民委员会"
    museum.save()
    hall = Place.objects.create(name="二厅", kind="hall", for_display=True)
    Place.objects.create(name="三号柜", kind="case", parent=hall, for_display=True, capacity=8)


def account(username: str, role: str, surname: str, given: str) -> User:
    user = User.objects.create_user(
        username, password=PASSWORD, last_name=surname, first_name=given
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def leave_alone_for_an_hour() -> None:
    """Let every desk have been left an hour ago, so that it is locked."""
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        store["seen_at"] -= 3600
        store.save()
