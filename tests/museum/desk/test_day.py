"""帮助 holds a day in the museum, for everybody, to print."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse


@pytest.mark.parametrize("role", ["curator", "registrar", "keeper"])
def test_help_leads_to_a_day_in_the_museum(client, request, role):
    client.force_login(request.getfixturevalue(role))

    home = client.get(reverse("wagtailadmin_home")).content.decode()
    page = BeautifulSoup(client.get(reverse("day")).content, "html.parser").main

    assert reverse("day") in home
    assert page.h2.get_text() == "早上，开门以前"
    assert len(page.select(".day ol > li")) == 19
    assert page.select_one("button[onclick='print()']")


def test_nobody_reads_it_from_outside(client, db):
    assert client.get(reverse("day")).status_code == 302
