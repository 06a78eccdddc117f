"""A chunk of a list: taken up row by row, then written."""

import uuid

from museum.catalogue.bulk import revising, writing
from museum.catalogue.bulk.lines import Line, line_of
from museum.catalogue.models import Donation, Item, Place
from museum.catalogue.things import Thing, ungraded


class Chunk:
    def __init__(self, by) -> None:
        self.by = by
        self.donations: list[Donation] = []
        self.wholes: list[Line] = []
        self.reception = Place.objects.reception()
        self.ungraded = ungraded()

    def items(self) -> dict[uuid.UUID, list[Item]]:
        """Return the objects by the keys of their receipts."""
        found: dict[uuid.UUID, list[Item]] = {}
        for line in self.wholes:
            found.setdefault(line.holding.donation.uuid, []).append(line.item)
        return found

    def add(self, thing: Thing, donation: Donation, line: int, number_of_row: int) -> Line:
        """Take up one thing with its parts, as they are received: each standing at the reception."""
        known = (self.reception, self.ungraded)
        whole = line_of(thing, donation, line, 0, number_of_row, None, *known)
        whole.parts = [
            line_of(piece, donation, line, part, number_of_row, whole, *known)
            for part, piece in enumerate(thing.parts, start=1)
        ]
        self.wholes.append(whole)
        return whole

    def lines(self) -> list[Line]:
        return [line for whole in self.wholes for line in whole.with_parts()]

    def write(self) -> None:
        """Write everything that was taken up, in the transaction of the caller."""
        lines = self.lines()
        if not lines:
            return
        Donation.objects.bulk_create(self.donations)
        writing.descriptions(lines)
        writing.facts(lines, by=self.by)
        writing.acts(lines, by=self.by)
        revising.revisions(lines, by=self.by)
        revising.references([*self.donations, *(line.item for line in lines)])
