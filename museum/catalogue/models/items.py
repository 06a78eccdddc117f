"""The description of an object: what can be drafted, reviewed, compared and put back.

The facts (number, status, place, owner, who may see it) stand beside it in Holding, so that
publishing an old draft moves nothing, numbers nothing and opens nothing.
"""

import uuid
from collections.abc import Callable
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from museum.append_only import NeverDeleted
from museum.catalogue.models.measures import Measured
from museum.catalogue.models.questions import ItemQuerySet
from museum.catalogue.models.terms import UNKNOWN, Term, term
from museum.plausible import check_years


class ItemTag(TaggedItemBase):
    content_object = ParentalKey("catalogue.Item", related_name="tagged_items")


class Item(
    NeverDeleted,
    Measured,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("object title"), max_length=120)
    other_names = models.CharField(
        _("other names"), max_length=200, blank=True, help_text=_("Separated by 、")
    )
    dialect_names = models.CharField(
        _("dialect names"), max_length=200, blank=True, help_text=_("What the village calls it.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="parts",
        verbose_name=_("part of"),
    )

    category = term(_("village category"), "category")
    national_category = term(_("national category"), "national_category")
    grade = term(_("grade"), "grade", help_text=_("Village objects are rarely graded."))
    era = term(_("era"), "era")
    era_text = models.CharField(
        _("era as told"), max_length=120, blank=True, help_text=_("1953年的嫁妆")
    )
    year_from = models.SmallIntegerField(_("earliest year"), null=True, blank=True)
    year_to = models.SmallIntegerField(_("latest year"), null=True, blank=True)
    materials = ParentalManyToManyField(
        "catalogue.Term",
        blank=True,
        related_name="+",
        verbose_name=_("materials"),
        limit_choices_to={"vocabulary": "material"},
    )
    materials_text = models.CharField(
        _("materials as told"), max_length=120, blank=True, help_text=_("木；轮上棉绳；铁锭")
    )

    quantity = models.PositiveSmallIntegerField(
        _("quantity"), default=1, validators=[MinValueValidator(1)]
    )
    unit = models.CharField(_("unit"), max_length=4, default="件")
    pieces = models.PositiveSmallIntegerField(
        _("pieces"), default=1, validators=[MinValueValidator(1)]
    )
    completeness = term(_("completeness"), "completeness")
    preservation = term(_("preservation"), "preservation")
    condition = models.CharField(_("condition"), max_length=300, blank=True)
    use = models.CharField(_("use"), max_length=300, blank=True)
    origin = models.CharField(
        _("place of origin"), max_length=120, blank=True, help_text=_("Where it was made.")
    )
    provenance = models.TextField(
        _("provenance"), blank=True, help_text=_("Through whose hands it went.")
    )
    is_replica = models.BooleanField(_("replica"), default=False)
    note = models.TextField(_("note for the museum only"), blank=True)
    tags = ClusterTaggableManager(through=ItemTag, blank=True, verbose_name=_("tags"))

    objects: ClassVar = ItemQuerySet.as_manager()

    search_fields = [
        # What it is found by is museum.search's affair: all of it, whatever is named here.
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("id"),
        index.FilterField("live"),
        index.FilterField("category"),
        index.FilterField("era"),
        index.FilterField("parent"),
        index.FilterField("title"),
        index.RelatedFields(
            "holding",
            [
                index.FilterField("status"),
                index.FilterField("way"),
                index.FilterField("place"),
                index.FilterField("donation"),
                index.FilterField("label"),
                index.FilterField("withdrawn"),
                index.RelatedFields("last_movement", [index.FilterField("was_display")]),
                index.RelatedFields(
                    "donation",
                    [
                        index.FilterField("owner"),
                        index.FilterField("received_by"),
                        index.FilterField("recorded_by"),
                    ],
                ),
            ],
        ),
    ]

    class Meta:
        verbose_name = _("object")
        verbose_name_plural = _("objects")
        ordering = ["-pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="an_object_s_years_are_in_order",
                condition=Q(year_from=None)
                | Q(year_to=None)
                | Q(year_from__lte=models.F("year_to")),
            ),
            models.CheckConstraint(
                name="there_is_at_least_one_piece", condition=Q(pieces__gte=1, quantity__gte=1)
            ),
        ]

    def __str__(self):
        return self.title

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save the object with its photos, stories and tags, or none of them."""
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        check_years(self.year_from, self.year_to)
        # Nobody chose an era: the years say it. 年代不详 beside a year is nobody's choice either.
        if (self.year_from or self.year_to) and (self.era is None or self.era.code == UNKNOWN):
            self.era = Term.objects.era_of(self.year_from, self.year_to) or self.era

    @property
    def is_on_display(self) -> bool:
        return self.holding.is_on_display

    @property
    def number(self) -> str:
        return self.holding.designation

    # What the public door would hand out of a draft; museum.catalogue.apps says how.
    previewed: ClassVar[Callable[["Item"], object]]

    def get_preview_template(self, request, mode_name):
        return "exhibits/objects/object.html"

    def get_preview_context(self, request, mode_name):
        return {"object": self.previewed(), "request": request, "is_preview": True}
