"""Every person the museum knows: giver, volunteer, guide, teller. The only place for personal data.

No identity number and no religion: 个人信息保护法 §5, §6 and §28 (least data; sensitive data).
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from museum.append_only import NeverDeleted, NeverDeletedQuerySet
from museum.people.hearing import tell
from museum.reading.pinyin import sort_key
from museum.reading.surnames import surname_of

ERASED_NAME = "匿名"

PHONE = RegexValidator(
    r"^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})$",
    _("A mobile number has 11 digits; a fixed one begins with its area code. Look again."),
)


class PersonQuerySet(NeverDeletedQuerySet):
    def known(self):
        """Those who have not been erased."""
        return self.filter(erased_at=None)

    def in_every_row(self):
        """These and every other row of the same people: those that turned out to be one."""
        kept = self.order_by().values(key=Coalesce("merged_into", "pk"))
        return Person.objects.filter(models.Q(pk__in=kept) | models.Q(merged_into__in=kept))

    def lock_whole(self, person):
        """Lock all rows of person until the transaction ends: nobody merges or parts them meanwhile."""
        rows = self.filter(pk=person.pk).in_every_row().order_by("pk")
        found = {each.pk: each for each in rows.select_for_update(of=("self",), no_key=True)}
        return found[person.pk]

    def one_each(self):
        """Those who are known, each once: whoever turned out to be another is found as that one."""
        return self.known().filter(merged_into=None)


class Naming(models.TextChoices):
    """How a giver wants to be named, chosen per donation; how a teller does, per story
    (field.md §3.3, 署名方式). From the most open to the most private."""

    FULL = "full", _("full name")
    SURNAME = "surname", _("surname and form of address")
    HOUSEHOLD = "household", _("household by group and surname")
    ANONYMOUS = "anonymous", _("not named")


class Person(index.Indexed, NeverDeleted):
    """A person, a household or an organisation."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        HOUSEHOLD = "household", _("household")
        ORGANISATION = "organisation", _("organisation")

    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=60)
    sounds = models.TextField(_("what names are sorted by"), editable=False, default="")
    surname = models.CharField(
        _("surname"), max_length=10, blank=True, help_text=_("Left empty, it is read off the name.")
    )
    address_form = models.CharField(
        _("form of address"), max_length=10, blank=True, help_text=_("先生, 女士, 老师, 婆婆 …")
    )
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[PHONE])
    former_group = models.CharField(
        _("former village group"), max_length=30, blank=True, help_text=_("三组")
    )
    building = models.CharField(
        _("present building"), max_length=30, blank=True, help_text=_("6 栋, no flat number")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("written down by"),
    )
    handed_in = models.BooleanField(_("handed in"), default=False, editable=False)
    # 同一个人: this row turned out to be another's. Both stay, and can be parted again.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("is the same as"),
    )
    named_at_most = models.CharField(
        _("named at most"), max_length=10, choices=Naming.choices, blank=True, editable=False
    )
    # 老人不在了: what was agreed with them is asked of the family again.
    passed_away = models.BooleanField(_("no longer living"), default=False, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    # What a verb writes of a person. Everything else is personal data, and can be corrected.
    sealed = ("merged_into_id", "erased_at")
    sealed_when = models.Q(merged_into__isnull=False) | models.Q(erased_at__isnull=False)

    objects: ClassVar = PersonQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("also_written"),
        index.AutocompleteField("also_written"),
        index.AutocompleteField("former_group"),
        index.FilterField("id"),  # a chooser that leaves somebody out is searched too
        index.FilterField("kind"),
        index.FilterField("former_group"),
        index.FilterField("erased_at"),
        index.FilterField("merged_into"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sounds", "pk"]
        base_manager_name = "objects"
        permissions = [
            ("see_phone", _("Can see whole telephone numbers")),
            ("erase_person", _("Can erase a person")),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_erased_person_has_no_data",
                condition=models.Q(erased_at=None)
                | models.Q(
                    name=ERASED_NAME,
                    sounds="",
                    surname="",
                    address_form="",
                    phone="",
                    former_group="",
                    building="",
                ),
            ),
            models.CheckConstraint(
                name="nobody_is_merged_into_themselves",
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.surname and not self.is_erased and self.kind != self.Kind.ORGANISATION:
            self.surname = surname_of(self.name)
        is_of_person = self.kind != self.Kind.ORGANISATION
        self.sounds = "" if self.is_erased else sort_key(self.name, of_person=is_of_person)
        if {"name", "kind"} & {*(kwargs.get("update_fields") or ())}:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sounds"}
        super().save(*args, **kwargs)
        tell(self)

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def also_written(self) -> str:
        """The names of the rows that turned out to be this person."""
        return "、".join(self.merged.order_by("pk").values_list("name", flat=True))

    @property
    def principal(self) -> "Person":
        """The row that stands for this person: another where they turned out to be the same."""
        return self.merged_into or self
