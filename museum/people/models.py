"""Every person the museum knows: giver, volunteer, guide, teller; and whom it may call for a while.
The only place for personal data.

No identity number and no religion: 个人信息保护法 §5, §6 and §28 (least data; sensitive data).
"""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from museum.ledger import Kept, KeptQuerySet
from museum.people.hearing import tell

ERASED_NAME = "匿名"
# The double surnames that still occur; every other surname is one character.
DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "皇甫",
    "尉迟",
    "公孙",
    "夏侯",
    "令狐",
    "司徒",
    "东方",
)


PHONE = RegexValidator(
    r"^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})$",
    _("A mobile number has 11 digits; a fixed one begins with its area code. Look again."),
)


class PersonQuerySet(KeptQuerySet):
    def known(self):
        """Those who have not been erased."""
        return self.filter(erased_at=None)


class Person(index.Indexed, Kept):
    """A person, a household or an organisation."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        HOUSEHOLD = "household", _("household")
        ORGANISATION = "organisation", _("organisation")

    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=60)
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
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("former_group"),
        index.FilterField("kind"),
        index.FilterField("former_group"),
        index.FilterField("erased_at"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        base_manager_name = "objects"
        permissions = [
            ("see_phone", _("Can see whole telephone numbers")),
            ("erase_person", _("Can erase a person")),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_erased_person_has_no_data",
                condition=models.Q(erased_at=None)
                | models.Q(name=ERASED_NAME, surname="", phone="", former_group="", building=""),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.surname and not self.is_erased and self.kind != self.Kind.ORGANISATION:
            self.surname = surname_of(self.name)
        super().save(*args, **kwargs)
        tell(self)

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


def surname_of(name: str) -> str:
    """Return the surname a Chinese name begins with: 马德全 → 马, 欧阳兰 → 欧阳."""
    return next((double for double in DOUBLE_SURNAMES if name.startswith(double)), name[:1])


class ContactQuerySet(KeptQuerySet):
    def kept(self):
        """Those whose name still stands."""
        return self.filter(forgotten_at=None)


class Contact(Kept):
    """Somebody who can be called for one purpose and for a while: who booked, who led a group.

    Emptied by museum.people.forgetting once kept_until is over. Never a pupil.
    """

    class Purpose(models.TextChoices):
        VISIT = "visit", _("a visit")

    purpose = models.CharField(
        _("what for"), max_length=10, choices=Purpose.choices, default=Purpose.VISIT
    )
    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[PHONE])
    needed_on = models.DateField(_("needed on"), db_index=True)
    # As it was promised when the number was given, whatever the settings say later.
    kept_until = models.DateField(_("kept until"), db_index=True)
    forgotten_at = models.DateTimeField(_("removed at"), null=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        base_manager_name = "objects"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="a_removed_contact_has_no_data",
                condition=models.Q(forgotten_at=None) | models.Q(name="", phone=""),
            ),
            models.CheckConstraint(
                name="a_contact_is_kept_until_it_was_needed",
                condition=models.Q(kept_until__gte=models.F("needed_on")),
            ),
        ]

    def __str__(self):
        return self.name or "—"
