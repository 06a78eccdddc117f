"""The receipt while it is being written: everything typed and every photograph, right or wrong."""

import datetime
import re
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from museum import sealing
from museum.catalogue import donating
from museum.catalogue.desk.receiving import forms
from museum.catalogue.desk.receiving.forms import (
    FOUND,
    HERE,
    HOUSEHOLD,
    OFFERED,
    ORGANISATION,
    OTHER,
)
from museum.catalogue.desk.receiving.person_pick import PersonPick, person_key
from museum.catalogue.desk.receiving.thing_form import ThingForm, categories
from museum.catalogue.models import Donation, Term
from museum.catalogue.models.holdings import Way
from museum.desk.forms import as_key, put_errors
from museum.ledger import row_key
from museum.people import meeting
from museum.people.models import Person
from museum.people.naming import Naming, publicly_named
from museum.pictures import waiting
from museum.pictures.models import Picture, WaitingPhoto
from museum.pictures.serving import prepare
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
            for name in ("category", "conditions")
        )


# How far down the page (templates/catalogue/receiving/receive.html) a field stands, by how its id
# begins; the cards of the objects stand between those above and those below.
ABOVE = ("whole", "id_came", "id_brought", "id_ownership", "id_household", "id_organisation",
         "id_another", "id_owner-", "id_on_behalf", "id_naming", "id_finder", "id_found_where")  # fmt: skip
BELOW = ("id_received", "id_receiver-", "id_received_on", "id_campaign")


def _down_the_page(place: str) -> int:
    for rank, begins in enumerate(ABOVE):
        if place.startswith(begins):
            return rank
    below = [rank for rank, begins in enumerate(BELOW) if place.startswith(begins)]
    return len(ABOVE) + 1 + below[-1] if below else len(ABOVE)


