"""Whoever kept the code finds their booking, and nobody else learns which codes there are."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.people.models import Contact
from museum.refusals import codes
from museum.visits import booking
from museum.visits.finding import find
from museum.visits.models import Booking
from tests.visits.test_booking import wish

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
HERE = "203.0.113.9"


@pytest.fixture
def made(db):
    return booking.book(wish(phone="13800005678"))


def sent(client, code, telephone, **more):
    return client.post(reverse("find_booking"), {"code": code, "telephone": telephone}, **more)


def test_the_page_of_hours_leads_by_the_code_to_the_booking(client, made):
    visit = BeautifulSoup(client.get(reverse("visit")).content, "html.parser")

    link = visit.main.find("a", href=reverse("find_booking"))
    page = client.get(link["href"])
    answer = sent(client, made.code, "5678")

    assert "预约码" in link.text
    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex")
    assert answer.url == reverse("booking", args=[made.code])


@pytest.mark.parametrize("telephone", ["5678", "５６７８", "138 0000 5678", "+86 138-0000-5678"])
@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code[:4]}-{code[4:8]} {code[8:]}",
                                   lambda code: "".join(chr(ord(each) + 0xFEE0) for each in code)])  # fmt: skip
def test_code_and_number_are_read_however_they_were_typed(made, typed, telephone):
    assert find(typed(made.code), telephone, address=HERE) == made


def test_wrong_code_and_wrong_number_are_answered_alike(client, made):
    wrong = [
        ("2345678923456789", "5678"),
        (made.code, "5679"),
        (made.code, "678"),
        (made.code, "没有"),
        ("2345678923456789", "0000"),
    ]

    pages = []
    for code, telephone in wrong:
        page = BeautifulSoup(sent(client, code, telephone).content, "html.parser").main
        for each in page.select("input"):
            each.decompose()
        pages.append(str(page))

    assert len(set(pages)) == 1
    assert "对不上" in pages[0]
    with pytest.raises(ValidationError) as refusal:
        find(made.code, "5679", address=HERE)
    assert codes(refusal.value) == {"not_found"}


def test_a_number_that_was_forgotten_opens_nothing(made):
    Contact.objects.update(name="", phone="")

    for telephone in ("", "0000", "5678"):
        with pytest.raises(ValidationError) as refusal:
            find(made.code, telephone, address=HERE)
        assert codes(refusal.value) == {"not_found"}


def test_one_address_tries_so_often_and_not_more(client, made):
    for _each in range(12):
        sent(client, made.code, "0000")

    page = sent(client, made.code, "5678")
    elsewhere = sent(client, made.code, "5678", REMOTE_ADDR=HERE)

    assert page.status_code == 200
    assert "试得太多" in page.content.decode()
    assert elsewhere.status_code == 302
    assert Booking.objects.count() == 1


def test_what_is_left_empty_is_asked_for_and_counts_as_no_try(client, made):
    for _each in range(13):
        page = sent(client, "", "").content.decode()

    assert "请写预约码" in page
    assert "请写电话的后四位" in page
    assert sent(client, made.code, "5678").status_code == 302


@pytest.mark.parametrize("written", [str, str.lower, lambda label: label.replace("-", ""),
                                     lambda label: f" {label.replace('-', ' - ')}"])  # fmt: skip
def test_the_number_of_a_booking_is_told_from_its_code(client, made, written):
    answer = sent(client, written(made.label), "5678")

    unknown = sent(client, "YY-2026-0999", "5678")
    for each in (answer, unknown):
        assert "这是预约号，要的是预约码" in each.content.decode()
        assert made.code not in each.content.decode()


def test_a_code_that_looks_like_a_number_is_a_code(client, made):
    Booking.objects.update(code="YY23456789234567")

    assert sent(client, "YY2345678923456A", "5678").status_code == 200
    assert sent(client, "YY23456789234567", "5678").status_code == 302
