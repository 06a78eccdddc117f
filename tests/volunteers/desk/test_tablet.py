import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.volunteers import rota
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
    assert ServiceLine.objects.standing().get().minutes == 180


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

    assert morning.sign_ups.standing().filter(volunteer__number=2).exists()
    assert SignIn.objects.get().volunteer.number == 2


def test_who_comes_too_early_is_neither_signed_in_nor_put_on(tablet, volunteer_of, morning, clock):
    volunteer_of("马德全", 1948)
    clock(day_at(MONDAY, 7))

    _page, answer = pressed(tablet, "马", "2")

    assert "8:30" in answer.content.decode()
    assert not morning.sign_ups.filter(volunteer__number=2).exists()


def test_the_door_puts_nobody_on_a_shift_by_the_desk(tablet, volunteer_of, morning):
    other = volunteer_of("马德全", 1948)

    tablet.post(
        reverse("volunteering:shift", args=[morning.pk]), {"act": "assign", "volunteer": other.pk}
    )

    assert not morning.sign_ups.filter(volunteer=other).exists()


def test_a_volunteer_of_one_account_cannot_open_it(client, guide, registrar):
    client.force_login(registrar)

    assert client.get(reverse("volunteering:tablet")).status_code in (302, 403)
