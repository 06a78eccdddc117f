"""All that the desk and the website answer, with somebody's name, number and codes in it: none of them
stands in any log, nor in what the service's journal gets."""

import io
import logging
import re
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from museum.accounts import locking
from museum.accounts.roles import CURATOR, REGISTRAR
from tests.accounts.test_every_address import (  # noqa: F401
    ARGUMENT,
    NOTE,
    PHONE,
    addresses,
    filled,
    form_at,
    watched,
    world,
)
from tests.accounts.test_fuzz import public_addresses
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NAME, CODE, PASSWORD, TYPED = "沙九成", "K7MQWX", "不可能猜到的一句话", "打错的夔字密码"
SIGNS = (NAME, PHONE, NOTE, CODE, PASSWORD, TYPED, quote(NAME), "2F2Fwrong", "csrfmiddlewaretoken")


@pytest.fixture
def journal():
    """What the console gets."""
    (console,) = [each for each in logging.getLogger().handlers
                  if type(each) is logging.StreamHandler]  # fmt: skip
    told = io.StringIO()
    before = console.setStream(told)
    yield told
    console.setStream(before)


@pytest.fixture
def written(logs, journal):
    def read():
        files = {path.name: path.read_text() for path in sorted(logs.glob("*"))}
        return files | {"journal": journal.getvalue()}

    return read


def found_in(written):
    return [(name, sign) for name, text in written.items() for sign in SIGNS if sign in text]


@pytest.mark.long
@pytest.mark.parametrize("share", range(4))
def test_no_page_of_the_desk_puts_anybody_into_a_log(world, client, written, share):  # noqa: F811
    client.raise_request_exception = False
    client.force_login(UserFactory(is_superuser=True))
    every = [each for path in addresses() for each in filled(path, world)][share::4]

    for address in every:
        joint = "&" if "?" in address else "?"
        with watched():
            form = form_at(client, f"{address}{joint}q={quote(NAME)}&next=%2F2Fwrong&phone={PHONE}")
        filled_in = {name: [NAME if each == "强改" else each for each in values]
                     for name, values in form.items()}  # fmt: skip
        with watched():
            client.post(address, filled_in | {"phone": PHONE, "reason": NAME})

    lines = written()
    assert found_in(lines) == []
    (access,) = [text for name, text in lines.items() if name.startswith("access")]
    assert len(access.splitlines()) >= 2 * len(every) > 200


def test_no_page_of_the_website_puts_anybody_into_a_log(client, written):
    client.raise_request_exception = False
    plain = [ARGUMENT.sub("{}", each) for each in public_addresses()]
    for address in [each.replace("^", "").replace("$", "") for each in plain]:
        for word in (CODE, quote(NAME), PHONE):
            path = "/" + address.format(*[word] * address.count("{}"))
            client.get(f"{path}?q={quote(NAME)}&next=%2F2Fwrong")
            client.get(path.rstrip("/"))
            client.post(path, {"code": CODE, "telephone": PHONE, "name": NAME, "phone": PHONE})
    client.get("/", headers={"host": f"{CODE}.example", "referer": f"http://x/?q={PHONE}"})
    client.get(f"/{quote(NAME)}/{PHONE}.php?{CODE}", headers={"user-agent": NAME})

    lines = written()
    assert found_in(lines) == []
    assert any("/visit/booking/…/" in text for text in lines.values())


def test_what_breaks_names_nobody_either(client, written, monkeypatch):
    def breaks(*args, **kwargs):
        raise ValueError(f"Key (phone)=({PHONE}) of {NAME}, booking {CODE}")

    monkeypatch.setattr("museum.visits.booking.with_code", breaks)
    client.raise_request_exception = False

    answer = client.get(f"/visit/booking/{CODE}/?q={quote(NAME)}")

    lines = written()
    assert answer.status_code == 500
    assert found_in(lines) == []
    (errors,) = [text for name, text in lines.items() if name.startswith("errors")]
    for text in (errors, lines["journal"]):
        assert "500 GET /visit/booking/…/" in text
        assert "ValueError: Key (phone)…" in text


def events(said):
    return [line.split(" ", 1)[1] for line in said("security")]


