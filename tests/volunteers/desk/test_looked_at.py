import datetime

import pytest
from django.urls import reverse

from museum.people.models import Look
from museum.row_seals import name
from museum.volunteers import attending
from museum.volunteers.models import HandOver
from tests.volunteers.conftest import MONDAY, day_at


def looks():
    return {tuple(each) for each in Look.objects.values_list("by", "kind", "subject", "times")}


def test_numbers_on_the_list_and_the_page_of_volunteers_are_counted(client, coordinator, granny):
    client.force_login(coordinator)

    client.get(reverse("volunteers:index"))
    client.get(reverse("volunteers:inspect", args=[granny.pk]))

    assert looks() == {(coordinator.pk, "phone", name(granny.person), 2)}


def test_the_sheet_to_sign_is_a_list_of_names_that_is_printed(client, coordinator, on):
    client.force_login(coordinator)

    client.get(reverse("volunteering:sheet", args=[MONDAY.isoformat(), 1]))

    assert looks() == {(coordinator.pk, "list", name(on.person), 1)}


@pytest.fixture
def served(on, morning, coordinator, clock):
    clock(day_at(MONDAY, 9))
    row = attending.sign_in(morning, on, by=coordinator)
    clock(day_at(MONDAY, 12))
    line = attending.sign_out(row, by=coordinator)
    clock(day_at(MONDAY + datetime.timedelta(days=1), 9))
    return line


def test_the_table_for_the_civil_affairs_system_is_taken_out(client, coordinator, served):
    client.force_login(coordinator)
    days = {"first": MONDAY.isoformat(), "last": MONDAY.isoformat()}

    refused = client.post(reverse("volunteering:hand_over"), {"first": "", "last": ""})
    assert (refused.status_code, looks()) == (200, set())
    answer = client.post(reverse("volunteering:hand_over"), days)

    assert answer["Content-Type"].startswith("text/csv")
    row = HandOver.objects.get()
    assert looks() == {(coordinator.pk, "export", name(row), 1)}
