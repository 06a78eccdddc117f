"""The objects on the page of 收东西: one card each, with the photographs that have arrived for it."""

import re
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from museum import sealing
from museum.catalogue.desk.receiving.thing_form import ThingForm
from museum.ledger import row_key
from museum.pictures import waiting
from museum.pictures.models import Picture, WaitingPhoto
from museum.pictures.taking_in import Refusal
from museum.refusals import sentences

CARD = re.compile(r"[0-9a-f]{8,32}")
MOST_CARDS = 60
# Pages of 0.1 sealed the pictures that had arrived. One that stood open meanwhile is still handed in.
SALT = "museum.receiving.photos"
KEPT, LEAVE, PHOTOS = "kept", "leave", "photos"


@dataclass
class Card:
    """One object: its form, its photographs, and what was wrong with those that were not taken."""

    name: str
    form: ThingForm
    photos: list[WaitingPhoto] = field(default_factory=list)
    sealed: str = ""
    earlier: list[Picture] = field(default_factory=list)
    refused: list = field(default_factory=list)
    is_new: bool = False

    @property
    def is_blank(self) -> bool:
        return self.form.is_blank and not (self.photos or self.earlier or self.refused)

    @property
    def is_unfolded(self) -> bool:
        return self.form.is_bound and any(
            self.form.data.get(self.form.add_prefix(name)) or name in (self.form._errors or ())  # type: ignore[attr-defined]
            for name in ("category", "conditions", "handling", "place_hidden")
        )

    def fetch(self, data, *, by) -> None:
        """Take up what has arrived already, in order, of what this account has sent."""
        said, left = (data.getlist(f"{self.name}-{which}") for which in (KEPT, LEAVE))
        self.photos = waiting.sent(said, left, by=by)
        self.sealed = next((each for each in said if ":" in each), "")
        try:
            user_pk, keys = sealing.open_seal(self.sealed, salt=SALT)
        except (sealing.BadSignature, ValueError):
            self.sealed = ""
            return
        found = Picture.objects.in_bulk(keys) if user_pk == by.pk else {}
        self.earlier = [found[key] for key in keys if key in found]

    def take_in(self, files, key: uuid.UUID, *, by) -> None:
        """Keep what was sent before anything is judged, so that no refusal loses a photograph."""
        known = {each.pk for each in self.photos}
        for n, file in enumerate(files.getlist(f"{self.name}-{PHOTOS}")):
            try:
                photo = waiting.let_wait(file, by=by, key=row_key(key, f"{self.name}.{n}"))
            except ValidationError as refusal:
                self.refused.append(Refusal(file.name, " ".join(sentences(refusal)), ""))
            else:
                self.photos += [] if photo.pk in known else [photo]


def a_name() -> str:
    return uuid.uuid4().hex[:12]


def names_in(data) -> list[str]:
    """Return the cards that a page sent, in its order."""
    said = [each for each in data.getlist("card") if CARD.fullmatch(each)]
    return list(dict.fromkeys(said))[:MOST_CARDS]
