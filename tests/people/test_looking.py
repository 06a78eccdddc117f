import ast
import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from museum.accounts.roles import COORDINATOR
from museum.catalogue import accessioning
from museum.catalogue.signing import keep_paper
from museum.clock import today
from museum.people import looking, naming
from museum.people.erasing import erase
from museum.people.models import Look
from museum.row_seals import name
from tests.factories import PersonFactory, UserFactory, photo_file
from tests.logs.conftest import logs, said  # noqa: F401
from tests.people.conftest import refused
from tests.seeding import ROOT

pytestmark = pytest.mark.django_db
# Where a number is read to be kept, compared or cut, and is shown to nobody.
READ_AND_NOT_SHOWN = {
    "museum/catalogue/desk/receiving/wording.py": 1,  # masked, on the paper
    "museum/people/desk/choosing.py": 1,  # its last four figures, to tell namesakes apart
    "museum/visits/desk/slip_form.py": 1,  # whether one was typed
}


def looks(**of):
    found = Look.objects.filter(**of).order_by("pk")
    return [tuple(each) for each in found.values_list("by", "kind", "subject", "times")]


def test_a_page_with_a_whole_number_is_counted_once_each_time(signed_in, curator, grandmother):
    address = reverse("people:inspect", args=[grandmother.pk])
    desk = signed_in(curator)

    desk.get(address)
    desk.get(address)

    assert looks() == [(curator.pk, "phone", name(grandmother), 2)]
    assert Look.objects.get().day == today()


def test_a_masked_number_or_none_is_nobody_s_look(signed_in, registrar, curator, grandmother):
    silent = PersonFactory(name="没有电话", phone="")

    signed_in(registrar).get(reverse("people:inspect", args=[grandmother.pk]))
    signed_in(curator).get(reverse("people:inspect", args=[silent.pk]))

    assert naming.phone_for(grandmother, registrar).count("*") == 4
    assert looks() == []


def test_whoever_typed_it_is_counted_as_anybody_else(signed_in, registrar, granny_zhang):
    signed_in(registrar).get(reverse("people:inspect", args=[granny_zhang.pk]))

    assert looks() == [(registrar.pk, "phone", name(granny_zhang), 1)]


def test_a_form_that_holds_the_number_is_counted(signed_in, curator, grandmother):
    page = signed_in(curator).get(reverse("people:edit", args=[grandmother.pk]))

    assert grandmother.phone in page.content.decode()
    assert looks() == [(curator.pk, "phone", name(grandmother), 1)]


def test_a_list_of_numbers_is_one_write_whatever_its_length(signed_in, curator, said):  # noqa: F811
    people = PersonFactory.create_batch(20, former_group="二组", phone="13800000000")
    desk, address = signed_in(curator), reverse("people:index")
    desk.get(address)
    Look.objects.all().delete()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        desk.get(address)

    writes = [each["sql"] for each in asked if "people_look" in each["sql"]]
    assert len(writes) == 1
    assert {subject for _by, _kind, subject, _times in looks()} == {name(each) for each in people}
    assert said("security")[-1].endswith(
        f"list_of_telephones by={curator.pk} account={curator.pk} kind=phone rows=20"
    )


def test_a_page_without_numbers_writes_and_asks_nothing_more(signed_in, curator, wheel):
    desk = signed_in(curator)

    with CaptureQueriesContext(connection) as asked:
        desk.get(reverse("objects:sheet", args=[wheel.pk]))

    assert not [each["sql"] for each in asked if "people_look" in each["sql"]]


def test_the_receipt_s_page_counts_all_whose_numbers_it_shows(
    signed_in, curator, wheel, grandmother
):
    signed_in(curator).get(reverse("donations:inspect", args=[wheel.holding.donation_id]))

    assert (curator.pk, "phone", name(grandmother), 1) in looks()


def test_a_signed_paper_that_is_opened_is_counted(signed_in, curator, wheel, said):  # noqa: F811
    accessioning.accept(wheel, by=curator)
    paper = keep_paper(wheel.entries.get(act="accepted"), photo_file())

    answer = signed_in(curator).get(reverse("objects:paper", args=[wheel.pk, paper.pk]))

    assert answer.status_code == 200
    assert looks() == [(curator.pk, "paper", f"catalogue.signedpaper:{paper.pk}", 1)]
    assert said("security")[-1].endswith(f"account={curator.pk} kind=paper rows=1")


