"""Contacts are emptied when their time is over (个人信息保护法 §19, §47). The row stays: that there
was somebody to call is part of what happened, who it was is not."""

from django.utils import timezone

from museum.people.models import ContactQuerySet


def empty(contacts: ContactQuerySet) -> int:
    """Remove name and number of contacts and return of how many."""
    return contacts.not_forgotten().update(name="", phone="", forgotten_at=timezone.now())
