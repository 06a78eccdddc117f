"""One period counted in all three registers, under one campaign or none. Each register is asked once,
so that every figure on a screen comes from the same answer."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models.functions import Coalesce

from museum.campaigns import Campaign
from museum.catalogue import counting as objects
from museum.figures.periods import Period
from museum.people.models import Person
from museum.visits import counting as visits
from museum.visits import opening
from museum.visits.models import Batch, VisitOrganisation
from museum.volunteers import counting as volunteers


@dataclass(frozen=True)
class PeriodCounts:
    period: Period
    campaign: Campaign | None = None

    @property
    def first(self):
        return self.period.first

    @property
    def last(self):
        return self.period.last

    @property
    def _asked(self) -> tuple:
        return (self.first, self.last), {"campaign": self.campaign}

    def ask(self, question):
        """Return a register's answer about this period and campaign."""
        days, under = self._asked
        return question(*days, **under)

    @property
    def held(self):
        return objects.held(self.last, campaign=self.campaign)

    @property
    def on_display(self):
        return objects.on_display(self.last, campaign=self.campaign)

    @cached_property
    def held_count(self) -> int:
        return self.held.count()

    @cached_property
    def on_display_count(self) -> int:
        return self.on_display.count()

    @cached_property
    def photo_count(self) -> int:
        return objects.with_photo(self.held).count()

    @cached_property
    def origin_count(self) -> int:
        return objects.with_origin(self.held).count()

    @cached_property
    def ways(self) -> list[objects.Share]:
        return self.ask(objects.by_way)

    def collected_by(self, *ways: str):
        return objects.came_by(self.ask(objects.collected), *ways, as_of=self.last)

    def way_count(self, *ways: str) -> int:
        return sum(share.objects for share in self.ways if share.code in ways)

    @cached_property
    def categories(self) -> list[objects.Share]:
        return objects.by_category(self.last, campaign=self.campaign)

    @cached_property
    def grades(self) -> list[objects.Share]:
        return objects.by_grade(self.last)

    @cached_property
    def givers(self) -> objects.Givers:
        return self.ask(objects.count_givers)

    def givers_of(self, kind: str):
        return objects.givers(self.first, self.last, campaign=self.campaign, kind=kind)

    @cached_property
    def visitors(self) -> visits.Counted:
        return self.ask(visits.between)

    @cached_property
    def groups(self) -> visits.Groups:
        return self.ask(visits.groups)

    @cached_property
    def outside(self) -> visits.Groups:
        return visits.groups(self.first, self.last, campaign=self.campaign, outside=True)

    @cached_property
    def months(self) -> list[visits.Month]:
        return self.ask(visits.by_month)

    @cached_property
    def kinds(self) -> list[visits.Line]:
        return self.ask(visits.by_kind)

    @cached_property
    def origins(self) -> list[visits.Line]:
        return self.ask(visits.by_origin)

    def visits_of_kind(self, kind: str) -> int:
        return sum(line.visits for line in self.kinds if line.code == kind)

    @property
    def group_visits(self):
        return self.ask(visits.group_visits)

    @property
    def outside_visits(self):
        return visits.group_visits(self.first, self.last, campaign=self.campaign, outside=True)

    def organisations(self, found):
        """Return the organisations that stand on these visits, each once."""
        came = VisitOrganisation.objects.filter(visit__in=found).order_by()
        one = Coalesce("organisation__merged_into", "organisation")
        return Person.objects.filter(pk__in=came.values_list(one))

    @property
    def guided_batches(self):
        return Batch.objects.filter(visit__in=self.group_visits, guide__isnull=False)

    @property
    def guides(self):
        return Person.objects.filter(
            pk__in=self.guided_batches.order_by().values_list(
                Coalesce("guide__merged_into", "guide")
            )
        )

    @cached_property
    def days_open(self) -> int:
        return opening.days_open(self.first, self.last)

    @property
    def at_the_start(self):
        return volunteers.registered(self.period.day_before)

    @property
    def at_the_end(self):
        return volunteers.registered(self.last)

    @property
    def served(self):
        return self.ask(volunteers.served)

    @cached_property
    def served_count(self) -> int:
        return self.served.count()

    @property
    def service_lines(self):
        return self.ask(volunteers.lines)

    @cached_property
    def hours(self) -> Decimal:
        return self.ask(volunteers.hours_between)

    @cached_property
    def works(self) -> list[volunteers.Share]:
        return self.ask(volunteers.by_role)
