"""Of a picture that was closed no public copy is ever made, whoever looks at it and wherever."""

import pytest
from django.contrib.auth.models import Group

from museum.catalogue import accessioning, deaccessioning, opening, returning
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Photo, Term
from museum.pictures import closing
from museum.pictures.models import Picture, Rendition
from museum.pictures.serving import prepare, served
from museum.pictures.taking_in import take_in
from tests.accounts.test_every_address import addresses, filled, world  # noqa: F401
from tests.factories import UserFactory, photo_file, published, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(curator, registrar, grandmother, django_capture_on_commit_callbacks):
    """An object that anybody may see, with one photo of its own."""
    picture = take_in([photo_file()], by=registrar).pictures[0]
    item = received(by=registrar, owner=grandmother, pictures=[picture])
    accessioning.accept(item, by=curator)
    return published(item)


def picture_of(item):
    return Picture.objects.get(pk=item.photos.get().picture_id)


def copies(picture):
    return Rendition.objects.filter(image=picture).count()


def deaccession(item, by):
    code = Term.objects.of("deaccession_reason").filter(code__contains="dupl").get().code
    deaccessioning.deaccession(item, by=by, reason_code=code, reason="登重了")


CLOSED = {
    "withdrawn": lambda item, by: opening.withdraw(item, by=by, reason="家里的意思"),
    "sensitive": lambda item, by: opening.mark_sensitive(item, by=by),
    "unpublished": lambda item, by: (item.unpublish(), opening.close_pictures(item)),
    "deaccessioned": deaccession,
}


@pytest.fixture(params=CLOSED)
def closed(request, shown, curator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        CLOSED[request.param](shown, curator)
    return Item.objects.get(pk=shown.pk)


def test_an_open_picture_has_copies_that_anybody_may_see(shown):
    picture = picture_of(shown)

    assert copies(picture) == 4
    assert served(picture).url.startswith("/media/")
    assert not closing.is_closed(picture.pk)


def test_closing_an_object_ends_its_copies_and_no_new_one_is_made(closed):
    picture = picture_of(closed)

    prepared = prepare(picture)
    staff = Picture.objects.get(pk=picture.pk).get_rendition("max-165x165")

    assert closing.is_closed(picture.pk)
    assert (prepared, served(picture), copies(picture)) == (False, None, 0)
    assert staff.url == f"/admin/pictures/{picture.pk}/copy/max-165x165/"
    assert (staff.width, staff.height) == (165, 123)


def test_whatever_the_desk_shows_makes_no_copy(closed, world, client, curator):  # noqa: F811
    picture = picture_of(closed)
    client.raise_request_exception = False
    world = {**world, "item": closed, "picture": picture}
    before = set(Rendition.objects.filter(image=picture).values_list("pk", flat=True))
    asked = 0

    for user in (curator, UserFactory(is_superuser=True)):
        client.force_login(user)
        for path in addresses():
            for address in filled(path, world):
                if "delete" not in address:
                    client.get(address)
                    asked += 1

    assert asked > 400
    assert before == set()
    assert copies(picture) == 0


def test_staff_see_a_closed_picture_in_the_list_and_visitors_do_not(closed, client, curator):
    picture = picture_of(closed)
    address = f"/admin/pictures/{picture.pk}/copy/max-165x165/"
    visitor = client.get(address)

    client.force_login(curator)
    sheet = client.get(f"/admin/catalogue/objects/{closed.pk}/").content.decode()
    answer = client.get(address)

    assert visitor.status_code == 302
    assert f"/admin/pictures/{picture.pk}/copy/" in sheet
    assert "/media/" not in sheet
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("image/")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("spec", ["original", "max-1x", "x", "max-100x100|format-x"])
def test_no_other_size_than_screens_need_is_drawn(closed, client, curator, spec):
    client.force_login(curator)

    assert client.get(f"/admin/pictures/{picture_of(closed).pk}/copy/{spec}/").status_code == 404


def test_whoever_has_no_right_to_pictures_sees_no_closed_one(closed, client, db):
    client.force_login(UserFactory(groups=[Group.objects.get(name="值班员")]))

    answer = client.get(f"/admin/pictures/{picture_of(closed).pk}/copy/max-165x165/")

    assert answer.status_code in (302, 403)


def test_what_opens_again_gets_copies_under_new_addresses(
    shown, curator, django_capture_on_commit_callbacks
):
    old = served(picture_of(shown)).url
    with django_capture_on_commit_callbacks(execute=True):
        opening.withdraw(shown, by=curator)
        opening.open_again(shown, by=curator)

    again = served(picture_of(shown))

    assert again.url.startswith("/media/")
    assert again.url != old


def test_a_picture_that_an_open_object_shows_too_stays_open(
    shown, curator, registrar, grandmother, django_capture_on_commit_callbacks
):
    picture = picture_of(shown)
    other = received("另一件", by=registrar, owner=grandmother, pictures=[picture])
    with django_capture_on_commit_callbacks(execute=True):
        returning.decline(other, by=curator, reason="不收")

    assert not closing.is_closed(picture.pk)
    assert served(picture).url.startswith("/media/")


def test_a_photo_added_to_a_closed_object_loses_the_copies_it_came_with(
    closed, registrar, django_capture_on_commit_callbacks
):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    with_copies = copies(picture)
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.create(item=closed, picture=picture)

    assert with_copies == 4
    assert copies(picture) == 0


def test_parts_close_with_the_whole(
    curator, registrar, grandmother, django_capture_on_commit_callbacks
):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    whole = received("纺车", by=registrar, owner=grandmother,
                     parts=[Thing("锭子", pictures=[picture])])  # fmt: skip
    accessioning.accept(whole, by=curator)
    part = Item.objects.get(parent=whole)
    published(whole)
    published(part)
    before = copies(picture)
    with django_capture_on_commit_callbacks(execute=True):
        opening.withdraw(whole, by=curator)

    assert before == 4
    assert closing.is_closed(picture.pk)
    assert copies(picture) == 0


def test_what_is_closed_while_its_copies_are_drawn_keeps_none(shown, curator, monkeypatch):
    picture = picture_of(shown)
    picture.renditions.all().delete()
    told = iter([False, True])
    monkeypatch.setattr(closing, "is_closed", lambda key: next(told, True))

    copy = Picture.objects.get(pk=picture.pk).get_rendition("max-165x165")

    assert copy.is_for_staff
    assert copies(picture) == 0


def test_a_staff_copy_cannot_be_kept(closed):
    copy = picture_of(closed).get_rendition("max-165x165")

    with pytest.raises(ValueError, match="closed"):
        copy.save()
    assert copies(picture_of(closed)) == 0
