"""The door of the museum itself: what any page may say about it."""

from dataclasses import dataclass

from museum.freshness.remembering import remembered
from museum.institution import Museum


@dataclass(frozen=True, slots=True)
class PublicMuseum:
    """What stands in the masthead and the footer. Empty text: not set, so not shown."""

    name: str
    host: str
    address: str
    telephone: str
    icp: str
    police_filing: str
    footer_note: str


def museum() -> PublicMuseum:
    """Return the museum as the public knows it. One query, or none once it is read."""
    return remembered("museum", _museum)


def _museum() -> PublicMuseum:
    row = Museum.load()
    return PublicMuseum(**{name: getattr(row, name) for name in PublicMuseum.__slots__})
