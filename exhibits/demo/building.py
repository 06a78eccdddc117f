"""Builds 石榴湾村史馆 through the same verbs as a real museum, day by day.

All in one transaction, so that a database holds the whole demo village or nothing of it.
"""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exhibits.demo import coming, pages, rendering, telling, year
from museum.accounts import roles
from museum.accounts.models import User
from museum.catalogue import (
    accessioning,
    deaccessioning,
    displaying,
    donating,
    moving,
    opening,
    returning,
)
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Photo, Place, Story, Term
from museum.institution import Museum
from museum.people.models import Person
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in
from museum.refusals import refuse
from museum.volunteers.permissions import AT_THE_DOOR, COORDINATOR

PASSWORD = "shiliuwan2023"
ROLES = {
    "curator": roles.CURATOR,
    "registrar": roles.REGISTRAR,
    "keeper": roles.KEEPER,
    "duty": AT_THE_DOOR,
    "coordinator": COORDINATOR,
}
PICTURES = Path(__file__).parent / "pictures"
PICTURE_SPACE = uuid.UUID("6f6b7a4e-2f2b-4a55-9a0c-7d1b3f5a2023")
SAME = ("title", "era_text", "year_from", "year_to", "materials_text", "dimensions_text", "use",
        "provenance")  # fmt: skip


def is_demo() -> bool:
    """Return whether this database holds the demo village, whole."""
    return _holds("museum_museum", "WHERE demo_since IS NOT NULL")


def check_build() -> None:
    """Refuse (code "not_the_demo") a database that holds anybody's real museum.

    Asked in plain SQL: before the migrations, since these would change it already.
    """
    if not is_demo() and (_holds("people_person") or _holds("catalogue_item")):
        refuse(
            None,
            _(
                "This database holds people or objects that are not the demo's. Nothing was changed."
            ),
            "not_the_demo",
        )


def _holds(table: str, where: str = "") -> bool:
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} {where} LIMIT 1")
        return cursor.fetchone() is not None


