"""The rows behind a number, a line each, with what each adds to it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from museum.catalogue.models import Item, Story
from museum.clock import day_of
from museum.figures.definitions import BY_CODE, GIVERS, OBJECTS, VISITS, VOLUNTEERS
from museum.figures.desk.parameters import query_of
from museum.figures.figure import Definition, Figure
from museum.figures.period_counts import PeriodCounts
from museum.people.models import Person
from museum.visits.models import Batch, Tap, Visit
from museum.volunteers.models import ServiceLine, Volunteer

# Whoever may see the figures does not for that reason read every register.
READS = {
    OBJECTS: "catalogue.view_item",
    GIVERS: "people.view_person",
    VISITS: "visits.view_visit",
    VOLUNTEERS: "volunteers.view_volunteer",
}


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    more: str
    day: datetime.date | None
    adds: int
    url: str = ""


def may_open(definition: Definition, user) -> bool:
    return definition.rows is not None and user.has_perm(READS[definition.section])


def figure_for(definition: Definition, counts: PeriodCounts, user) -> Figure:
    """Return the figure, with the address of its records where user may read them."""
    return definition.figure(counts, records_of(definition.code, counts, user))


def records_of(code: str, counts: PeriodCounts, user) -> str:
    """Return the address of a figure's records, "" where user may not read them."""
    definition = BY_CODE.get(code)
    if definition is None or not may_open(definition, user):
        return ""
    return f"{reverse('figures:records', args=[code])}?{query_of(counts)}"


class Records(Sequence):
    """The rows of several querysets one after the other, for a paginator: fetched page by page."""

    def __init__(self, definition: Definition, counts: PeriodCounts):
        self.definition = definition
        self.sets = [
            _complete(rows) for rows in (definition.rows(counts) if definition.rows else ())
        ]
        self.counts = [rows.count() for rows in self.sets]

    def __len__(self):
        return sum(self.counts)

    def __getitem__(self, wanted):
        start, stop, _step = wanted.indices(len(self))
        found, before = [], 0
        for rows, count in zip(self.sets, self.counts, strict=True):
            first, last = max(start - before, 0), min(stop - before, count)
            if first < last:
                found += [self._line(rows.model, row) for row in rows[first:last]]
            before += count
        return found

    def _line(self, model, row) -> Line:
        field = self.definition.adds.get(model)
        return TELL[model](row, _added(row, field))


def _added(row, field: str | None) -> int:
    if field is None:
        return 1
    return row[field] if isinstance(row, dict) else getattr(row, field)


def _complete(rows: QuerySet) -> QuerySet:
    """Fetch with the rows what their lines say. Taps are told a day and a kind at a time."""
    model = rows.model
    if model is Tap:
        return rows.order_by("day", "kind").values("day", "kind").annotate(persons=Sum("persons"))
    return FETCH[model](rows)


FETCH = {
    Item: lambda rows: rows.select_related("holding__donation").order_by(
        "holding__series", "holding__number", "pk"
    ),
    Story: lambda rows: rows.select_related("item__holding__donation", "teller").order_by(
        "told_on"
    ),
    Person: lambda rows: rows.order_by("name", "pk"),
    Visit: lambda rows: rows.prefetch_related("organisations__organisation").order_by("day", "pk"),
    Batch: lambda rows: rows.select_related("visit", "guide").order_by("visit__day", "pk"),
    Volunteer: lambda rows: rows.select_related("person").order_by("number"),
    ServiceLine: lambda rows: rows.select_related("shift__role", "volunteer__person").order_by(
        "came_at", "pk"
    ),
}


def _address(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _item(item: Item, adds: int) -> Line:
    day = day_of(item.holding.donation.happened_at)
    return Line(item.title, item.holding.designation, day, adds,
                _address("objects:sheet", item.pk))  # fmt: skip


def _story(story: Story, adds: int) -> Line:
    return Line(story.item.title, story.teller_as_named, story.told_on, adds,
                _address("objects:sheet", story.item_id))  # fmt: skip


def _person(person: Person, adds: int) -> Line:
    return Line(person.name, person.former_group, None, adds,
                _address("people:inspect", person.pk))  # fmt: skip


def _visit(visit: Visit, adds: int) -> Line:
    return Line(visit.names, visit.label, visit.day, adds, _address("visits:visit", visit.label))


def _tap(row: dict, adds: int) -> Line:
    kind = Tap.Kind(row["kind"]).label
    return Line(str(kind), _("tapped at the door"), row["day"], adds)


def _batch(batch: Batch, adds: int) -> Line:
    visit = batch.visit
    return Line(batch.guide.name, f"{visit.label} · {batch.number}", visit.day, adds,
                _address("visits:visit", visit.label))  # fmt: skip


def _volunteer(volunteer: Volunteer, adds: int) -> Line:
    return Line(volunteer.person.name, volunteer.label, volunteer.joined_on, adds,
                _address("volunteers:inspect", volunteer.pk))  # fmt: skip


def _service(line: ServiceLine, adds: int) -> Line:
    return Line(line.volunteer.person.name, str(line.shift.role), line.shift.date, adds,
                _address("volunteers:inspect", line.volunteer_id))  # fmt: skip


TELL = {
    Item: _item,
    Story: _story,
    Person: _person,
    Visit: _visit,
    Tap: _tap,
    Batch: _batch,
    Volunteer: _volunteer,
    ServiceLine: _service,
}
