"""An hour is asked for as an hour, and what waits to be confirmed says of which year it is."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import models
from django.urls import reverse

from museum.volunteers import attending, planning, rota
from museum.volunteers.models import ServiceLine
from tests.volunteers.conftest import MONDAY, day_at

HOURS = [
    field
    for model in apps.get_models()
    if model.__module__.startswith("museum.")
    for field in model._meta.local_fields
    if isinstance(field, models.TimeField)
]


@pytest.mark.parametrize("field", HOURS, ids=str)
def test_no_hour_is_called_a_day(field):
    assert "天" not in str(field.verbose_name)
    assert "日" not in str(field.verbose_name)


def test_there_are_hours_that_begin_and_hours_that_end():
    assert {"到几点"} <= {str(field.verbose_name) for field in HOURS}
    assert len(HOURS) > 6


def test_a_weekly_shift_without_an_end_is_asked_until_which_hour(client, coordinator, watch):
    client.force_login(coordinator)
    page = client.get(reverse("weekly_shifts:add"))
    form = BeautifulSoup(page.content, "html.parser").select_one("form[method=post]")

    answer = client.post(reverse("weekly_shifts:add"), {
        "weekday": "0", "role": str(watch.pk), "starts": "9:00", "ends": "", "needed": "1",
    })  # fmt: skip

    said = BeautifulSoup(answer.content, "html.parser").get_text()
    assert "到几点" in form.get_text()
    assert "到哪天" not in form.get_text() + said


def test_what_waits_from_last_year_says_its_year_and_what_is_of_this_year_does_not(
    client, coordinator, second, doorkeeper, granny, watch, clock
):
    for day in (datetime.date(2026, 12, 29), datetime.date(2027, 1, 4)):
        shift = planning.add_shift(day, datetime.time(9), datetime.time(12), watch, by=coordinator,
                                   needed=2)  # fmt: skip
        clock(day_at(day, 8))
        rota.sign_up(shift, granny, by=coordinator)
        clock(day_at(day, 9))
        row = attending.sign_in(shift, granny, by=doorkeeper)
        clock(day_at(day, 20))
        attending.sign_out(row, by=doorkeeper)
    client.force_login(second)

    page = BeautifulSoup(client.get(reverse("volunteering:hours")).content, "html.parser")

    assert ServiceLine.objects.waiting().count() == 2
    last, this = sorted(
        (each.get_text() for each in page.select(".vol-what")), key=len, reverse=True
    )
    assert "2026年12月29日 周二" in last
    assert "1月4日 周一" in this
    assert "2027年" not in this


def test_who_never_signed_out_last_year_stands_there_with_the_year(
    client, coordinator, doorkeeper, granny, morning, clock
):
    rota.sign_up(morning, granny, by=coordinator)
    clock(day_at(MONDAY, 9))
    attending.sign_in(morning, granny, by=doorkeeper)
    clock(day_at(datetime.date(2027, 1, 4), 9))
    client.force_login(coordinator)

    page = BeautifulSoup(client.get(reverse("volunteering:hours")).content, "html.parser")

    assert "2026年3月2日 周一" in page.select_one(".vol-what").get_text()
