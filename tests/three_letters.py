"""What a register added by docs/adding-a-register.md must do; run by test_adding_a_register.py."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from museum.letters import public, receiving  # type: ignore[attr-defined]
from museum.letters.models import Letter  # type: ignore[import-not-found]

from museum import verifying
from museum.accounts.roles import CURATOR, KEEPER, REGISTRAR
from museum.catalogue.models import Place
from museum.refusals import codes
from museum.routes import CLOSED, OPEN, ROOTS
from tests.factories import PersonFactory, UserFactory
from tests.museum.test_routes import routes


@pytest.fixture
def curator(db):
    return UserFactory(groups=[Group.objects.get(name=CURATOR)])


@pytest.fixture
def three(curator):
    key = uuid.uuid4()
    words = ["谢谢你们留着纺车", "我家还有一台织布机", "谢谢你们留着纺车"]
    keys = [key, uuid.uuid4(), key]
    sender = PersonFactory(name="马德昌")
    pairs = zip(words, keys, strict=True)
    sent = [receiving.receive(sender, each, by=curator, key=mine) for each, mine in pairs]
    return [*sent, receiving.receive(sender, "什么时候开门", by=curator)]


def test_three_letters_are_three_and_the_ledger_holds_them(three):
    one, two, again, last = three

    assert again == one
    assert [each.label[-3:] for each in (one, two, last)] == ["001", "002", "003"]
    assert list(verifying.misfits()) == []
    assert public.letters_of(one.year) == public.PublicLetters(one.year, 3)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET about = '别的'")
    with pytest.raises(ValidationError):
        two.delete()


def test_the_law_is_granted_and_asked(db, curator):
    keeper = UserFactory(groups=[Group.objects.get(name=KEEPER)])

    with pytest.raises(ValidationError) as refused:
        receiving.receive(PersonFactory(), "你好", by=keeper)
    assert codes(refused.value) == {"forbidden"}
    with pytest.raises(ValidationError) as refused:
        receiving.receive(PersonFactory(), " ", by=curator)
    assert codes(refused.value) == {"no_subject"}
    assert not Letter.objects.exists()


def test_the_desk_reads_writes_and_refuses(client, three, curator):
    client.force_login(curator)
    sender = PersonFactory(name="王桂兰")

    listed = client.get("/admin/letters/").content.decode()
    refused = client.post("/admin/letters/receive/", {"sender": sender.pk, "about": ""})
    done = client.post(
        "/admin/letters/receive/", {"sender": sender.pk, "about": "想来看看"}, follow=True
    )
    client.force_login(UserFactory(groups=[Group.objects.get(name=REGISTRAR)]))

    assert all(each.label in listed for each in three)
    assert "What is it about? A few words will do." in refused.content.decode()
    assert "想来看看" in done.content.decode()
    assert client.get("/admin/letters/").status_code == 200
    assert client.get("/admin/letters/receive/").status_code in (302, 403)


def test_nothing_else_of_it_is_open(db):
    registered = {route for route in routes() if route.startswith(ROOTS)}

    assert registered == {*OPEN, *CLOSED}
    assert Place.objects.reception() is not None
