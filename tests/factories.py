"""Objects for tests. Items come into being as in the museum: through receive."""

import io
import itertools

import factory
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from museum.accounts.models import User
from museum.catalogue import donating
from museum.catalogue.donating import Thing
from museum.people.models import Person

PASSWORD = "shiliuwan-2023"
counter = itertools.count(1)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    last_name = "杨"
    first_name = "振华"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def groups(self, create, extracted, **kwargs):
        if extracted:
            self.groups.set(extracted)


def onlooker(*rights, username="kankan"):
    """Return somebody of a group that the village made for itself, with these rights ("visits.view_visit")
    and no others."""
    group = Group.objects.create(name=f"来看看的 {username}")
    for right in ("wagtailadmin.access_admin", *rights):
        app, _dot, codename = right.partition(".")
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return UserFactory(username=username, groups=[group])


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"马德{'一二三四五六七八九十'[n % 10]}")


def photo_file(name="photo.jpg", size=(320, 240), colour="#b09c7e", **save):
    """Return a small real photograph as a phone would send it."""
    target = io.BytesIO()
    shade = next(counter) % 200
    picture = Image.new("RGB", size, colour)
    picture.putpixel((0, 0), (shade, shade, shade))
    picture.save(target, format=save.pop("format", "JPEG"), **save)
    return SimpleUploadedFile(name, target.getvalue(), content_type="image/jpeg")


def received(title="手摇纺车", *, by, owner, brought_by=None, happened_at=None, naming="household",
             **thing):  # fmt: skip
    """Return one object that was just received."""
    donation = donating.receive(
        donating.Receipt(
            [Thing(title=title, **thing)],
            owner=owner,
            brought_by=brought_by,
            naming=naming,
            happened_at=happened_at,
        ),
        by=by,
    )
    return donation.holdings.get(part=0).item


def published(item):
    """Publish the description as it is."""
    item.refresh_from_db()
    item.save_revision().publish()
    item.refresh_from_db()
    return item
