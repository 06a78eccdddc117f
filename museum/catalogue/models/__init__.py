from museum.catalogue.models.donations import Donation
from museum.catalogue.models.entries import RegisterEntry
from museum.catalogue.models.holdings import Holding
from museum.catalogue.models.items import Item
from museum.catalogue.models.movements import Movement
from museum.catalogue.models.numbers import NumberGiven
from museum.catalogue.models.papers import DeaccessionSteps, SignedPaper
from museum.catalogue.models.photos import Photo
from museum.catalogue.models.places import Place
from museum.catalogue.models.review import CuratorReview
from museum.catalogue.models.sightings import Sighting
from museum.catalogue.models.stories import Story
from museum.catalogue.models.tags import Tag, TagEntry, TagPrinting
from museum.catalogue.models.terms import Term

__all__ = [
    "CuratorReview",
    "DeaccessionSteps",
    "Donation",
    "Holding",
    "Item",
    "Movement",
    "NumberGiven",
    "Photo",
    "Place",
    "RegisterEntry",
    "Sighting",
    "SignedPaper",
    "Story",
    "Tag",
    "TagEntry",
    "TagPrinting",
    "Term",
]
