import datetime

import pytest
from django.urls import reverse

from museum.people.models import Look
from museum.row_seals import name
from museum.visits import booking
from museum.visits.booking import Share, Wish

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


def test_the_number_of_whoever_booked_is_counted(client, on_duty):
    made = booking.book(Wish(
        day=datetime.date(2026, 11, 27), shares=[Share(datetime.time(9), 30)], name="沙老师",
        phone="13800005678", organisation="石榴湾中学", kind="school", origin="district",
    ))  # fmt: skip
    client.force_login(on_duty)

    page = client.get(reverse("visits:booking", args=[made.label])).content.decode()

    assert "13800005678" in page
    row = Look.objects.get()
    assert (row.by, row.kind, row.subject) == (on_duty, "phone", name(made.contact))


def test_a_visitor_who_reads_their_own_booking_is_nobody_s_look(client):
    made = booking.book(Wish(
        day=datetime.date(2026, 11, 27), shares=[Share(datetime.time(9), 30)], name="沙老师",
        phone="13800005678", organisation="石榴湾中学", kind="school", origin="district",
    ))  # fmt: skip

    page = client.get(reverse("booking", args=[made.code]))

    assert page.status_code == 200
    assert not Look.objects.exists()
