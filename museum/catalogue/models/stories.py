from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from museum.catalogue.models.family import Leaves
from museum.people.naming import Naming, publicly_named
from museum.plausible import REMEMBERED, check_past


class StoryQuerySet(models.QuerySet):
    def for_the_web(self):
        """Those that the teller let go on the web, and those of the time before it was asked."""
        return self.exclude(may_publish=False)


class Story(Leaves, Orderable):
    """What somebody tells of an object. Several tellers stand one under the other."""

    item = ParentalKey("catalogue.Item", related_name="stories")
    text = models.TextField(_("story"))
    teller = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stories_told",
        verbose_name=_("teller"),
    )
    teller_naming = models.CharField(
        _("how the teller is named"),
        max_length=10,
        choices=Naming.choices,
        default=Naming.ANONYMOUS,
    )
    recorder = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stories_recorded",
        verbose_name=_("written down by"),
    )
    recorder_named = models.BooleanField(_("the writer agrees to be named"), default=False)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    told_where = models.CharField(_("told where"), max_length=60, blank=True)

    objects: ClassVar = StoryQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def clean(self):
        super().clean()
        if self.told_on:
            check_past(self.told_on, field="told_on", first=REMEMBERED)

    @property
    def teller_as_named(self) -> str:
        return publicly_named(self.teller, self.teller_naming)
