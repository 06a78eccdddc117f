"""What becomes of those who are signed in, and what the museum has of what they wrote."""

from django.contrib.sessions.models import Session

from museum.catalogue.models import Donation, Item, Photo
from museum.people.models import Person
from museum.pictures.judging import digest
from museum.pictures.models import WaitingPhoto


def end_all_sessions() -> None:
    """Let every session have come to its end, as over a long lunch."""
    Session.objects.all().delete()


def written() -> list:
    """Return each object's name, state and number of photos, and how many photos still wait."""
    items = Item.objects.order_by("pk").prefetch_related("photos")
    told = [[each.title, each.condition, each.photos.count()] for each in items]
    return [told, Donation.objects.count(), WaitingPhoto.objects.count()]


def somebody_known() -> None:
    """Let the museum know somebody, with a telephone."""
    Person.objects.create(name="马成德", surname="马", phone="13800001234", former_group="三组")


def hashes() -> list[str]:
    """Return the SHA-256 of each original that an object has."""
    return [digest(photo.picture.file) for photo in Photo.objects.order_by("pk")]


def givers() -> list:
    """Return each object's name with whoever brought it, in the order in which they came."""
    items = Item.objects.order_by("pk").select_related("holding__donation__brought_by")
    return [[each.title, each.holding.donation.brought_by.name] for each in items]


def people() -> int:
    """Return how many people brought things."""
    return Person.objects.filter(brought__isnull=False).distinct().count()


def waiting() -> int:
    return WaitingPhoto.objects.count()
