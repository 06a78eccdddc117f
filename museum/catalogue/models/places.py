"""存放位置: a hall, its cases, their shelves; the store; the reception; elsewhere."""

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from museum.append_only import NeverDeleted, NeverDeletedQuerySet
from museum.catalogue.models.movements import Movement
from museum.reading.figures import counted_as
from museum.refusals import refuse
from museum.row_seals import WITH_WORDS

SEPARATOR = "·"
UNCOUNTED = 999_999  # 上层, 展台: after those that count


class PlaceQuerySet(NeverDeletedQuerySet):
    def for_display(self):
        return self.filter(for_display=True)

    def lock(self, place):
        """Lock place, and all that it stands in, until the transaction ends: two acts into one case,
        onto different shelves too, wait for each other here.

        Before the objects, always; NO KEY, so that a movement that names the place need not wait.
        """
        self.lock_all([place])
        return self.get(pk=place.pk)

    def lock_all(self, places):
        """Lock places as lock does, in the order of their keys: nobody waits in a circle."""
        keys = {above.pk for place in places for above in place.line()}
        rows = self.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True))

    def counted(self):
        """Add how many objects stand in each and in all that stands in it, parts not counted."""
        return self.annotate(
            now=RawSQL(
                "(WITH RECURSIVE inside(id) AS (SELECT catalogue_place.id UNION ALL SELECT p.id FROM "
                "catalogue_place p JOIN inside ON p.parent_id = inside.id) SELECT COUNT(*) FROM "
                "catalogue_holding h JOIN inside ON h.place_id = inside.id WHERE h.part = 0)",
                (),
                output_field=models.IntegerField(),
            )
        )

    def inside(self, place):
        """Return the keys of place and of everything that stands in it."""
        found = level = [place.pk]
        while level:
            level = list(self.filter(parent__in=level).values_list("pk", flat=True))
            found = found + level
        return found

    def reception(self):
        return self.filter(kind=Place.Kind.RECEPTION).order_by("pk").first()

    def elsewhere(self):
        return self.filter(kind=Place.Kind.ELSEWHERE).order_by("pk").first()

    def home(self):
        return self.filter(kind=Place.Kind.HOME).order_by("pk").first()

    def store(self):
        return self.filter(kind=Place.Kind.STORE).order_by("pk").first()


class Place(index.Indexed, NeverDeleted):
    """Somewhere an object can be. Its trail (二厅·三号柜·上层) is kept for lists and search."""

    class Kind(models.TextChoices):
        HALL = "hall", _("hall")
        CASE = "case", _("case")
        SHELF = "shelf", _("shelf")
        STORE = "store", _("store")
        RECEPTION = "reception", _("reception")
        ELSEWHERE = "elsewhere", _("elsewhere")
        HOME = "home", _("at its family’s")

    BEHIND = (Kind.STORE, Kind.RECEPTION, Kind.ELSEWHERE, Kind.HOME)  # where no visitor comes

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
    # Digits alone, so that every database sorts it alike: of each place of the line where it stands
    # among its neighbours.
    tree_order = models.TextField(_("where it stands in lists"), editable=False, default="")
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("hall")
    )

    # Held from the first movement that leads here; what an act changes of it later has its own line.
    sealed = ("kind", "parent_id", "for_display", "capacity")
    sealed_since = WITH_WORDS

    objects: ClassVar = PlaceQuerySet.as_manager()

    search_fields = [
        index.SearchField("trail"),
        index.AutocompleteField("trail"),
        index.FilterField("kind"),
        index.FilterField("for_display"),
        index.FilterField("tree_order"),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["tree_order"]
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
        self.trail = SEPARATOR.join(place.name for place in self.line())
        self.root = self.line()[0] if self.parent_id else None
        super().save(*args, **kwargs)
        # Both need the key that was just given.
        self.root = self.root or self
        self.tree_order = "".join(place._among_neighbours() for place in self.line())
        type(self).objects.filter(pk=self.pk).update(root=self.root, tree_order=self.tree_order)
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

    @staticmethod
    def sealed_when():
        return Exists(Movement.objects.filter(destination=OuterRef("pk")))

    def line(self) -> list["Place"]:
        """Return the hall, the case, the shelf: what this place stands in, and itself last."""
        line, place = [self], self.parent
        while place is not None:
            line.insert(0, place)
            place = place.parent
        return line

    def _among_neighbours(self) -> str:
        """By position; where that is the same by the number in the name, then as they were made."""
        number = counted_as(self.name)
        return (
            f"{self.position or 0:05d}{UNCOUNTED if number is None else number:06d}{self.pk:010d}"
        )

    @property
    def is_elsewhere(self) -> bool:
        return self.kind in (self.Kind.ELSEWHERE, self.Kind.HOME)

    @property
    def is_home(self) -> bool:
        return self.kind == self.Kind.HOME
