"""A printed code, and the object or the place it leads to (/o/CODE). A code is never given again.

What hangs on things without a number yet are tags (号牌): printed as a sheet, tied to an object one by
one. What became of a tag stands in its entries.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum import numbering
from museum.append_only import AppendOnly, NeverDeleted, NeverDeletedQuerySet, WithWords
from museum.reading import tag_codes
from museum.reading.designations import designation
from museum.reading.figures import in_one_width


class TagQuerySet(NeverDeletedQuerySet):
    def of_paper(self):
        """Those that were printed to be tied on."""
        return self.filter(printing__isnull=False)

    def leading(self):
        """Those that may be followed. A void one may have hung on the wrong thing; a lost one leads on."""
        return self.exclude(entries__act=TagEntry.Act.VOID)

    def named(self, text: str):
        """Return the code that was typed in any writing: 0147–f is 0147F, cs12 is CS00012; None where
        there is none, or its letter does not fit."""
        # Papers for people say museum.example/o/CS00012.
        text = text.rstrip("/").rpartition("/")[2] if "/o/" in text or "://" in text else text
        if found := self.filter(code__in=[text, in_one_width(text).strip().upper()]).first():
            return found
        if read := tag_codes.read(text):
            return self.filter(code=read.code).first() if read.fits else None
        if wanted := designation(text):
            number, *part = wanted.figures
            label = numbering.label(wanted.letters, number) + "".join(f"-{each}" for each in part)
            return self.filter(code=label, place=None).first()
        return None

    def lock(self, tags):
        """Lock tags until the transaction ends, in the order of their keys. After the objects."""
        keys = [tag.pk for tag in tags]
        return {tag.pk: tag for tag in self.filter(pk__in=keys).order_by("pk").select_for_update()}


class Tag(NeverDeleted):
    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    item = models.ForeignKey(
        "catalogue.Item",
        models.PROTECT,
        null=True,
        related_name="codes",
        verbose_name=_("object"),
    )
    place = models.ForeignKey(
        "catalogue.Place", models.PROTECT, null=True, related_name="tags", verbose_name=_("place")
    )
    printing = models.ForeignKey(
        "catalogue.TagPrinting",
        models.PROTECT,
        null=True,
        related_name="tags",
        verbose_name=_("printing of tags"),
        help_text=_("Empty: the code of a number or a place, which is no tag."),
    )
    # As its last entry says: so that the database itself knows of one valid tag an object.
    ended = models.BooleanField(_("no longer in use"), default=False)

    sealed = ("uuid", "code", "item_id", "place_id")
    # A place's code is made with the place, which is no act of the register; an unused tag leads nowhere.
    sealed_when = models.Q(item__isnull=False)

    objects: ClassVar = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed code")
        verbose_name_plural = _("printed codes")
        base_manager_name = "objects"
        permissions = [
            ("print_tag", _("Can print tags")),
            ("tie_tag", _("Can tie tags to objects, and replace them")),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_code_leads_to_one_thing",
                condition=models.Q(item=None, place__isnull=False)
                | models.Q(item__isnull=False, place=None)
                | models.Q(item=None, place=None, printing__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["item"],
                name="one_tag_an_object",
                condition=models.Q(printing__isnull=False, ended=False),
            ),
        ]

    def __str__(self):
        return tag_codes.in_clear(self.code)

    @property
    def is_of_paper(self) -> bool:
        return self.printing_id is not None

    @property
    def is_void(self) -> bool:
        return self.ended and self.entries.filter(act=TagEntry.Act.VOID).exists()

    @property
    def is_unused(self) -> bool:
        return self.is_of_paper and self.item_id is None and not self.ended


class TagPrinting(AppendOnly):
    """A sheet, or some, of tags that were made at once. number is the last of them."""

    first = models.PositiveIntegerField(_("first number"))
    number = models.PositiveIntegerField(_("last number"))

    number_series = "tag"
    sealed = ("first", "number")

    class Meta:
        verbose_name = _("printing of tags")
        verbose_name_plural = _("printings of tags")
        ordering = ["-number"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_tag_is_printed_once"),
            models.CheckConstraint(
                name="a_printing_of_tags_has_some",
                condition=models.Q(number__gte=models.F("first")),
            ),
        ]

    def __str__(self):
        return f"{self.first:04d}–{self.number:04d}"

    @property
    def count(self) -> int:
        return self.number - self.first + 1


class TagEntry(WithWords, AppendOnly):
    """What became of a tag: tied to an object, replaced by another one, no longer valid."""

    class Act(models.TextChoices):
        TIED = "tied", _("tied on")
        REPLACED = "replaced", _("lost, and replaced")
        VOID = "void", _("no longer valid")

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="entries", verbose_name=_("tag"))
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    item = models.ForeignKey(
        "catalogue.Item",
        models.PROTECT,
        null=True,
        related_name="tag_entries",
        verbose_name=_("object"),
    )
    instead = models.OneToOneField(
        Tag, models.PROTECT, null=True, related_name="replaces", verbose_name=_("new tag")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    sealed = ("tag_id", "act", "item_id", "instead_id")
    sealed_words = ("reason",)

    class Meta:
        verbose_name = _("entry of a tag")
        verbose_name_plural = _("entries of tags")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tag"], name="a_tag_is_tied_once", condition=models.Q(act="tied")
            ),
            models.UniqueConstraint(
                fields=["tag"], name="a_tag_ends_once", condition=~models.Q(act="tied")
            ),
            models.CheckConstraint(
                name="what_replaces_a_tag_is_named",
                condition=models.Q(act="replaced", instead__isnull=False, item__isnull=False)
                | models.Q(act="tied", instead=None, item__isnull=False)
                | models.Q(act="void", instead=None),
            ),
        ]

    def __str__(self):
        return f"{self.tag} {self.get_act_display()}"
