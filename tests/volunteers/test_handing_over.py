import csv
import datetime
import hashlib
import io

import pytest
from django.urls import reverse

from museum import chain
from museum.campaigns import Campaign
from museum.institution import Museum
from museum.ledger import LedgerLine
from museum.people.erasing import erase
from museum.volunteers import confirming, handing_over, hours
from museum.volunteers.models import HandOver
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

DAYS = (datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))


@pytest.fixture
def served(granny, morning, coordinator, clock):
    clock(day_at(MONDAY, 13))
    return hours.enter(morning, granny, morning.starts_at, day_at(MONDAY, 11, 50), by=coordinator)


@pytest.fixture
def april(clock):
    clock(day_at(datetime.date(2026, 4, 1), 9))


def rows(written):
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))


def test_the_file_says_what_an_entry_needs_and_no_more(served, morning, coordinator, april):
    Museum.objects.update_or_create(defaults={"name": "石榴湾村史馆", "host": "石榴湾村民委员会"})
    morning.campaign = Campaign.objects.create(name="红石榴")
    morning.save()

    _row, written = handing_over.hand_over(*DAYS, by=coordinator)

    assert rows(written) == [
        {"志愿者编号": "ZY0001", "姓名": "王桂兰", "项目名称": "红石榴", "日期": "2026-03-02",
         "地点": "石榴湾村史馆·一厅", "服务内容": "值守", "小时": "2.5", "分钟": "170",
         "组织单位": "石榴湾村民委员会"}
    ]  # fmt: skip
    assert "13800001234" not in written.decode()


def test_who_took_it_stands_in_the_register_and_in_the_chain_by_ids_and_print(
    served, coordinator, april
):
    row, written = handing_over.hand_over(*DAYS, by=coordinator)

    line = LedgerLine.objects.get(act="volunteers.handed_over")
    assert (row.by, row.lines, row.volunteers) == (coordinator, 1, 1)
    assert row.fingerprint == hashlib.sha256(written).hexdigest() == line.facts["fingerprint"]
    assert "王桂兰" not in str(line.facts)
    assert chain.first_misfit() is None


def test_what_waits_and_who_asked_to_be_forgotten_is_not_in_it(
    served, volunteer_of, morning, coordinator, second, curator, clock
):
    late = volunteer_of("马德全", 1948)
    clock(day_at(datetime.date(2026, 4, 1), 9))
    line = hours.enter(morning, late, morning.starts_at, morning.ends_at, by=coordinator)

    before = rows(handing_over.hand_over(*DAYS, by=coordinator)[1])
    confirming.confirm(line, by=second)
    erase(served.volunteer.person, by=curator)
    after = rows(handing_over.hand_over(*DAYS, by=coordinator)[1])

    assert [each["姓名"] for each in before] == ["王桂兰"]
    assert [each["姓名"] for each in after] == ["马德全"]


def test_days_the_wrong_way_round_to_come_and_without_hours_are_refused(served, coordinator, april):
    first, last = DAYS
    may = datetime.date(2026, 5, 1)
    february = datetime.date(2026, 2, 1)

    assert refused(handing_over.hand_over, last, first, by=coordinator) == {"order"}
    assert refused(handing_over.hand_over, first, may, by=coordinator) == {"future"}
    assert refused(handing_over.hand_over, february, february, by=coordinator) == {"nothing"}
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("role", ["curator", "doorkeeper", "registrar", "keeper"])
def test_nobody_but_the_coordinator_takes_it_not_even_the_curator(
    client, request, served, april, role
):
    user = request.getfixturevalue(role)
    client.force_login(user)
    url = reverse("volunteering:hand_over")
    form = {"first": "2026-03-01", "last": "2026-03-31"}

    answers = [client.get(url), client.post(url, form)]

    assert refused(handing_over.hand_over, *DAYS, by=user) == {"forbidden"}
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert not HandOver.objects.exists()


def test_the_coordinator_downloads_it_and_the_screen_says_so_afterwards(
    client, served, coordinator, april
):
    client.force_login(coordinator)
    url = reverse("volunteering:hand_over")

    wrong = client.post(url, {"first": "2026-03-31", "last": "2026-03-01"})
    answer = client.post(url, {"first": "2026-03-01", "last": "2026-03-31"})

    assert "早于" in wrong.content.decode() or "再看一眼" in wrong.content.decode()
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert rows(answer.content)[0]["姓名"] == "王桂兰"
    assert "2026年3月1日–2026年3月31日" in client.get(url).content.decode()


def test_a_name_never_becomes_a_formula(served, coordinator, april):
    person = served.volunteer.person
    person.name = "=HYPERLINK(1)"
    person.save()

    [row] = rows(handing_over.hand_over(*DAYS, by=coordinator)[1])

    assert row["姓名"] == "'=HYPERLINK(1)"
