"""参观登记: who came as a group, when, from where, how many. A line is corrected by a later line."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum import times
from museum.append_only import AppendOnly, AppendOnlyQuerySet, WithWords
from museum.clock import time_in_words
from museum.visits.models.origins import Origin
from museum.visits.models.parts import Batch
from museum.visits.models.settings import VisitSettings


class VisitQuerySet(AppendOnlyQuerySet):
    def current(self):
        """The lines that count: neither corrected by a later one nor struck out."""
        return self.filter(superseded_by=None, is_void=False)

    def between(self, first, last):
        """Those of the days from first to last, both included, in Asia/Shanghai."""
        return self.filter(day__gte=first, day__lte=last)

    def like(self, visit):
        """The other lines that say the same of that day: keyed in twice, perhaps."""
        found = self.current().filter(day=visit.day, persons=visit.persons, origin=visit.origin)
        same = found.exclude(label=visit.label).prefetch_related("organisations__organisation")
        return [each for each in same.order_by("pk") if each.names == visit.names]

    def outside(self):
        """Those from as far as the museum's settings call outside, or from farther."""
        return self.filter(origin__in=Origin(VisitSettings.load().outside_from).and_beyond())

    def guided(self):
        """Those of which at least one batch had a guide."""
        return self.filter(Exists(Batch.objects.filter(visit=OuterRef("pk"), guide__isnull=False)))

    def with_parts(self):
        """With everything that a visit's page says, in a fixed number of queries."""
        return self.select_related("campaign", "by").prefetch_related(
            "organisations__organisation", "batches__guide", "contacts__contact"
        )


class Visit(WithWords, AppendOnly):
    """One group that came, as one line. label stays the same through all its corrections."""

    class Kind(models.TextChoices):
        VILLAGERS = "villagers", _("villagers")
        SCHOOL = "school", _("school outing")
        PARTY = "party", _("party branch day")
        AUTHORITY = "authority", _("public authority")
        INSPECTION = "inspection", _("inspection from above")
        VILLAGE = "village", _("another village to learn")
        COMPANY = "company", _("company")
        COMMUNITY = "community", _("neighbourhood or elders’ group")
        SOCIETY = "society", _("social organisation")
        TOURISTS = "tourists", _("travel agency")
        RETURNING = "returning", _("relatives and friends coming home")
        MEDIA = "media", pgettext_lazy("visitors", "press")
        RELIGIOUS = "religious", _("ethnic or religious community")
        OTHER = "other", pgettext_lazy("visitors", "other")

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("number of the visit"), max_length=30, db_index=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", verbose_name=_("corrects")
    )
    is_void = models.BooleanField(_("struck out"), default=False)
    reason = models.CharField(_("why it was corrected"), max_length=200, blank=True)
    from_paper = models.BooleanField(_("keyed in from paper"), default=False)

    day = models.DateField(_("day of the visit"), db_index=True)
    arrived_at = models.TimeField(_("arrived"), null=True)
    left_at = models.TimeField(_("left"), null=True)
    kind = models.CharField(
        _("kind of group"), max_length=12, choices=Kind.choices, default=Kind.OTHER
    )
    origin = models.CharField(_("where from"), max_length=10, choices=Origin.choices)
    pupils = models.PositiveIntegerField(_("pupils"), default=0)
    teachers = models.PositiveIntegerField(_("teachers"), default=0)
    elders = models.PositiveIntegerField(_("elders"), default=0)
    others = models.PositiveIntegerField(_("other people"), default=0)
    persons = models.PositiveIntegerField(_("people in all"))
    is_estimated = models.BooleanField(_("estimated, not counted"), default=False)
    purpose = models.CharField(_("purpose of the visit"), max_length=200, blank=True)
    remarks = models.CharField(_("what they said, what to remember"), max_length=300, blank=True)
    campaign = models.ForeignKey(
        "museum.Campaign",
        models.PROTECT,
        null=True,
        related_name="visits",
        verbose_name=_("campaign"),
    )

    number_series = "visit"
    sealed = (
        "year", "number", "label", "supersedes_id", "is_void", "from_paper", "day", "arrived_at",
        "left_at", "kind", "origin", "pupils", "teachers", "elders", "others", "persons",
        "is_estimated", "campaign_id",
    )  # fmt: skip
    sealed_words = ("reason", "purpose", "remarks")

    objects: ClassVar = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-day", "-arrived_at", "-pk"]
        base_manager_name = "objects"
        default_permissions = ("view",)
        permissions = [
            ("count", _("Can count visitors at the door")),
            ("write", _("Can write down visits")),
            ("correct", _("Can correct visits")),
            ("arrange", _("Can arrange bookings")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                condition=Q(supersedes=None),
                name="one_number_a_visit",
            ),
            models.CheckConstraint(
                name="a_visit_s_parts_make_its_total",
                condition=Q(
                    persons=models.F("pupils")
                    + models.F("teachers")
                    + models.F("elders")
                    + models.F("others")
                ),
            ),
            models.CheckConstraint(name="a_visit_has_people", condition=Q(persons__gte=1)),
            models.CheckConstraint(
                name="a_visit_ends_after_it_begins",
                condition=Q(arrived_at=None)
                | Q(left_at=None)
                | Q(left_at=models.F("arrived_at"))
                | times.in_order("arrived_at", "left_at"),
            ),
            models.CheckConstraint(
                name="a_correction_says_why",
                condition=Q(supersedes=None, is_void=False)
                | (Q(supersedes__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_guided(self) -> bool:
        return any(batch.guide_id for batch in self.batches.all())

    @property
    def hours(self) -> str:
        """Return from when to when they were here, as far as it is known."""
        if self.arrived_at and self.left_at and self.arrived_at != self.left_at:
            return times.span(self.arrived_at, self.left_at)
        return (
            time_in_words(self.arrived_at or self.left_at)  # type: ignore[arg-type]  # one is known
            if self.arrived_at or self.left_at
            else ""
        )

    @property
    def names(self) -> str:
        """Return the organisations of the visit, or what kind of group it was."""
        found = "、".join(each.organisation.name for each in self.organisations.all())
        return found or self.get_kind_display()
