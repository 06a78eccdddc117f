from museum.people.models.contacts import Contact, ContactQuerySet
from museum.people.models.looks import Look
from museum.people.models.merging import MergeEntry
from museum.people.models.person import ERASED_NAME, PHONE, Naming, Person, PersonQuerySet

__all__ = [
    "ERASED_NAME",
    "PHONE",
    "Contact",
    "ContactQuerySet",
    "Look",
    "MergeEntry",
    "Naming",
    "Person",
    "PersonQuerySet",
]