def build(progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Build the village where it is not built yet. progress is told (steps done, of how many)."""
    check_build()
    if is_demo():
        return
    village = telling.told()
    pictures = _take_pictures(village, progress)
    with transaction.atomic():
        Builder(village, pictures).build(progress)


def _take_pictures(village, progress) -> dict[tuple[str, str], Picture]:
    """Take in the drawings as a volunteer's photos come in. Said again it finds them there."""
    painter = User.objects.order_by("pk").first()
    wanted = sorted(rendering.wanted())
    found = {}
    for done, (drawing, crop) in enumerate(wanted, start=1):
        name = rendering.name_of(drawing, crop)
        with (PICTURES / name).open("rb") as file:
            key = uuid.uuid5(PICTURE_SPACE, name)
            taken = take_in([File(file, name)], by=painter, keys=[key], is_drawing=True)
        found[drawing, crop] = taken.pictures[0]
        progress(done, len(wanted) * 2)
    return found


class Builder:
    def __init__(self, village: telling.Village, pictures):
        self.village = village
        self.pictures = pictures
        self.items: dict[str, Item] = {}
        self.people: dict[str, Person] = {}
        self.places: dict[str, Place] = {}
        self.terms = {(term.vocabulary, term.code): term for term in Term.objects.all()}
        self.materials = {term.name: term for term in Term.objects.of("material")}

    def build(self, progress) -> None:
        self._open_the_museum()
        staff = year.Staff(self.curator, self.coordinator, self.duty)
        ours = year.Year(self.village.year, self.campaign, self.people, staff)
        days = sorted([*self._events(), *ours.events()], key=lambda event: event[:2])
        for done, (_day, _order, act) in enumerate(days, start=1):
            act()
            if done % 10 == 0 or done == len(days):
                progress(len(days) + done, len(days) * 2)
        ours.book_ahead()
        coming.plan_ahead(ours)
        pages.put_up(self.village, self.items)

    def _open_the_museum(self) -> None:
        museum = Museum.load()
        for name in ("name", "village", "township", "district", "city", "province", "host",
                     "region_code", "address", "telephone", "icp",
                     "police_filing", "footer_note", "founded_on"):  # fmt: skip
            setattr(museum, name, self.village.museum[name])
        museum.demo_since = timezone.now()
        museum.save()
        for row in self.village.people:
            fields = {name: value for name, value in row.items() if name != "key"}
            self.people[row["key"]] = Person.objects.create(handed_in=True, **fields)
        for row in self.village.accounts:
            person = self.people[row["person"]]
            user = User.objects.create_user(
                row["username"],
                password=PASSWORD,
                last_name=person.surname,
                first_name=person.name.removeprefix(person.surname),
            )
            user.groups.add(Group.objects.get(name=ROLES[row["role"]]))
            Person.objects.filter(pk=person.pk).update(user=user)
            setattr(self, row["role"], user)
        for row in self.village.places:
            self.places[row["key"]] = self._place(row)
        self.campaign = year.name_campaign(self.village.year)
        year.open_doors(self.village.year)

    def _place(self, row) -> Place:
        fields = {name: value for name, value in row.items() if name not in ("key", "parent")}
        parent = self.places.get(row["parent"])
        # The first reception, store and elsewhere are there from the beginning.
        there = Place.objects.filter(name=row["name"], kind=row["kind"], parent=parent).first()
        place = there or Place(parent=parent)
        for name, value in fields.items():
            setattr(place, name, value)
        place.save()
        return place

    def _events(self) -> Iterator[tuple]:
        """Yield (day, order within the day, act) for all that happened in the village's year."""
        for place, row in enumerate(self.village.donations):
            yield row["date"], (0, place), lambda row=row: self._receive(row)
            for item in row["item"]:
                yield from self._life(item, row["date"], place)

    def _life(self, row, came, place) -> Iterator[tuple]:
        standing, slug = row["standing"], row["slug"]
        moved = row.get("moved_on") or row.get("accepted_on") or came
        if row.get("accepted_on"):
            yield row["accepted_on"], (1, place), lambda: accessioning.accept(
                self.items[slug], by=self.curator, happened_at=row["accepted_on"])  # fmt: skip
        if standing in ("received", "accessioned") and row["place"] not in ("", "reception"):
            yield moved, (2, place), lambda: self._move(row, moved)
        if standing == "declined" or (standing == "returned" and not row.get("accepted_on")):
            yield came, (3, place), lambda: returning.decline(
                self.items[slug], by=self.curator, reason=row["reason"], happened_at=came)  # fmt: skip
        if standing == "returned":
            yield moved, (4, place), lambda: returning.give_back(
                self.items[slug], by=self.curator, reason=row["reason"], happened_at=moved)  # fmt: skip
        if turned := row.get("turned_into_gift_on"):
            yield turned, (5, place), lambda: accessioning.turn_deposit_into_gift(
                self.items[slug], by=self.curator, happened_at=turned)  # fmt: skip
        if leaving := row.get("deaccession"):
            yield leaving["on"], (6, place), lambda: deaccessioning.deaccession(
                self.items[slug], by=self.curator, reason_code=leaving["reason"],
                approval=leaving["approval"], happened_at=leaving["on"])  # fmt: skip
        yield moved, (7, place), lambda: self._open_or_close(row, moved)

    def _receive(self, row) -> None:
        in_hand = row["item"][0]["standing"] != "offered"
        donation = donating.receive(
            [self._thing(item) for item in row["item"]],
            by=self.registrar,
            owner=self.people.get(row["owner"]),
            brought_by=self.people.get(row["brought_by"]),
            received_by=self.people.get(row["received_by"]),
            finder=self.people.get(row.get("finder", "")),
            found_where=row.get("found_where", ""),
            on_behalf=row["on_behalf"],
            naming=row["naming"],
            campaign=self.campaign if self._answers_the_campaign(row) else None,
            happened_at=row["date"],
            in_hand=in_hand,
        )
        for item, holding in zip(row["item"], donation.holdings.order_by("line"), strict=True):
            self.items[item["slug"]] = holding.item

    def _answers_the_campaign(self, row) -> bool:
        """Return whether a family brought it while the campaign ran."""
        runs = self.campaign.starts_on <= row["date"] <= self.campaign.ends_on
        return runs and all(item["way"] in ("gift", "deposit") for item in row["item"])

    def _thing(self, row) -> Thing:
        more = {name: row[name] for name in SAME[1:] if name in row}
        more |= dict(row["dimensions"])
        more |= {
            "dialect_names": "、".join(row["dialect_names"]),
            "era": self.terms["era", row["era"]],
            "national_category": self.terms["national_category", row["national"]],
            "completeness": self.terms["completeness", row["completeness"]],
            "preservation": self.terms["preservation", row["preservation"]],
            "is_replica": row.get("is_replica", False),
            "materials": [self.materials[name] for name in row["materials"]],
            "stories": [self._story(each) for each in row.get("story", ())],
            "tags": row["tags"],
        }
        return Thing(
            title=row["title"],
            way=row["way"],
            conditions=row["conditions"],
            loan_ends=row.get("loan_ends"),
            other_names="、".join(row["other_names"]),
            category=self._category(row),
            quantity=row["quantity"],
            unit=row["unit"],
            pieces=row["pieces"],
            condition=row["condition"],
            pictures=[self._photo(each) for each in row.get("photo", ())],
            more=more,
        )

    def _category(self, row) -> Term:
        top = self.terms["category", row["category"]]
        children = {term.name: term for term in self.terms.values() if term.parent_id == top.pk}
        return children[row["subcategory"]] if row["subcategory"] else top

    def _photo(self, row) -> Photo:
        picture = self.pictures[row["drawing"], row.get("crop", "")]
        words = {name: row[name] for name in ("alt", "caption", "credit")}
        return Photo(picture=picture, **words)

    def _story(self, row) -> Story:
        return Story(
            text=row["text"].strip(),
            teller=self.people[row["teller"]],
            teller_naming=row["naming"],
            told_on=row["told_on"],
            told_where=row["told_where"],
            recorder=self.people[row["recorder"]],
            recorder_named=row["recorder_naming"] == "full",
        )

    def _move(self, row, day) -> None:
        place = self.places[row["place"]]
        put = displaying.put_on_display if place.for_display else moving.move
        put(self.items[row["slug"]], place, by=self.keeper, reason=row["reason"], happened_at=day)

    def _open_or_close(self, row, day) -> None:
        item = self.items[row["slug"]]
        if row["sensitive"]:
            opening.mark_sensitive(item, by=self.curator, happened_at=day)
        if consent := row.get("consent"):
            opening.record_consent(
                item,
                by=self.curator,
                concerning="，".join(filter(None, (consent["concerning"], consent["how"]))),
                person=self.people.get(consent["by_person"]),
                happened_at=consent["on"],
            )
        if row["published"]:
            item.refresh_from_db()
            item.save_revision(user=self.curator).publish(user=self.curator)
        elif row.get("in_review"):
            item.refresh_from_db()
            item.save_revision(user=self.registrar)
            item.get_workflow().start(item, self.registrar)
        if row["withdrawn"]:
            opening.withdraw(item, by=self.curator, reason=row["withdrawn_reason"], happened_at=day)
