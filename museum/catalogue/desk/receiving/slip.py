"""The receipt while it is being written: everything typed and every photograph, right or wrong."""

import datetime
import re
import uuid

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from museum.catalogue.desk.receiving import forms
from museum.catalogue.desk.receiving.cards import PHOTOS, Card, a_name, names_in
from museum.catalogue.desk.receiving.forms import (
    FOUND,
    HERE,
    HOUSEHOLD,
    ORGANISATION,
    OTHER,
    OWN,
)
from museum.catalogue.desk.receiving.person_pick import PersonPick
from museum.catalogue.desk.receiving.thing_form import ThingForm, categories
from museum.catalogue.models import Donation, Term
from museum.catalogue.models.holdings import Way
from museum.desk.forms import as_key, put_errors
from museum.people import meeting
from museum.people.models import Person
from museum.people.naming import Naming, publicly_named
from museum.reading import tag_codes
from museum.refusals import refuse

# How far down the page (templates/catalogue/receiving/receive.html) a field stands, by how its id
# begins; the cards of the objects stand between those above and those below.
ABOVE = ("whole", "id_came", "id_brought", "id_ownership", "id_household", "id_organisation",
         "id_another", "id_owner-", "id_on_behalf", "id_naming", "id_finder", "id_found_where")  # fmt: skip
BELOW = ("id_received", "id_receiver-", "id_received_on", "id_campaign")


def _in_clear(tag: str) -> str:
    """Return the code that an address carries as it stands on the tag, "" for what is none."""
    read = tag_codes.read(tag)
    return tag_codes.in_clear(read.code) if read else ""


def _down_the_page(place: str) -> int:
    for rank, begins in enumerate(ABOVE):
        if place.startswith(begins):
            return rank
    below = [rank for rank, begins in enumerate(BELOW) if place.startswith(begins)]
    return len(ABOVE) + 1 + below[-1] if below else len(ABOVE)


class Slip:
    """What stands on the page. writing.py makes a receipt of it, cards.py holds the objects."""

    thing_form = ThingForm
    before: Person | None = None  # who brought what came before this

    def __init__(self, user, data=None, *, act="", tag=""):
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
        ownership = self._said("ownership")
        giver = self.people["owner" if ownership == OTHER else "brought"]
        giver.is_called = ownership in (OWN, OTHER) and self._said("naming") == Naming.SURNAME
        self.categories = categories()
        self.day = self._day()
        self.cards = [self._card(name) for name in self._names()]
        if act.startswith("drop-") and len(self.cards) > 1:
            self.cards = [each for each in self.cards if each.name != act.removeprefix("drop-")]
        if act == "more" or not self.cards:
            self.cards.append(self._fresh(self.cards[-1] if self.cards else None, tag=tag))
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
        return names_in(self.data) or [a_name()]

    def _forms(self):
        people = [pick for pick in self.people.values() if pick.needed or not self.checked]
        return [self.main, *people, *(card.form for card in self.cards)]

    def _day(self) -> datetime.date | None:
        try:
            return self.main.fields["received_on"].clean(self._said("received_on"))
        except ValidationError:
            return None

    def _pick(self, role, label, nobody, needed) -> PersonPick:
        before = self.before if role == "brought" else None
        return PersonPick(self.data, prefix=role, user=self.user, label=label,
                                nobody=nobody, needed=needed, before=before)  # fmt: skip

    def _card(self, name: str) -> Card:
        form = self.thing_form(self.data, prefix=name, categories=self.categories,
                               came=self._said("came") or HERE, received_on=self.day)  # fmt: skip
        card = Card(name, form)
        card.fetch(self.data, by=self.user)
        return card

    def _fresh(self, like: Card | None = None, name: str = "", tag: str = "") -> Card:
        """Return an empty card, but for the tag that was scanned. It comes as the one before did: a family
        rarely mixes them."""
        name = name or a_name()
        way = like.form.data.get(like.form.add_prefix("way"), "") if like else ""
        form = self.thing_form(
            prefix=name, categories=self.categories, initial={"way": way, "tag": _in_clear(tag)}
        )
        return Card(name, form, is_new=like is not None)

    @property
    def template_card(self) -> Card:
        return self._fresh(name="__card__")

    @property
    def units(self):
        return Term.objects.of(Term.Vocabulary.UNIT).offered().values_list("name", flat=True)

    def take_in_photos(self, files) -> None:
        for card in self.cards:
            card.take_in(files, self.key, by=self.user)

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
            for name in ("__all__", *form.fields)
            for errors in [form.errors.get(name, [])]
            for sentence in (errors if name == "__all__" else form[name].errors)
        ]
        yield from sorted(found, key=lambda each: _down_the_page(each[0]))
        for card in self.cards:
            for each in card.refused:
                yield f"id_{card.name}-{PHOTOS}", f"{each.name}：{each.sentence}"

    def examples(self) -> dict[str, str]:
        """Return the words under which the giver would appear, for each way of naming."""
        owner = self.owner_draft()
        if not owner.name:
            owner = Person(name="王桂兰", surname="王", address_form="女士")
            family = Person(name="马家", surname="马", former_group="三组")
            return {each: publicly_named(family if each == Naming.HOUSEHOLD else owner, each)
                    for each in Naming.values}  # fmt: skip
        owner = meeting.with_surname(owner)
        return {each: publicly_named(owner, each) for each in Naming.values}

    def owner_draft(self) -> Person:
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

    def check_same(self, earlier: Donation) -> None:
        """Refuse (code "other_things") what is not what was written under the key of this page: it stood
        open twice. The next try has a key of its own."""
        written = {
            each.item.title for each in earlier.holdings.filter(part=0).select_related("item")
        }
        said = {
            card.form.data.get(card.form.add_prefix("title"), "").strip() for card in self.cards
        }
        if said - {""} == written:
            return
        self.key, self.checked = uuid.uuid4(), True
        refuse(None, _("This page was handed in already: %(label)s, %(titles)s. What stands here is something "
                       "else. Look at it, and hand it in once more.")
               % {"label": earlier.label, "titles": "、".join(sorted(written))}, "other_things")  # fmt: skip

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
