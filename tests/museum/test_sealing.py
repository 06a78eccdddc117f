import pytest
from django.core.signing import BadSignature
from django.urls import reverse

from museum import sealing
from museum.throttling import Tries
from museum.visits import throttling


def test_a_new_secret_leaves_what_is_printed_and_what_is_counted_as_it_was(settings, db):
    throttling.count_booking("203.0.113.9")
    printed = sealing.seal(7, salt="a code at the door")

    settings.SECRET_KEY = "another-secret-by-now"
    throttling.count_booking("203.0.113.9")

    assert sealing.open_seal(printed, salt="a code at the door") == 7
    assert Tries.objects.get().count == 2


def test_a_new_museum_key_still_reads_what_the_old_one_sealed(settings):
    settings.MUSEUM_KEYS = ["old"]
    printed = sealing.seal(7, salt="a code at the door")

    settings.MUSEUM_KEYS = ["new", "old"]
    read = sealing.open_seal(printed, salt="a code at the door")
    settings.MUSEUM_KEYS = ["new"]

    assert read == 7
    with pytest.raises(BadSignature):
        sealing.open_seal(printed, salt="a code at the door")


def test_a_seal_holds_for_what_it_was_made_for_alone():
    printed = sealing.seal(7, salt="a code at the door")

    with pytest.raises(BadSignature):
        sealing.open_seal(printed, salt="a photograph on a receipt")


def test_a_new_secret_signs_everybody_out(client, curator, settings):
    client.force_login(curator)
    before = client.get(reverse("wagtailadmin_home")).status_code

    settings.SECRET_KEY = "another-secret-by-now"

    assert before == 200
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
