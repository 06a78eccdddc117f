"""The computer's clock was set back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from museum import chain, clock, ledger
from museum.catalogue import donating, moving
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation
from museum.refusals import codes
from museum.trusting import trust_the_clock
from museum.visits import tapping


@pytest.fixture
def set_back(monkeypatch):
    def by(**told):
        moment = timezone.now() - datetime.timedelta(**told)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return by


def refused(call, *arguments, **more):
    with pytest.raises(ValidationError) as refusal:
        call(*arguments, **more)
    return codes(refusal.value), " ".join(refusal.value.messages)


def test_a_day_back_nothing_is_written_and_the_sentence_asks_about_the_clock(
    wheel, keeper, store, registrar, grandmother, set_back
):
    written = clock.day_in_words(timezone.now())
    set_back(days=1)

    moved = refused(moving.move, wheel, store, by=keeper)
    received = refused(
        donating.receive, donating.Receipt([Thing("织机")], owner=grandmother), by=registrar
    )

    for found, said in (moved, received):
        assert found == {"clock"}
        assert written in said
        assert "钟" in said
    assert Donation.objects.count() == 1


def test_a_few_seconds_back_are_nothing(wheel, keeper, store, set_back):
    set_back(seconds=20)

    assert moving.move(wheel, store, by=keeper)


def test_the_curator_s_first_page_says_so_and_lets_her_say_that_the_clock_is_right(
    wheel, curator, keeper, store, client, set_back
):
    client.force_login(curator)
    assert "钟" not in client.get("/admin/").content.decode()
    set_back(hours=2)

    page = client.get("/admin/").content.decode()
    assert reverse("trust_the_clock") in page
    assert clock.ask_about(ledger.behind()) in page
    client.post(reverse("trust_the_clock"))

    assert ledger.behind() is None
    assert chain.first_misfit() is None
    assert moving.move(wheel, store, by=keeper, reason="归架")
    assert refused(trust_the_clock, by=curator)[0] == {"not_behind"}


def test_others_are_told_and_cannot_say_it(wheel, registrar, client, set_back):
    set_back(hours=2)
    client.force_login(registrar)

    page = client.get("/admin/").content.decode()
    client.post(reverse("trust_the_clock"))

    assert reverse("trust_the_clock") not in page
    assert clock.ask_about(ledger.behind()) in page
    assert refused(trust_the_clock, by=registrar)[0] == {"forbidden"}


def test_a_tap_without_a_script_is_refused_with_the_sentence(client, wheel, set_back, db):
    from django.contrib.auth.models import Group

    from tests.factories import UserFactory

    client.force_login(UserFactory(groups=[Group.objects.get(name="值班员")]))
    set_back(hours=2)

    answer = client.post(reverse("visits:tap"), {"kind": "adult"}, follow=True)

    assert clock.ask_about(ledger.behind()) in answer.content.decode()
    assert not tapping.Tap.objects.exists()
