"""The receipt while it is being written: everything typed and every photograph, right or wrong."""

import datetime
import re
import uuid
from dataclasses import dataclass, field

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from museum.catalogue import donating
from museum.catalogue.desk import forms
from museum.catalogue.desk.forms import FOUND, HERE, HOUSEHOLD, OFFERED, ORGANISATION, OTHER
from museum.catalogue.desk.person_pick import PersonPick, person_key
from museum.catalogue.desk.thing_form import ThingForm, categories
from museum.catalogue.models import Donation, Term
from museum.catalogue.models.holdings import Way
from museum.ledger import row_key
from museum.people.models import Person, surname_of
from museum.people.naming import Naming, publicly_named
from museum.pictures.models import Picture
from museum.pictures.serving import served
from museum.pictures.taking_in import take_in

CARD = re.compile(r"[0-9a-f]{8,32}")
MOST_CARDS = 60
SALT = "museum.receiving.photos"
KEPT, LEAVE, PHOTOS = "kept", "leave", "photos"


@dataclass
class Card:
    """One object: its form, its photographs, and what was wrong with those that were not taken."""

    name: str
    form: ThingForm
    pictures: list[Picture] = field(default_factory=list)
    refused: list = field(default_factory=list)
    user_pk: int = 0
    is_new: bool = False

    @property
    def kept(self) -> str:
        """The photographs' ids, signed: nobody attaches a picture that they did not send."""
        return signing.dumps([self.user_pk, [each.pk for each in self.pictures]], salt=SALT)

    @property
    def thumbs(self) -> list[dict]:
        shown = [(each.pk, served(each)) for each in self.pictures]
        return [{"pk": pk, "url": each.thumb_url} for pk, each in shown if each]

    @property
    def is_blank(self) -> bool:
        return self.form.is_blank and not self.pictures and not self.refused

    @property
    def is_unfolded(self) -> bool:
        return self.form.is_bound and any(
            self.form.data.get(self.form.add_prefix(name)) or name in (self.form._errors or ())
            for name in ("category", "conditions")
        )


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
        try:
            return uuid.UUID(self._said("key"))
        except ValueError:
            return uuid.uuid4()

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
        return Card(name, form, pictures=self._kept(name), user_pk=self.user.pk)

    def _fresh(self, like: Card | None = None, name: str = "") -> Card:
        """Return an empty card. It comes as the one before did: a family rarely mixes them."""
        name = name or uuid.uuid4().hex[:12]
        way = like.form.data.get(like.form.add_prefix("way"), "") if like else ""
        form = ThingForm(prefix=name, categories=self.categories, initial={"way": way})
        return Card(name, form, user_pk=self.user.pk, is_new=like is not None)

    @property
    def template_card(self) -> Card:
        return self._fresh(name="__card__")

    @property
    def units(self):
        return Term.objects.of(Term.Vocabulary.UNIT).values_list("name", flat=True)

    def _kept(self, name: str) -> list[Picture]:
        try:
            user_pk, keys = signing.loads(self._said(f"{name}-{KEPT}"), salt=SALT)
        except (signing.BadSignature, ValueError):
            return []
        left = self.data.getlist(f"{name}-{LEAVE}")
        found = Picture.objects.for_serving().in_bulk(keys) if user_pk == self.user.pk else {}
        return [found[key] for key in keys if key in found and str(key) not in left]

    def take_in_photos(self, files) -> None:
        """Keep what was sent before anything is judged, so that no refusal loses a photograph."""
        for card in self.cards:
            sent = files.getlist(f"{card.name}-{PHOTOS}")
            if not sent:
                continue
            keys = [row_key(self.key, f"{card.name}.{n}") for n in range(len(sent))]
            taken = take_in(sent, by=self.user, keys=keys)
            known = {each.pk for each in card.pictures}
            card.pictures += [each for each in taken.pictures if each.pk not in known]
            card.refused = taken.refusals

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
        """Yield (where on the page, sentence) for the summary above the form."""
        for form in self._forms() if self.checked else ():
            for name, errors in form.errors.items():
                place = "whole" if name == "__all__" else form[name].auto_id
                yield from ((place, sentence) for sentence in errors)
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
        if not owner.surname and owner.kind != Person.Kind.ORGANISATION:
            owner.surname = surname_of(owner.name)
        return {each: publicly_named(owner, each) for each in Naming.values}

    def _owner_draft(self) -> Person:
        ownership = self._said("ownership")
        if ownership == HOUSEHOLD:
            group = self._said("household_group").strip()
            name = self._said("household").strip().removeprefix(group)
            name = f"{name}家" if 0 < len(name) <= 2 and not name.endswith("家") else name
            return Person(kind=Person.Kind.HOUSEHOLD, name=name, former_group=group)
        if ownership == ORGANISATION:
            name = self._said("organisation").strip()
            return Person(kind=Person.Kind.ORGANISATION, name=name)
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
        things = [card.form.thing(card.pictures) for card in self.cards]
        has_giver = given["came"] != FOUND
        with transaction.atomic():
            brought = self._known("brought") if has_giver else None
            return donating.receive(
                things,
                by=self.user,
                owner=self._owner(given["ownership"], brought) if has_giver else None,
                brought_by=brought,
                received_by=self._known("receiver") if given["received"] == OTHER else self._me(),
                finder=self._known("finder") if self.people["finder"].needed else None,
                found_where=given["found_where"] if self.people["finder"].needed else "",
                on_behalf=given["on_behalf"] if has_giver else "",
                naming=given["naming"] or Naming.ANONYMOUS,
                campaign=given.get("campaign"),
                happened_at=given["received_on"],
                in_hand=given["came"] != OFFERED,
                key=self.key,
            )

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the verb refused where it belongs on the page."""
        if not hasattr(refusal, "error_dict"):
            self.main.add_error(None, refusal)
            return
        for place, errors in refusal.error_dict.items():
            form, name = self.main, {"happened_at": "received_on"}.get(place, place)
            if match := re.fullmatch(r"things\.(\d+)\.(\w+)", place):
                form, name = self.cards[int(match[1])].form, match[2]
            form.add_error(name if name in form.fields else None, errors)

    def _owner(self, ownership: str, brought: Person) -> Person:
        if ownership == OTHER:
            return self._known("owner")
        if ownership not in (HOUSEHOLD, ORGANISATION):
            return brought
        draft = self._owner_draft()
        same = {"kind": draft.kind, "name": draft.name, "former_group": draft.former_group}
        found = Person.objects.known().filter(**same).first()
        return found or self._written(draft, "owner")

    def _known(self, role: str) -> Person:
        draft = self.people[role].draft()
        return draft if draft.pk else self._written(draft, role)

    def _written(self, draft: Person, role: str) -> Person:
        names = ("kind", "name", "address_form", "phone", "former_group", "building")
        return Person.objects.get_or_create(
            uuid=person_key(self.key, role),
            defaults={name: getattr(draft, name) for name in names} | {"typed_by": self.user},
        )[0]

    def _me(self) -> Person:
        return Person.objects.get_or_create(
            user=self.user, defaults={"name": str(self.user), "typed_by": self.user}
        )[0]
