"""On a person's page: what came from them, what they told. The register of people knows no objects."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from museum.catalogue.models import Holding, Item, Story
from museum.clock import day_of
from museum.people.models import Person

MOST = 200
ROLES = {
    "owner": _("gave it or owns it"),
    "brought_by": _("brought it"),
    "finder": _("found it"),
}


class OfPerson(Component):
    template_name = "catalogue/desk/of_person.html"

    def __init__(self, person: Person):
        self.rows = set(
            Person.objects.filter(pk=person.pk).in_every_row().values_list("pk", flat=True)
        )

    def get_context_data(self, parent_context):
        rows = self.rows
        hers = Q(owner__in=rows) | Q(donation__owner__in=rows) | Q(donation__brought_by__in=rows)
        found = Holding.objects.filter(hers | Q(donation__finder__in=rows), part=0)
        found = found.select_related("item", "place", "donation").order_by("-donation", "line")
        told = Story.objects.filter(teller__in=rows).select_related("item__holding__donation")
        return {
            "count": found.count(),
            "things": [self._thing(holding) for holding in found[:MOST]],
            "stories": told.order_by("-told_on", "-pk")[:MOST],
        }

    def _thing(self, holding: Holding) -> dict:
        donation = holding.donation
        roles = [
            words
            for name, words in ROLES.items()
            if getattr(donation, f"{name}_id") in self.rows
            or (name == "owner" and holding.owner_id in self.rows)
        ]
        return {
            "holding": holding,
            "roles": roles,
            "day": day_of(donation.happened_at),
            "url": reverse("objects:sheet", args=[holding.item_id]),
            "receipt_url": reverse("donations:inspect", args=[donation.pk]),
        }


def beside(person: Person, user) -> OfPerson | None:
    """Hook show_of_person: for those who may see objects."""
    may = policy_registry.get_by_type(Item).user_has_permission(user, "view")
    return OfPerson(person) if may and not person.is_erased else None
