import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from museum.catalogue.models import Item
from museum.pictures.models import Picture
from tests.catalogue.desk.filling import form_on, words
from tests.factories import photo_file, published

pytestmark = pytest.mark.django_db


def take(item):
    return reverse("objects:photograph", args=[item.pk])


def broken(name="坏的.jpg"):
    return SimpleUploadedFile(name, b"not a picture at all", content_type="image/jpeg")


def test_several_photos_are_added_at_once(as_, registrar, wheel):
    client = as_(registrar)

    client.post(take(wheel), {"files": [photo_file("1.jpg"), photo_file("2.jpg")]})

    assert Item.objects.get(pk=wheel.pk).photos.count() == 2
    assert wheel.revisions.count() == 2


def test_photos_go_behind_those_that_are_there(as_, registrar, wheel):
    client = as_(registrar)
    client.post(take(wheel), {"files": [photo_file("1.jpg")]})
    first = Item.objects.get(pk=wheel.pk).photos.get().picture

    client.post(take(wheel), {"files": [photo_file("2.jpg")]})

    draft = Item.objects.get(pk=wheel.pk).get_latest_revision_as_object()
    assert [photo.picture == first for photo in draft.photos.order_by("sort_order")] == [
        True,
        False,
    ]


def test_a_broken_file_gets_a_sentence_and_loses_none_of_the_others(as_, registrar, wheel):
    client = as_(registrar)
    files = [photo_file("1.jpg"), broken(), photo_file("3.jpg")]

    answer = client.post(take(wheel), {"files": files}, follow=True)

    assert Item.objects.get(pk=wheel.pk).photos.count() == 2
    assert "坏的.jpg" in words(answer)


def test_only_broken_files_change_nothing(as_, registrar, wheel):
    client = as_(registrar)

    answer = client.post(take(wheel), {"files": [broken(), SimpleUploadedFile("空.jpg", b"")]})

    assert answer.status_code == 200
    assert "坏的.jpg" in words(answer)
    assert wheel.revisions.count() == 1


def test_no_file_gets_a_sentence(as_, registrar, wheel):
    answer = as_(registrar).post(take(wheel), {})

    assert answer.status_code == 200
    assert "files" in answer.context["form"].errors


def test_photos_of_a_published_object_wait_in_its_draft(as_, curator, accepted):
    published(accepted)

    as_(curator).post(take(accepted), {"files": [photo_file()]})

    item = Item.objects.get(pk=accepted.pk)
    assert item.photos.count() == 0
    assert item.get_latest_revision_as_object().photos.count() == 1


def test_words_in_the_draft_are_not_lost(as_, curator, accepted):
    published(accepted)
    client = as_(curator)
    edit = reverse("wagtailsnippets_catalogue_item:edit", args=[accepted.pk])
    client.post(edit, form_on(client.get(edit), use="草稿里的用途"))

    client.post(take(accepted), {"files": [photo_file()]})

    assert Item.objects.get(pk=accepted.pk).get_latest_revision_as_object().use == "草稿里的用途"


@pytest.mark.parametrize("who", ["keeper", "another_registrar"])
def test_nobody_else_adds_photos(request, as_, wheel, who):
    client = as_(request.getfixturevalue(who))

    answer = client.post(take(wheel), {"files": [photo_file()]})

    assert answer.status_code == 302
    assert not Picture.objects.exists()
    assert wheel.revisions.count() == 1
