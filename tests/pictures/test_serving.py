import pytest
from PIL import Image

from museum.pictures import sizes
from museum.pictures.models import Picture, Rendition
from museum.pictures.serving import prepare, revoke, served
from museum.pictures.taking_in import take_in


@pytest.fixture
def photo(camera, director):
    return take_in([camera.sent(camera.photograph())], by=director).pictures[0]


def test_a_page_gets_addresses_sizes_and_words_and_nothing_else(photo):
    photo.description, photo.credit = "一架纺车", "马素芬 摄"

    shown = served(photo, caption="正面")

    assert (shown.width, shown.height) == (830, 1200)
    assert [part.split()[1] for part in shown.srcset.split(", ")] == ["276w", "553w", "830w"]
    assert shown.url in shown.srcset
    assert shown.thumb_url not in shown.srcset
    assert (shown.alt, shown.caption, shown.credit) == ("一架纺车", "正面", "马素芬 摄")
    assert all(address.endswith(".webp") for address in (shown.url, shown.thumb_url))


def test_a_picture_smaller_than_the_page_is_not_blown_up(camera, director):
    small = camera.sent(camera.saved(camera.upright(120, 180), "JPEG"))

    shown = served(take_in([small], by=director).pictures[0])

    assert (shown.width, shown.height, shown.srcset) == (120, 180, "")


def test_a_drawing_keeps_its_transparency_and_every_point(camera, director, settings):
    drawing = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    drawing.putpixel((200, 200), (43, 39, 35, 255))
    drawing = camera.sent(camera.saved(drawing, "PNG"))

    picture = take_in([drawing], by=director, is_drawing=True).pictures[0]

    copy = picture.get_rendition(sizes.spec(1200, is_drawing=True))
    with copy.file.open() as file:
        seen = Image.open(file).convert("RGBA")
        assert seen.getpixel((0, 0))[3] == 0
        assert seen.getpixel((200, 200)) == (43, 39, 35, 255)


@pytest.mark.parametrize("count", [3, 9])
def test_a_list_costs_two_queries_however_long(camera, director, count, django_assert_num_queries):
    data = camera.saved(camera.upright(60, 90), "JPEG")
    take_in([camera.sent(data) for _each in range(count)], by=director)

    with django_assert_num_queries(2):
        shown = [served(picture) for picture in Picture.objects.for_serving()]

    assert len(shown) == count
    assert all(shown)


def test_a_picture_without_copy_and_original_is_left_out_of_the_page(photo):
    for copy in photo.renditions.all():
        copy.file.storage.delete(copy.file.name)
    photo.file.storage.delete(photo.file.name)

    assert served(photo) is None
    assert not prepare(photo)
    assert served(Picture.objects.for_serving().get()) is None


def test_a_picture_whose_original_became_rubbish_is_left_out_of_the_page(photo):
    photo.renditions.all().delete()
    with photo.file.storage.open(photo.file.name, "wb") as file:
        file.write(b"rubbish")

    assert served(Picture.objects.get(pk=photo.pk)) is None


def test_lost_copies_are_made_again_from_the_original(photo):
    for copy in photo.renditions.all():
        copy.file.storage.delete(copy.file.name)

    assert prepare(photo)

    assert served(Picture.objects.for_serving().get()) is not None


def test_a_picture_that_turns_out_to_be_a_drawing_is_served_as_one(photo):
    photo.is_drawing = True
    photo.save()

    shown = served(Picture.objects.for_serving().get())

    assert shown.is_drawing
    assert photo.renditions.filter(filter_spec__endswith="lossless").count() == 4


def test_addresses_that_were_given_out_can_be_made_to_die(
    photo, django_capture_on_commit_callbacks
):
    before = served(photo)
    paths = [copy.file.path for copy in photo.renditions.all()]

    with django_capture_on_commit_callbacks(execute=True):
        revoke(photo)

    assert not any(Rendition._meta.get_field("file").storage.exists(path) for path in paths)
    assert served(Picture.objects.get(pk=photo.pk)).url != before.url
