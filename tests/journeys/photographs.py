"""A museum of textured photographs of twelve megapixels, as a telephone takes them of wood and cloth."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageFilter

from museum.accounts.models import User
from museum.catalogue.models import Item, Photo
from museum.catalogue.registering import Row, register
from museum.catalogue.things import Thing
from museum.people.models import Person
from museum.pictures.taking_in import take_in

SIZE = (4000, 3000)
MANY = 12  # more than a telephone fetches of the list before one scrolls


def textured(number: int) -> SimpleUploadedFile:
    """Return a photograph with grain, fibres and folds at once, another one for each number."""
    sheet = Image.new("L", SIZE, 128)
    for scale, strength in ((4, 18), (16, 30), (80, 60)):
        noise = Image.effect_noise((SIZE[0] // scale, SIZE[1] // scale), strength)
        sheet = ImageChops.overlay(sheet, noise.resize(SIZE))
    light = Image.linear_gradient("L").rotate(15 * number).resize(SIZE)
    photo = Image.merge("RGB", (sheet, ImageChops.overlay(sheet, light), light))
    target = io.BytesIO()
    photo.filter(ImageFilter.SMOOTH).save(target, "JPEG", quality=85)
    return SimpleUploadedFile(f"{number}.jpg", target.getvalue(), content_type="image/jpeg")


def hang() -> str:
    """Return the address of one of many pictured things."""
    curator = User.objects.get(username="guanzhang")
    owner = Person.objects.create(name="马德全")
    rows = [Row(Thing(f"老物件{n}"), owner=owner, published=True) for n in range(MANY)]
    register(rows, by=curator)
    items = list(Item.objects.order_by("pk"))
    for number, item in enumerate(items):
        (picture,) = take_in([textured(number)], by=curator).pictures
        item.photos.set([Photo(picture=picture, alt="正面")])
        item.save()
        item.save_revision().publish()
    return f"/objects/{items[0].holding.designation}/"
