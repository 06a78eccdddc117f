import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.volunteers import attending, planning, rota
from museum.volunteers.models import ServiceLine, SignIn
from tests.volunteers.conftest import MONDAY, day_at

URL = "/admin/volunteers/tablet/"


@pytest.fixture
def tablet(client, doorkeeper, granny, morning, coordinator, clock):
    rota.sign_up(morning, granny, by=coordinator)
    clock(day_at(MONDAY, 9))
    client.force_login(doorkeeper)
    return client


def pressed(client, surname, number):
    """Type surname and number, then press the first button that is offered."""
    page = BeautifulSoup(
        client.post(URL, {"surname": surname, "number": number}).content, "html.parser"
    )
    form = page.select_one("form:has(.tablet-go)")
    given = {each["name"]: each["value"] for each in form.select("input[name], button[name]")}
    return page, client.post(URL, given, follow=True)


def test_surname_then_number_signs_in_and_out(tablet, granny, clock):
    page, _answer = pressed(tablet, "王", "1")
    clock(day_at(MONDAY, 12))
    _page, answer = pressed(tablet, "王", "ZY0001")

    assert page.h2.text == "王婆婆"
    assert "王婆婆" in answer.content.decode()
    assert ServiceLine.objects.current().get().minutes == 180


@pytest.mark.parametrize(
    ("surname", "number"), [("马", "1"), ("王", "2"), ("王", ""), ("", "1"), ("王", "9" * 40)]
)
def test_a_wrong_pair_finds_nobody(tablet, surname, number):
    text = tablet.post(URL, {"surname": surname, "number": number}).content.decode()

    assert "tablet-refusal" in text or "tablet-names" in text
    assert "王婆婆" not in text
    assert not SignIn.objects.exists()


def test_whole_names_numbers_and_telephones_never_stand_on_it(tablet):
    pages = [tablet.get(URL), tablet.get(f"{URL}?surname=王")]
    pages.append(tablet.post(URL, {"surname": "王", "number": "1"}))

    text = "".join(each.content.decode() for each in pages)
    assert "王婆婆" in text
    assert "王桂兰" not in text
    assert "ZY0001" not in text
    assert "1380000" not in text


def test_it_leads_nowhere_into_the_desk(tablet):
    page = BeautifulSoup(tablet.get(URL).content, "html.parser")

    assert {link["href"].partition("?")[0] for link in page.select("a")} == {URL}
    assert not page.select("script")


def test_who_simply_comes_takes_a_free_place(tablet, volunteer_of, morning, clock):
    volunteer_of("马德全", 1948)

    _page, _answer = pressed(tablet, "马", "2")

    assert morning.sign_ups.current().filter(volunteer__number=2).exists()
    assert SignIn.objects.get().volunteer.number == 2


def test_who_comes_too_early_is_neither_signed_in_nor_put_on(
    tablet, volunteer_of, coordinator, watch, clock
):
    volunteer_of("马德全", 1948)
    tuesday = MONDAY + datetime.timedelta(days=1)
    morning = planning.add_shift(
        tuesday, datetime.time(9), datetime.time(12), watch, by=coordinator
    )
    clock(day_at(tuesday, 7))

    _page, answer = pressed(tablet, "马", "2")

    assert "8:30" in answer.content.decode()
    assert not morning.sign_ups.filter(volunteer__number=2).exists()


def test_the_door_puts_nobody_on_a_shift_by_the_desk(tablet, volunteer_of, morning, coordinator):
    other = volunteer_of("马德全", 1948)
    sent = (reverse("volunteering:shift", args=[morning.pk]),
            {"act": "assign", "volunteer": other.pk})  # fmt: skip

    tablet.post(*sent)
    by_the_door = morning.sign_ups.filter(volunteer=other).count()
    tablet.force_login(coordinator)
    tablet.post(*sent)

    assert by_the_door == 0
    assert morning.sign_ups.filter(volunteer=other).count() == 1


def test_a_volunteer_of_one_account_cannot_open_it(client, guide, registrar):
    client.force_login(registrar)

    assert client.get(reverse("volunteering:tablet")).status_code in (302, 403)


def test_surnames_stand_as_a_dictionary_sorts_them(tablet, volunteer_of):
    for name in ("张伟", "安小兰", "单春花", "张三", "章安"):
        volunteer_of(name=name)

    page = BeautifulSoup(tablet.get(URL).content, "html.parser")

    shown = [each.text.strip() for each in page.select(".tablet-names a, .tablet-names button")]
    assert shown == ["安", "单", "王", "张", "章"]


def test_the_tablet_says_where_the_number_stands(tablet):
    page = BeautifulSoup(tablet.get(f"{URL}?surname=王").content, "html.parser")

    hint = page.select_one(f"#{page.select_one('#number')['aria-describedby']}")
    assert "志愿者卡" in hint.text
    assert "ZY0012" in hint.text


def test_whoever_went_over_to_the_next_shift_is_told_until_when_the_first_one_counts(
    tablet, granny, morning, watch, coordinator, doorkeeper, clock
):
    pressed(tablet, "王", "1")
    clock(day_at(MONDAY, 12, 5))
    noon = planning.add_shift(MONDAY, datetime.time(12), datetime.time(14), watch, by=coordinator)
    attending.arrive(noon, granny, by=doorkeeper)
    clock(day_at(MONDAY, 12, 10))

    _page, answer = pressed(tablet, "王", "1")

    assert (
        "王婆婆，签退了。这一班算到12:05，后面的时间已经记在别的班上。" in answer.content.decode()
    )
    assert ServiceLine.objects.get().minutes == 185
