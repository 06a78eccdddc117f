"""A day that was tapped wrongly, put right at the desk."""

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.clock import at
from museum.visits import tapping
from museum.visits.counting import between
from museum.visits.tapping import Touch

PAGE, ACT = "/admin/visits/singles/", "/admin/visits/singles/recount/"


@pytest.fixture
def yesterday(on_duty, a_wednesday):
    day = a_wednesday.date() - datetime.timedelta(days=1)
    taps = [Touch(uuid.uuid4(), "child", at(day, datetime.time(10, n))) for n in range(3)]
    tapping.hand_in(taps, by=on_duty, device=uuid.uuid4())
    return day


@pytest.fixture
def desk(client, on_duty):
    client.force_login(on_duty)
    return client


def form_of(answer, **changes):
    soup = BeautifulSoup(answer.content, "html.parser")
    form = soup.select_one(f"form[action='{ACT}']")
    sent = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    return sent | changes


def test_the_wrong_tap_of_yesterday_is_corrected_where_the_days_stand(desk, yesterday):
    sent = form_of(
        desk.get(PAGE), day=yesterday.isoformat(), kind="child", persons="2", reason="点重了"
    )

    answer = desk.post(ACT, sent, follow=True)
    again = desk.post(ACT, sent, follow=True)

    said = BeautifulSoup(answer.content, "html.parser").get_text()
    assert answer.redirect_chain[-1][0] == reverse("visits:tallies") == PAGE
    assert "原来3人，现在2人" in said
    assert "原来点了3，其实来了2。 点重了" in " ".join(said.split())
    assert between(yesterday, yesterday).children == 2
    assert again.content.decode().count("其实来了2") == 1


def test_a_correction_without_a_reason_is_asked_again_and_keeps_what_was_typed(desk, yesterday):
    sent = form_of(desk.get(PAGE), day=yesterday.isoformat(), kind="child", persons="2", reason="")

    answer = desk.post(ACT, sent)

    soup = BeautifulSoup(answer.content, "html.parser")
    assert "为什么改" in soup.select_one(".desk-refusals").get_text()
    assert soup.select_one("#recount")["open"] is not None
    assert soup.select_one("#recount_persons")["value"] == "2"
    assert between(yesterday, yesterday).children == 3


def test_what_a_correction_added_is_no_tally_from_paper(desk, yesterday):
    desk.post(ACT, form_of(desk.get(PAGE), day=yesterday.isoformat(), kind="adult", persons="4",
                           reason="没点上"))  # fmt: skip

    page = BeautifulSoup(desk.get(PAGE).content, "html.parser")

    assert not page.select("form[action$='/undo/']")
    assert between(yesterday, yesterday).adults == 4
