"""Addresses of the list of objects, in every state of it."""

import functools
from urllib.parse import urlencode

from django.urls import reverse


@functools.cache
def of_the_list() -> str:
    return reverse("objects")


def address(conditions: dict[str, str], **change) -> str:
    """Return the list's address with its conditions changed; the first page goes without saying."""
    kept = {name: value for name, value in {**conditions, **change}.items() if value}
    if kept.get("page") == 1:
        del kept["page"]
    return of_the_list() + (f"?{urlencode(kept)}" if kept else "")
