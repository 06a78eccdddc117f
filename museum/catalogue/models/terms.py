"""The code lists: the village's own words, and the national survey's (field.md §1.2, §2.1)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

UNKNOWN = "unknown"  # the era of what nobody can date


class TermQuerySet(models.QuerySet):
    def of(self, *vocabularies):
        return self.filter(vocabulary__in=vocabularies)

    def offered(self, *chosen):
        """What may be chosen: what is in use, and chosen, which somebody chose before."""
        return self.filter(models.Q(out_of_use=False) | models.Q(pk__in=chosen))

    def era_of(self, first: int | None, last: int | None):
        """Return the era in which both years lie, the shortest where several do; else None."""
        first, last = first or last, last or first
        eras = [era for era in self.of("era") if era.year_from or era.year_to]
        held = [
            era
            for era in eras
            if (era.year_from is None or era.year_from <= first)
            and (era.year_to is None or last <= era.year_to)
        ]
        lengths = {era: (era.year_to or 9999) - (era.year_from or -99999) for era in held}
        return min(held, key=lambda era: (lengths[era], era.position), default=None)


class Term(index.Indexed, models.Model):
    """One entry of one list. Lists are told apart by vocabulary; a code is unique within its own."""

    class Vocabulary(models.TextChoices):
        CATEGORY = "category", _("village category")
        NATIONAL_CATEGORY = "national_category", _("national category")
        GRADE = "grade", _("grade")
        SOURCE = "source", _("national source")
        COMPLETENESS = "completeness", _("completeness")
        PRESERVATION = "preservation", _("preservation")
        MATERIAL_CLASS = "material_class", _("material class")
        MATERIAL_SUBCLASS = "material_subclass", _("material subclass")
        MATERIAL = "material", _("material")
        NATIONAL_PERIOD = "national_period", _("national period")
        ERA = "era", _("era")
        SOCIAL_PERIOD = "social_period", _("social period")
        UNIT = "unit", _("unit")
        NUMBER_TYPE = "number_type", _("number type")
        MASS_RANGE = "mass_range", _("mass range")
        ACCESSION_RANGE = "accession_range", _("accession range")
        CONDITION_PHRASE = "condition_phrase", _("condition phrase")
        WITHDRAWAL_PURPOSE = "withdrawal_purpose", _("purpose of taking out")
        DEACCESSION_REASON = "deaccession_reason", _("reason for deaccession")

    vocabulary = models.CharField(_("list"), max_length=20, choices=Vocabulary.choices)
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    group = models.CharField(_("group"), max_length=30, blank=True)
    maps_to = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="mapped_from",
        verbose_name=_("in national terms"),
    )
    year_from = models.SmallIntegerField(_("from year"), null=True, blank=True)
    year_to = models.SmallIntegerField(_("to year"), null=True, blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    out_of_use = models.BooleanField(
        _("out of use"), default=False,
        help_text=_("Objects that have it keep it; nobody is offered it any more."),
    )  # fmt: skip

    objects: ClassVar = TermQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("vocabulary"),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("code lists")
        ordering = ["vocabulary", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="one_code_a_list"),
            models.CheckConstraint(
                name="a_term_s_years_are_in_order",
                condition=models.Q(year_from=None)
                | models.Q(year_to=None)
                | models.Q(year_from__lte=models.F("year_to")),
            ),
        ]

    def __str__(self):
        return self.name


def term(verbose_name, *vocabularies, **options):
    """Return a field that chooses one term of these vocabularies, or none."""
    return models.ForeignKey(
        "catalogue.Term",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
        limit_choices_to={"vocabulary__in": vocabularies},
        **options,
    )
