"""志愿者: a person the museum knows, with a number of their own. Half of them never touch a screen."""

import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.append_only import (
    AppendOnly,
    AppendOnlyQuerySet,
    NeverDeleted,
    NeverDeletedQuerySet,
    WithWords,
)
from museum.people.models import Person
from museum.people.naming import Naming, publicly_named


class Level(models.TextChoices):
    TRAINEE = "trainee", _("trainee")
    REGULAR = "regular", _("regular")


class VolunteerQuerySet(NeverDeletedQuerySet):
    def registered(self):
        """Those who have not left. An erased person is no longer asked for anything."""
        return self.filter(left_on=None, person__erased_at=None)

    def of(self, people):
        """Those who are one of people, in whichever of their rows."""
        return self.filter(person__in=people.in_every_row())

    def same_as(self, volunteer):
        """All that are the one person: two numbers are one, where two rows were found to be."""
        return self.of(Person.objects.filter(pk=volunteer.person_id))

    def lock(self, volunteer):
        """Lock volunteer until the transaction ends. After the shift, always."""
        return (
            self.select_for_update(of=("self",), no_key=True)
            .select_related("person")
            .get(pk=volunteer.pk)
        )


class Volunteer(NeverDeleted):
    """Joined, left and level are written by museum.volunteers.membership alone."""

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="volunteer", verbose_name=_("person")
    )
    number = models.PositiveIntegerField(_("running number"), unique=True, editable=False)
    label = models.CharField(_("volunteer's number"), max_length=20, unique=True, editable=False)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, default=Level.TRAINEE)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    # The year is enough for all but those about to come of age; the day is kept for these alone.
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    born_on = models.DateField(_("born on"), null=True, blank=True)
    naming = models.CharField(
        _("named on the poster as"),
        max_length=10,
        choices=Naming.choices,
        default=Naming.SURNAME,
        help_text=_("No data of a volunteer is published without consent (志愿服务条例 §20)."),
    )
    feed_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001

    number_series = "volunteer"
    sealed = ("person_id", "number", "label", "level", "joined_on", "left_on")

    objects: ClassVar = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["number"]
        base_manager_name = "objects"
        permissions = [
            ("enrol", _("Can take volunteers on and let them go")),
            ("roster", _("Can make shifts and put volunteers on them")),
            ("ring", _("Can see the whole telephone numbers of volunteers")),
            ("keep_hours", _("Can write down, confirm and correct hours")),
            ("attend", _("Can open the tablet at the door")),
            ("certify", _("Can issue service statements")),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_volunteer_leaves_after_joining",
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
            )
        ]

    def __str__(self):
        return f"{self.person.name} {self.label}"

    @property
    def has_left(self) -> bool:
        return self.left_on is not None

    @property
    def as_named(self) -> str:
        """The name for a paper on the wall: as the volunteer chose."""
        return publicly_named(self.person, self.naming)

    def age_on(self, day: datetime.date) -> int:
        """Return the age that is certain on day: with the year alone, as if born on 31 December."""
        if self.born_on is None:
            return day.year - self.birth_year - (0 if (day.month, day.day) == (12, 31) else 1)
        before = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before


class VolunteerEntry(WithWords, AppendOnly):
    """One act in a volunteer's time with the museum: what registered-at-a-day is counted from."""

    class Act(models.TextChoices):
        JOINED = "joined", _("joined")
        LEFT = "left", pgettext_lazy("volunteer", "left")
        RETURNED = "returned", _("came back")
        LEVEL = "level", _("level changed")

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="entries", verbose_name=_("volunteer")
    )
    act = models.CharField(_("act"), max_length=8, choices=Act.choices)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    sealed = ("volunteer_id", "act", "level")
    sealed_words = ("reason",)

    class Meta:
        verbose_name = _("entry on a volunteer")
        verbose_name_plural = _("entries on volunteers")
        ordering = ["happened_at", "pk"]
        base_manager_name = "objects"

    def __str__(self):
        return f"{self.volunteer_id} {self.get_act_display()}"


class RecordQuerySet(AppendOnlyQuerySet):
    def current(self):
        """Those that no later line replaces."""
        return self.filter(replaced_by=None)


class Record(WithWords, AppendOnly):
    """Training, commendation, evaluation (志愿服务条例 §19; field.md §3.5)."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("training")
        COMMENDATION = "commendation", _("commendation")
        EVALUATION = "evaluation", _("evaluation")

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="records", verbose_name=_("volunteer")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("subject, name or conclusion"), max_length=80)
    content = models.TextField(_("in words"), max_length=500, blank=True)
    body = models.CharField(_("held, awarded or judged by"), max_length=80, blank=True)
    place = models.CharField(_("where"), max_length=80, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("replaces"),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    sealed = ("volunteer_id", "kind", "minutes", "replaces_id")
    sealed_words = ("title", "content", "body", "place", "reason")

    objects: ClassVar = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of a volunteer")
        verbose_name_plural = _("records of volunteers")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"

    def __str__(self):
        return f"{self.get_kind_display()} {self.title}"
