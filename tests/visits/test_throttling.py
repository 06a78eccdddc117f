"""Whose request it is: what the own proxy saw, and without one whoever is connected."""

import pytest
from django.urls import reverse

from museum.throttling import Tries, address_of
from museum.visits.models import Booking
from tests.visits.test_public_pages import asked

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
BEHIND = ("HTTP_X_FORWARDED_PROTO", "https")


def book(client, **headers):
    return client.post(reverse("book"), asked(size="1"), **headers)


@pytest.mark.parametrize(
    ("proxy", "forwarded", "address"),
    [
        (None, None, "10.0.0.1"),
        (None, "203.0.113.9", "10.0.0.1"),
        (BEHIND, None, "10.0.0.1"),
        (BEHIND, "203.0.113.9", "203.0.113.9"),
        (BEHIND, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (BEHIND, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_an_address_is_the_proxy_s_word_where_there_is_one(rf, settings, proxy, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = proxy
    said = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}

    assert address_of(rf.get("/", REMOTE_ADDR="10.0.0.1", **said)) == address


def test_who_claims_another_address_each_time_books_no_more_often(client):
    for number in range(14):
        book(client, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")

    assert Booking.objects.count() == 12
    assert Tries.objects.count() == 1


def test_behind_the_proxy_one_visitor_does_not_use_up_another_s_bookings(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = BEHIND
    for number in range(14):
        book(client, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.9", REMOTE_ADDR="127.0.0.1")
    refused = Booking.objects.count()

    book(client, HTTP_X_FORWARDED_FOR="203.0.113.10", REMOTE_ADDR="127.0.0.1")

    assert (refused, Booking.objects.count()) == (12, 13)


def test_a_change_is_counted_as_a_booking_is(client):
    book(client)
    made = Booking.objects.get()
    address = reverse("change_booking", args=[made.code])
    for _each in range(11):
        client.post(address, asked(size="2"))

    page = client.post(address, asked(size="3"))

    assert "太多" in page.content.decode()
    assert sum(seat.persons for seat in made.seats.all()) == 2


def test_after_an_hour_one_books_again(client, the_clock):
    for _each in range(12):
        book(client)
    the_clock(2026, 11, 25, 10, 59)
    early = book(client).status_code

    the_clock(2026, 11, 25, 11, 1)
    later = book(client).status_code

    assert (early, later) == (200, 302)
