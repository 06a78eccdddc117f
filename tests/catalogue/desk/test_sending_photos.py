import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from museum.pictures.models import WaitingPhoto
from tests.factories import photo_file

pytestmark = pytest.mark.django_db(transaction=False)


def send(client, file=None, **more):
    body = {"key": str(uuid.uuid4()), "photo": file or photo_file()} | more
    return client.post(reverse("photos:send"), body)


def test_a_photograph_goes_up_by_itself_and_is_shown_to_whoever_sent_it_alone(
    as_, registrar, curator
):
    told = send(as_(registrar)).json()

    mine = as_(registrar).get(told["thumb"])
    theirs = as_(curator).get(told["thumb"])

    assert WaitingPhoto.objects.get().by == registrar
    assert (mine.status_code, mine["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in mine["Cache-Control"]
    assert theirs.status_code == 404


def test_what_is_no_photograph_is_told_in_a_sentence(as_, registrar):
    answer = send(as_(registrar), SimpleUploadedFile("a.jpg", b"<html>"))

    assert answer.status_code == 422
    assert answer.json()["sentence"]
    assert not WaitingPhoto.objects.exists()


@pytest.mark.parametrize("more", [{"key": "no key"}, {"photo": ""}])
def test_what_no_page_of_ours_sends_is_not_understood(as_, registrar, more):
    assert send(as_(registrar), **more).status_code == 400


def test_whoever_neither_receives_nor_describes_sends_none(as_, keeper):
    answer = send(as_(keeper))

    assert answer.status_code in (302, 403)
    assert not WaitingPhoto.objects.exists()