def test_who_cannot_be_counted_still_sees_the_page_and_stands_in_the_log(
    signed_in, curator, grandmother, said, monkeypatch,  # noqa: F811
):  # fmt: skip
    def full(looks):
        raise DatabaseError("disk full")

    monkeypatch.setattr(looking, "_count", full)
    page = signed_in(curator).get(reverse("people:inspect", args=[grandmother.pk]))

    assert grandmother.phone in page.content.decode()
    assert said("security")[-1].endswith(
        f"looked by={curator.pk} account={curator.pk} kind=phone at={name(grandmother)}"
    )


def test_visitors_and_tests_without_a_request_are_counted_too(curator, grandmother):
    naming.phone_for(grandmother, curator)
    naming.phone_for(grandmother, curator)

    assert looks() == [(curator.pk, "phone", name(grandmother), 2)]


def test_the_curator_reads_a_year_on_one_page(
    signed_in, curator, registrar, grandmother, granny_zhang
):
    looking.note(curator, grandmother, Look.Kind.PHONE)
    looking.note(registrar, granny_zhang, Look.Kind.PHONE)
    Look.objects.create(by=curator, day=today().replace(year=today().year - 1, day=1), kind="export",
                        subject="volunteers.handover:3")  # fmt: skip

    page = signed_in(curator).get(reverse("people:looks"))
    soup = BeautifulSoup(page.content, "html.parser")
    before = signed_in(curator).get(reverse("people:looks", args=[today().year - 1]))

    rows = [[cell.get_text() for cell in row.select("th, td")] for row in soup.select("tbody tr")]
    assert [str(curator), "看了完整电话", "1", "1"] in rows
    assert {tuple(row[:5]) for row in rows if len(row) == 6} == {
        (str(curator), "看了完整电话", "王桂兰", "1", "1"),
        (str(registrar), "看了完整电话", "张玉英", "1", "1"),
    }
    assert "13711112222" not in page.content.decode()
    assert soup.select_one("button[onclick='print()']")
    assert "王桂兰" not in before.content.decode()
    assert "导出了表格" in before.content.decode()
    assert signed_in(curator).get(reverse("people:looks", args=[1999])).status_code == 404


def test_nobody_but_the_curator_reads_it(signed_in, registrar):
    coordinator = UserFactory(groups=[Group.objects.get(name=COORDINATOR)])

    assert refused(signed_in(registrar).get(reverse("people:looks")))
    assert refused(signed_in(coordinator).get(reverse("people:looks")))
    assert "looks/" not in signed_in(registrar).get(reverse("people:index")).content.decode()


def test_the_list_of_people_leads_the_curator_there(signed_in, curator):
    assert (
        reverse("people:looks") in signed_in(curator).get(reverse("people:index")).content.decode()
    )


def test_whoever_is_erased_has_no_name_there(signed_in, curator, grandmother):
    looking.note(curator, grandmother, Look.Kind.PHONE)

    erase(grandmother, by=curator)

    page = signed_in(curator).get(reverse("people:looks")).content.decode()
    assert "王桂兰" not in page
    assert "匿名" in page


def test_two_years_are_kept_beside_this_one(curator):
    day = datetime.date(2026, 11, 28)
    for year in (2023, 2024, 2026):
        Look.objects.create(
            by=curator, day=datetime.date(year, 12, 31), kind="phone", subject="a.b:1"
        )

    gone = looking.forget_looks(day)

    assert gone == 1
    assert {each.day.year for each in Look.objects.all()} == {2024, 2026}


def test_the_night_forgets_them(curator, capsys):
    Look.objects.create(by=curator, day=today() - datetime.timedelta(days=4 * 366), kind="phone",
                        subject="a.b:1")  # fmt: skip

    call_command("forget_contacts")

    assert not Look.objects.exists()


def test_no_screen_takes_a_number_past_whoever_counts():
    found = {}
    for path in sorted((ROOT / "museum").rglob("desk/**/*.py")):
        reads = [
            node for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Attribute) and node.attr == "phone"
        ]  # fmt: skip
        if reads:
            found[str(path.relative_to(ROOT))] = len(reads)
    told = {
        str(path.relative_to(ROOT)): re.findall(r"\{\{ [\w.]+\.phone \}\}", path.read_text())
        for path in (ROOT / "templates").rglob("*.html")
    }

    assert found == READ_AND_NOT_SHOWN
    assert {path: shown for path, shown in told.items() if shown} == {
        "templates/calls/row.html": ["{{ due.phone }}"] * 3,  # as naming hands it out
        "templates/catalogue/desk/going.html": ["{{ line.phone }}"] * 3,  # through phone_for
        "templates/exhibits/booking/booking.html": ["{{ booking.phone }}"],  # masked, for its code
        "templates/visits/desk/visit_facts.html": ["{{ each.phone }}"],  # through phone_for
    }