class Slip:
    def __init__(self, user, data=None, *, act=""):
        self.user, self.data, self.checked = user, data, False
        self.main = forms.ReceivingForm(data, user=user)
        self.key = self._key()
        came = self._said("came") or HERE
        self.people = {
            "brought": self._pick("brought", _("Who brought it?"),
                                  _("Who brought it? The name will do."), came != FOUND),
            "owner": self._pick("owner", _("Whose is it?"), _("Whose is it? The name will do."),
                                came != FOUND and self._said("ownership") == OTHER),
            "receiver": self._pick("receiver", _("Who receives it?"), _("Who received it?"),
                                   self._said("received") == OTHER),
            "finder": self._pick("finder", _("Who found it?"),
                                 _("Who found it? The name will do."), self._is_found(came)),
        }  # fmt: skip
        self.categories = categories()
        self.day = self._day()
        self.cards = [self._card(name) for name in self._names()]
        if act.startswith("drop-") and len(self.cards) > 1:
            self.cards = [each for each in self.cards if each.name != act.removeprefix("drop-")]
        if act == "more" or not self.cards:
            self.cards.append(self._fresh(like=self.cards[-1] if self.cards else None))
        for form in self._forms():
            form._errors = ErrorDict()  # nothing is wrong before somebody asks

    def _said(self, name: str) -> str:
        return self.data.get(name, "") if self.data is not None else ""

    def _key(self) -> uuid.UUID:
        return as_key(self._said("key")) or uuid.uuid4()

    def _is_found(self, came: str) -> bool:
        ways = [self._said(f"{name}-way") for name in self._names()]
        return came == FOUND or (came == HERE and Way.FOUND in ways)

    def _names(self) -> list[str]:
        if self.data is None:
            return []
        said = [each for each in self.data.getlist("card") if CARD.fullmatch(each)]
        return list(dict.fromkeys(said))[:MOST_CARDS] or [uuid.uuid4().hex[:12]]

    def _forms(self):
        people = [pick for pick in self.people.values() if pick.needed or not self.checked]
        return [self.main, *people, *(card.form for card in self.cards)]

    def _day(self) -> datetime.date | None:
        try:
            return self.main.fields["received_on"].clean(self._said("received_on"))
        except ValidationError:
            return None

    def _pick(self, role, label, nobody, needed) -> PersonPick:
        return PersonPick(self.data, prefix=role, user=self.user, label=label,
                                nobody=nobody, needed=needed)  # fmt: skip

    def _card(self, name: str) -> Card:
        form = ThingForm(self.data, prefix=name, categories=self.categories,
                               came=self._said("came") or HERE, received_on=self.day)  # fmt: skip
        sealed, earlier = self._sealed(name)
        return Card(name, form, photos=self._kept(name), sealed=sealed, earlier=earlier)

    def _fresh(self, like: Card | None = None, name: str = "") -> Card:
        """Return an empty card. It comes as the one before did: a family rarely mixes them."""
        name = name or uuid.uuid4().hex[:12]
        way = like.form.data.get(like.form.add_prefix("way"), "") if like else ""
        form = ThingForm(prefix=name, categories=self.categories, initial={"way": way})
        return Card(name, form, is_new=like is not None)

    @property
    def template_card(self) -> Card:
        return self._fresh(name="__card__")

    @property
    def units(self):
        return Term.objects.of(Term.Vocabulary.UNIT).offered().values_list("name", flat=True)

    def _kept(self, name: str) -> list[WaitingPhoto]:
        """Return what has arrived for a card, in order, of what this account has sent."""
        said, left = (self.data.getlist(f"{name}-{which}") for which in (KEPT, LEAVE))
        return waiting.sent(said, left, by=self.user)

    def _sealed(self, name: str) -> tuple[str, list[Picture]]:
        sealed = next((each for each in self.data.getlist(f"{name}-{KEPT}") if ":" in each), "")
        try:
            user_pk, keys = sealing.open_seal(sealed, salt=SALT)
        except (sealing.BadSignature, ValueError):
            return "", []
        found = Picture.objects.in_bulk(keys) if user_pk == self.user.pk else {}
        return sealed, [found[key] for key in keys if key in found]

    def take_in_photos(self, files) -> None:
        """Keep what was sent before anything is judged, so that no refusal loses a photograph."""
        for card in self.cards:
            known = {each.pk for each in card.photos}
            for n, file in enumerate(files.getlist(f"{card.name}-{PHOTOS}")):
                key = row_key(self.key, f"{card.name}.{n}")
                try:
                    photo = waiting.let_wait(file, by=self.user, key=key)
                except ValidationError as refusal:
                    card.refused.append(Refusal(file.name, " ".join(sentences(refusal)), ""))
                else:
                    card.photos += [] if photo.pk in known else [photo]

    def is_whole(self) -> bool:
        """Say whether nothing is wrong; blank cards beside written ones do not count."""
        self.checked = True
        written = [card for card in self.cards if not card.is_blank]
        self.cards = written or self.cards[:1]
        for form in self._forms():
            form._errors = None
        checks = [form.is_valid() for form in self._forms()]
        return all(checks) and not any(card.refused for card in self.cards)

    def refusals(self):
        """Yield (where on the page, sentence) for the summary above the form, in the page's order."""
        found = [
            ("whole" if name == "__all__" else form[name].auto_id, sentence)
            for form in (self._forms() if self.checked else ())
            for name, errors in form.errors.items()
            for sentence in errors
        ]
        yield from sorted(found, key=lambda each: _down_the_page(each[0]))
        for card in self.cards:
            for each in card.refused:
                yield f"id_{card.name}-{PHOTOS}", f"{each.name}：{each.sentence}"

    def examples(self) -> dict[str, str]:
        """Return the words under which the giver would appear, for each way of naming."""
        owner = self._owner_draft()
        if not owner.name:
            owner = Person(name="王桂兰", surname="王", address_form="女士")
            family = Person(name="马家", surname="马", former_group="三组")
            return {each: publicly_named(family if each == Naming.HOUSEHOLD else owner, each)
                    for each in Naming.values}  # fmt: skip
        owner = meeting.with_surname(owner)
        return {each: publicly_named(owner, each) for each in Naming.values}

    def _owner_draft(self) -> Person:
        ownership = self._said("ownership")
        if ownership == HOUSEHOLD:
            return meeting.household(self._said("household"), self._said("household_group"))
        if ownership == ORGANISATION:
            return meeting.organisation(self._said("organisation"))
        return self.people["owner" if ownership == OTHER else "brought"].draft()

    def naming(self):
        """Return (radio, example) for each way in which the giver may be named."""
        examples = self.examples()
        return [(radio, examples[radio.data["value"]]) for radio in self.main["naming"]]

    def earlier(self) -> Donation | None:
        """Return the receipt that this very page has been written as already."""
        return Donation.objects.filter(uuid=self.key).first()

    def save(self) -> Donation:
        """Write the people and the receipt, in one transaction. Raises what the verb refuses."""
        given = self.main.cleaned_data
        has_giver = given["came"] != FOUND
        with transaction.atomic():
            pictures = [
                card.earlier + waiting.become_pictures(card.photos, by=self.user)
                for card in self.cards
            ]
            things = [card.form.thing(of) for card, of in zip(self.cards, pictures, strict=True)]
            brought = self._known("brought") if has_giver else None
            receipt = donating.Receipt(
                things,
                owner=self._owner(given["ownership"], brought) if has_giver else None,
                brought_by=brought,
                received_by=self._known("receiver")
                if given["received"] == OTHER
                else meeting.of_account(self.user),
                finder=self._known("finder") if self.people["finder"].needed else None,
                found_where=given["found_where"] if self.people["finder"].needed else "",
                on_behalf=given["on_behalf"] if has_giver else "",
                naming=given["naming"] or Naming.ANONYMOUS,
                campaign=given.get("campaign"),
                happened_at=given["received_on"],
                in_hand=given["came"] != OFFERED,
            )
            donation = donating.receive(receipt, by=self.user, key=self.key)
        for picture in (each for of in pictures for each in of):
            prepare(picture)
        return donation

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the verb refused where it belongs on the page."""
        if not hasattr(refusal, "error_dict"):
            self.main.add_error(None, refusal)
            return
        for place, errors in refusal.error_dict.items():
            form, name = self.main, {"happened_at": "received_on"}.get(place, place)
            if match := re.fullmatch(r"things\.(\d+)\.(\w+)", place):
                form, name = self.cards[int(match[1])].form, match[2]
            put_errors(form, name, errors)

    def _owner(self, ownership: str, brought: Person | None) -> Person | None:
        if ownership == OTHER:
            return self._known("owner")
        if ownership not in (HOUSEHOLD, ORGANISATION):
            return brought
        key = person_key(self.key, "owner")
        return meeting.meet(self._owner_draft(), by=self.user, key=key)

    def _known(self, role: str) -> Person:
        draft = self.people[role].draft()
        if draft.pk:
            return draft
        return meeting.write_down(draft, by=self.user, key=person_key(self.key, role))