def test_whoever_comes_and_goes_stands_in_the_security_log(client, said, written):
    curator = UserFactory(username="guanzhang", groups=[Group.objects.get(name=CURATOR)])
    curator.set_password(PASSWORD)
    curator.save()
    door = reverse("wagtailadmin_login")

    client.post(door, {"username": TYPED, "password": PASSWORD})
    for _each in range(6):
        client.post(door, {"username": "guanzhang", "password": TYPED})
    other = type(client)(REMOTE_ADDR="192.168.3.4")
    other.post(door, {"username": "guanzhang", "password": PASSWORD})
    other.post(reverse("wagtailadmin_logout"))

    told = events(said)
    unknown = "sign_in_refused by=nobody why=wrong_password account=unknown address=127.0.0.1"
    refused = f"sign_in_refused by=nobody why=wrong_password account={curator.pk} address=127.0.0.1"
    braked = f"sign_in_refused by=nobody why=braked account={curator.pk} address=127.0.0.1"
    assert [told.count(each) for each in (unknown, refused, braked)] == [1, 5, 1]
    assert told[-2:] == [
        f"signed_in by={curator.pk} address=192.168.3.4",
        f"signed_out by={curator.pk} address=192.168.3.4",
    ]
    assert f"password_changed by=program account={curator.pk}" in told
    assert found_in(written()) == []


def test_the_lock_stands_in_it_once_for_each_time_away(client, said):
    curator = UserFactory(groups=[Group.objects.get(name=CURATOR)])
    curator.set_password(PASSWORD)
    curator.save()
    client.force_login(curator)
    session = client.session
    session[locking.SEEN] = int(timezone.now().timestamp()) - locking.IDLE - 1
    session.save()
    home = reverse("wagtailadmin_home")

    for _each in range(2):
        assert client.get(home).status_code == 403
    client.post(home, {locking.PASSWORD: TYPED})
    client.post(home, {locking.PASSWORD: PASSWORD, locking.AGAIN: "yes"})

    told = [each for each in events(said) if "lock" in each]
    assert told == [
        f"locked by={curator.pk}",
        f"sign_in_refused by={curator.pk} why=wrong_password_at_the_lock account={curator.pk} "
        "address=127.0.0.1",
        f"unlocked by={curator.pk}",
    ]


def test_accounts_and_rights_stand_in_it_whoever_changes_them(client, said):
    curator = UserFactory(groups=[Group.objects.get(name=CURATOR)])
    client.force_login(curator)
    role = Group.objects.get(name=REGISTRAR)
    given = {"last_name": "杨", "first_name": "振华", "username": "yang", "role": REGISTRAR,
             "password1": PASSWORD, "password2": PASSWORD}  # fmt: skip

    client.post(reverse("wagtailusers_users:add"), given)
    made = type(curator).objects.get(username="yang")
    address = reverse("wagtailusers_users:edit", args=[made.pk])
    client.post(
        address, given | {"role": CURATOR, "is_active": "on", "password1": "", "password2": ""}
    )
    client.post(address, given | {"role": CURATOR, "password1": "", "password2": ""})

    told = events(said)
    assert f"account_made by={curator.pk} account={made.pk}" in told
    assert f"rights_changed by={curator.pk} account={made.pk} groups_given={role.pk}" in told
    assert f"rights_changed by={curator.pk} account={made.pk} groups_taken={role.pk}" in told
    assert f"account_closed by={curator.pk} account={made.pk}" in told
    assert "yang" not in "\n".join(told)


def test_a_right_that_a_village_gives_a_group_stands_in_it(said, db):
    group = Group.objects.get(name=REGISTRAR)
    right = Group.objects.get(name=CURATOR).permissions.first()

    group.permissions.add(right)
    group.permissions.remove(right)

    told = events(said)
    assert told[-1] == f"rights_changed by=program group={group.pk} rights_taken={right.pk}"
    assert re.search(rf"group={group.pk} rights_given={right.pk}$", told[-2]) or len(told) == 1


@pytest.mark.parametrize(("many", "end"), [(12, ""), (13, ",and_1_more"), (30, ",and_18_more")])
def test_of_many_rights_at_once_the_line_names_the_first_and_says_how_many_more(
    said, db, many, end
):
    keys = list(Permission.objects.order_by("pk").values_list("pk", flat=True)[:many])

    Group.objects.create(name="来帮忙的").permissions.add(*keys)

    assert events(said)[-1].endswith("rights_given=" + ",".join(map(str, keys[:12])) + end)


def test_a_command_that_mends_an_account_stands_in_it(said, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    call_command("create_curator", name="杨振华", username="yang")
    account = type(UserFactory()).objects.get(username="yang")

    told = events(said)
    assert told[0] == f"account_made by=program account={account.pk}"
    assert told[1].startswith(f"rights_changed by=program account={account.pk} groups_given=")
