"""存放位置: a hall, its cases, their shelves; the store; the reception; elsewhere."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from museum.ledger import Kept, KeptQuerySet
from museum.refusals import refuse

SEPARATOR = "·"


class PlaceQuerySet(KeptQuerySet):
    def for_display(self):
        return self.filter(for_display=True)

    def lock(self, place):
        """Lock place until the transaction ends: two acts into one case wait for each other here.

        Before the objects, always; NO KEY, so that a movement that names the place need not wait.
        """
        return self.select_for_update(of=("self",), no_key=True).get(pk=place.pk)

    def reception(self):
        return self.filter(kind=Place.Kind.RECEPTION).order_by("pk").first()

    def elsewhere(self):
        return self.filter(kind=Place.Kind.ELSEWHERE).order_by("pk").first()

    def store(self):
        return self.filter(kind=Place.Kind.STORE).order_by("pk").first()


class Place(index.Indexed, Kept):
    """Somewhere an object can be. Its trail (二厅·三号柜·上层) is kept for lists and search."""

    class Kind(models.TextChoices):
        HALL = "hall", _("hall")
        CASE = "case", _("case")
        SHELF = "shelf", _("shelf")
        STORE = "store", _("store")
        RECEPTION = "reception", _("reception")
        ELSEWHERE = "elsewhere", _("elsewhere")

    name = models.CharField(_("name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("stands in"),
    )
    for_display = models.BooleanField(
        _("for display"), default=False, help_text=_("What stands here can be seen by visitors.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("holds at most"), null=True, blank=True, help_text=_("Objects. Empty: no limit.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    trail = models.CharField(_("whole name"), max_length=200, editable=False)
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("hall")
    )

    objects = PlaceQuerySet.as_manager()

    search_fields = [
        index.SearchField("trail"),
        index.AutocompleteField("trail"),
        index.FilterField("kind"),
        index.FilterField("for_display"),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["root__position", "trail", "pk"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="one_name_in_a_place"),
            models.UniqueConstraint(
                fields=["name"], name="one_name_a_hall", condition=models.Q(parent=None)
            ),
        ]

    def __str__(self):
        return self.trail or self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.trail = SEPARATOR.join(place.name for place in self._line())
        self.root = self._line()[0] if self.parent_id else None
        super().save(*args, **kwargs)
        if self.root_id is None:
            self.root = self
            type(self).objects.filter(pk=self.pk).update(root=self)
        for child in self.children.all():
            child.parent = self
            child.save()
        if not self.tags.exists():
            self.tags.create(code=f"WZ{self.pk:03d}")

    def clean(self):
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                refuse("parent", _("A place cannot stand in itself."), "circle")
            above = above.parent

    def _line(self) -> list["Place"]:
        line, place = [self], self.parent
        while place is not None:
            line.insert(0, place)
            place = place.parent
        return line

    @property
    def is_elsewhere(self) -> bool:
        return self.kind == self.Kind.ELSEWHERE
