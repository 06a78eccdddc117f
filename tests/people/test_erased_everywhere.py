"""A name nobody else has is written wherever a person's name goes, and looked for afterwards."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Revision
from wagtail.users.models import UserProfile

from exhibits.models import HomePage, TextPage
from museum.accounts.roles import COORDINATOR, REGISTRAR
from museum.catalogue import accessioning, correcting, returning
from museum.people.erasing import erase
from museum.people.mentions import mentions
from museum.people.merging import merge
from museum.people.models import Contact, Person
from museum.search import indexing
from museum.volunteers import joining, planning, rota
from museum.volunteers.models import Role
from tests.factories import UserFactory, published, received

pytestmark = pytest.mark.django_db
NAME, SURNAME, PHONE = "夔鏖齉", "夔鏖", "13987650431"
SIGNS = (NAME, "齉姑姑", PHONE, "kuiaonang", "齉字组", "齉字楼")


def everything() -> str:
    """Return every text in every table, with JSON's \\uXXXX read."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    said.append(f"{table}.{name}: {value}")
    text = "\n".join(said)
    return text.encode("ascii", "backslashreplace").decode("unicode_escape") + text


@pytest.fixture
def coordinator(db):
    return UserFactory(username="zhaoji", groups=[Group.objects.get(name=COORDINATOR)])


@pytest.fixture
def account(db):
    return UserFactory(
        username="kuiaonang", last_name="夔", first_name="鏖齉", email="kuiaonang@example.org",
        groups=[Group.objects.get(name=REGISTRAR)],
    )  # fmt: skip


def test_a_name_that_is_erased_stands_nowhere(
    client, curator, registrar, coordinator, account, django_capture_on_commit_callbacks
):
    person = Person.objects.create(
        name=NAME, surname="夔", address_form="齉姑姑", phone=PHONE, former_group="齉字组",
        building="齉字楼", user=account, typed_by=registrar,
    )  # fmt: skip
    twin = Person.objects.create(name="夔·鏖齉", phone=PHONE)
    client.force_login(account)
    with django_capture_on_commit_callbacks(execute=True):
        item = received("手摇纺车", by=account, owner=person, brought_by=person, naming="full")
        deposit = received("汤瓶", by=account, owner=twin, way="deposit", naming="surname")
        item.stories.create(
            text="会唱歌的纺车。", teller=person, teller_naming="full", recorder=person
        )
        item.note = f"是{NAME}说的"
        item.save_revision(user=account)
        item.note = ""
        published(item)
        accessioning.accept(item, by=curator)
        accessioning.accept(deposit, by=curator)
        returning.give_back(deposit, by=curator, reason="取走", person=person)
        correcting.correct(item.holding.donation, "finder", person, by=curator, reason="登漏了")
        volunteer = joining.join(person, born=1960, by=coordinator)
        role = Role.objects.first() or Role.objects.create(name="值班")
        soon = timezone.localdate() + datetime.timedelta(days=7)
        shift = planning.add_shift(
            soon, datetime.time(9), datetime.time(12), role, needed=1, by=coordinator
        )
        rota.sign_up(shift, volunteer, by=coordinator)
        Contact.objects.create(name=NAME, phone=PHONE, needed_on=soon, kept_until=soon)
        UserProfile.get_for_user(account)
        log(person, "wagtail.edit", user=curator, data={"title": NAME})
        merge(twin, person, by=curator, reason="是一个人")
        account.is_active = False
        account.save()
        log(
            account,
            "wagtail.edit",
            user=curator,
            data={"fields": {"last_name": "夔", "full": NAME}},
        )
        indexing.drain()
    before = everything()
    assert all(sign in before for sign in SIGNS)

    with django_capture_on_commit_callbacks(execute=True):
        erase(person, by=curator)

    after = everything()
    assert [line for line in after.splitlines() if any(sign in line for sign in SIGNS)] == []
    assert [line for line in after.splitlines() if "鏖齉" in line] == []
    assert not shift.sign_ups.current().exists()
    assert not ModelLogEntry.objects.filter(label__contains="夔").exists()
    twin.refresh_from_db()
    assert twin.is_erased


def test_what_somebody_wrote_in_their_own_words_is_theirs_to_mend(curator, wheel, grandmother):
    wheel.note = "王桂兰说这是嫁妆"
    wheel.save()
    published(wheel)

    erase(grandmother, by=curator)

    wheel.refresh_from_db()
    assert wheel.note == "王桂兰说这是嫁妆"
    assert wheel.latest_revision.content["note"] == "王桂兰说这是嫁妆"


def paragraph(words):
    return [{"type": "paragraph", "value": f"<p>{words}</p>"}]


@pytest.mark.parametrize("mended", [True, False])
def test_a_name_in_a_page_s_blocks_goes_from_its_old_versions(curator, grandmother, mended):
    page = HomePage.objects.get().add_child(instance=TextPage(title="关于", slug="about"))
    for words in ("王桂兰讲的，“纺车”", "没有名字" if mended else "还是王桂兰讲的"):
        page.body = paragraph(words)
        page.save_revision().publish()
    old, last = Revision.objects.for_instance(page).order_by("pk")

    seen = list(mentions(grandmother, user=curator))
    erase(grandmother, by=curator)

    old.refresh_from_db()
    last.refresh_from_db()
    page.refresh_from_db()
    assert len(seen) >= 1
    assert "王桂兰" not in json.dumps(json.loads(old.content["body"]), ensure_ascii=False)
    assert "匿名讲的，“纺车”" in json.dumps(json.loads(old.content["body"]), ensure_ascii=False)
    # What the page still says is its writer's to mend, and its newest version with it.
    assert ("王桂兰" in str(page.body)) == (not mended)
    assert ("王桂兰" in json.loads(last.content["body"])[0]["value"]) == (not mended)


def test_what_an_object_was_once_called_no_longer_names_who_is_erased(curator, wheel, grandmother):
    for title in ("王桂兰的纺车", "手摇纺车"):
        wheel.title = title
        wheel.save_revision(user=curator)
    old = Revision.objects.for_instance(wheel).get(object_str__contains="王桂兰")

    erase(grandmother, by=curator)

    old.refresh_from_db()
    assert (old.object_str, old.content["title"]) == ("匿名的纺车", "匿名的纺车")


def test_of_another_of_that_name_nothing_is_lost(curator, grandmother, registrar):
    namesake = Person.objects.create(name="王桂花", former_group="五组")
    log(namesake, "wagtail.edit", user=curator)

    erase(grandmother, by=curator)

    assert ModelLogEntry.objects.for_instance(namesake).get().label == "王桂花"
    namesake.refresh_from_db()
    assert namesake.name == "王桂花"
