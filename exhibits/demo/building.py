"""Builds 石榴湾村史馆 through the same verbs as a real museum, day by day.

All in one transaction, so that a database holds the whole demo village or nothing of it.
"""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from exhibits.demo import coming, pages, rendering, telling, year
from exhibits.demo.guarding import check_build, is_demo
from exhibits.demo.things import Things
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
    transferring_title,
)
from museum.catalogue.models import Item, Place
from museum.institution import Museum
from museum.people.models import Person
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in

PASSWORD = "shiliuwan2023"
ROLES = {
    "curator": roles.CURATOR,
    "registrar": roles.REGISTRAR,
    "keeper": roles.KEEPER,
    "duty": roles.ON_DUTY,
    "coordinator": roles.COORDINATOR,
}
PICTURES = Path(__file__).parent / "pictures"
PICTURE_SPACE = uuid.UUID("6f6b7a4e-2f2b-4a55-9a0c-7d1b3f5a2023")


def build(progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Build the village where it is not built yet. progress is told (steps done, of how many)."""
    check_build()
    if is_demo():
        return
    village = telling.village()
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
    # Those who sign in, each under the name of the role: _open_the_museum finds them in the data.
    curator: User
    registrar: User
    keeper: User
    duty: User
    coordinator: User

    def __init__(self, village: telling.Village, pictures):
        self.village = village
        self.items: dict[str, Item] = {}
        self.people: dict[str, Person] = {}
        self.places: dict[str, Place] = {}
        self.things = Things(self.people, pictures)

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
        coming.hand_the_keys_over(ours)
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
        of_the_way = {name: self.things.pictures[drawing, ""]
                      for name, drawing in rendering.OF_THE_WAY.items()}  # fmt: skip
        year.open_doors(self.village.year, of_the_way)

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
        status, slug = row["status"], row["slug"]
        moved = row.get("moved_on") or row.get("accepted_on") or came
        if row.get("accepted_on"):
            yield row["accepted_on"], (1, place), lambda: accessioning.accept(
                self.items[slug], by=self.curator, happened_at=row["accepted_on"])  # fmt: skip
        if status in ("received", "accessioned") and row["place"] not in ("", "reception"):
            yield moved, (2, place), lambda: self._move(row, moved)
        if status == "declined" or (status == "returned" and not row.get("accepted_on")):
            yield came, (3, place), lambda: returning.decline(
                self.items[slug], by=self.curator, reason=row["reason"], happened_at=came)  # fmt: skip
        if status == "returned":
            yield moved, (4, place), lambda: returning.give_back(
                self.items[slug], by=self.curator, reason=row["reason"], happened_at=moved)  # fmt: skip
        if turned := row.get("turned_into_gift_on"):
            yield turned, (5, place), lambda: transferring_title.turn_deposit_into_gift(
                self.items[slug], by=self.curator, reason="主人家说就送给村史馆",
                happened_at=turned)  # fmt: skip
        if leaving := row.get("deaccession"):
            yield leaving["on"], (6, place), lambda: deaccessioning.deaccession(
                self.items[slug], by=self.curator, reason_code=leaving["reason"],
                reason=row["reason"], approval=leaving["approval"], happened_at=leaving["on"])  # fmt: skip
        yield moved, (7, place), lambda: self._open_or_close(row, moved)

    def _receive(self, row) -> None:
        in_hand = row["item"][0]["status"] != "offered"
        donation = donating.receive(
            donating.Receipt(
                [self.things.thing(item) for item in row["item"]],
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
            ),
            by=self.registrar,
        )
        for item, holding in zip(row["item"], donation.holdings.order_by("line"), strict=True):
            self.items[item["slug"]] = holding.item

    def _answers_the_campaign(self, row) -> bool:
        """Return whether a family brought it while the campaign ran."""
        runs = self.campaign.starts_on <= row["date"] <= self.campaign.ends_on
        return runs and all(item["way"] in ("gift", "deposit") for item in row["item"])

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
