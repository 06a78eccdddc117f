import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum import chain
from museum.institution import Museum
from museum.people.erasing import erase
from museum.volunteers import certifying, hours, planning
from museum.volunteers.desk import papers
from museum.volunteers.models import Role, Statement, VolunteerSettings
from tests.factories import PersonFactory
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

DAYS = (datetime.date(2026, 1, 1), MONDAY)


@pytest.fixture
def served(granny, morning, coordinator, clock):
    Museum.objects.update_or_create(defaults={"name": "石榴湾村史馆", "telephone": "0716-8000000"})
    settings = VolunteerSettings.load()
    settings.responsible = PersonFactory(name="周明远")
    settings.save()
    clock(day_at(MONDAY, 13))
    return hours.enter(morning, granny, morning.starts_at, day_at(MONDAY, 11, 50), by=coordinator)


def paper(client, statement, by):
    client.force_login(by)
    page = client.get(reverse("volunteering:statement", args=[statement.pk]))
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


def test_the_four_blocks_stand_on_it_and_no_number_of_a_document(client, served, coordinator):
    statement = certifying.certify(served.volunteer, *DAYS, by=coordinator)

    said = paper(client, statement, coordinator)

    blocks = [said.index(word) for word in ("一、", "二、", "三、", "四、")]
    assert blocks == sorted(blocks)
    for words in ("王桂兰", "ZY0001", "证件", "2.5", "170", "值守", "石榴湾村史馆", "0716-8000000",
                  "周明远", "金秀英", "ZF-2026-0001", "2026年3月2日"):  # fmt: skip
        assert words in said
    assert "13800001234" not in said
    assert "1951" not in said


@pytest.mark.parametrize(
    ("entitled", "called", "never"),
    [
        (False, "志愿服务情况说明", "志愿服务记录证明"),
        (True, "志愿服务记录证明", "志愿服务情况说明"),
    ],
)
def test_it_is_a_certificate_only_where_the_museum_says_it_is_entitled(
    client, served, coordinator, entitled, called, never
):
    settings = VolunteerSettings.load()
    settings.entitled = entitled
    settings.save()

    said = paper(client, certifying.certify(served.volunteer, *DAYS, by=coordinator), coordinator)

    assert called in said
    assert never not in said
    assert ("馆内记录" in said) != entitled


def test_statements_are_numbered_one_after_the_other_and_stay_what_they_were(
    served, coordinator, clock
):
    first = certifying.certify(served.volunteer, *DAYS, by=coordinator)
    hours.correct(served, served.came_at, day_at(MONDAY, 10), by=coordinator, reason="看错了")
    second = certifying.certify(served.volunteer, *DAYS, by=coordinator)

    assert [first.label, second.label] == ["ZF-2026-0001", "ZF-2026-0002"]
    assert [first.minutes, second.minutes] == [170, 60]
    first.minutes = 999
    with pytest.raises(ValidationError):
        first.save()
    assert chain.first_misfit() is None


def test_without_hours_for_days_to_come_and_of_the_forgotten_none_is_issued(
    served, coordinator, curator, doorkeeper
):
    granny = served.volunteer
    january = (datetime.date(2026, 1, 1), datetime.date(2026, 1, 31))
    tomorrow = MONDAY + datetime.timedelta(days=1)

    assert refused(certifying.certify, granny, *january, by=coordinator) == {"nothing"}
    assert refused(certifying.certify, granny, MONDAY, tomorrow, by=coordinator) == {"future"}
    assert refused(certifying.certify, granny, *reversed(DAYS), by=coordinator) == {"order"}
    assert refused(certifying.certify, granny, *DAYS, by=doorkeeper) == {"forbidden"}
    erase(granny.person, by=curator)
    granny.person.refresh_from_db()
    assert refused(certifying.certify, granny, *DAYS, by=coordinator) == {"erased"}
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("rows", "pages"),
    [(1, [1]), (14, [14]), (15, [14, 1]), (40, [14, 26]), (41, [14, 26, 1]), (67, [14, 26, 26, 1])],
)
def test_a_long_statement_goes_on_over_the_page_and_loses_no_line(
    granny, morning, coordinator, clock, rows, pages
):
    clock(day_at(MONDAY, 13))
    lines = []
    for number in range(rows):
        role = Role.objects.create(name=f"活{number}")
        shift = planning.add_shift(MONDAY, datetime.time(9), datetime.time(12), role,
                                   by=coordinator)  # fmt: skip
        came = day_at(MONDAY, 9) + datetime.timedelta(minutes=number)
        left = came + datetime.timedelta(minutes=1)
        lines.append(hours.enter(shift, granny, came, left, by=coordinator))

    told = [[line.pk, number] for number, line in enumerate(lines)]
    written = papers.write(Statement(volunteer=granny, lines=told))

    assert [len(page) for page in written.pages] == pages
    assert [row for page in written.pages for row in page] == written.rows
    assert [(row.what, row.minutes) for row in written.rows] == [
        (f"活{number}", number) for number in range(rows)
    ]
