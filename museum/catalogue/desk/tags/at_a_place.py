"""扫到一处: what should stand there, ticked off one by one."""

import uuid

from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from museum.catalogue import seeing
from museum.catalogue.desk.columns import listed, thumbnail
from museum.catalogue.desk.tags.screens import Behind, page_of, stand_at
from museum.catalogue.models import Item, Place, Sighting
from museum.catalogue.moving import MOVABLE
from museum.clock import span, today
from museum.desk.screens import say_refused
from museum.ledger import row_key
from museum.refusals import sentences

NAMED = 6  # as static/museum/tags.js counts too


def should_stand_in(place: Place):
    """Return the objects that the register has in place and on its shelves, shelf by shelf."""
    if place.is_elsewhere:
        return Item.objects.none()
    here = (
        listed()
        .whole()
        .filter(holding__place__in=Place.objects.inside(place), holding__status__in=MOVABLE)
    )
    return here.order_by(
        "holding__place__tree_order", F("holding__number").asc(nulls_last=True), "pk"
    )


def seen_today(place: Place) -> set[int]:
    """Return which objects somebody saw in place today."""
    rows = Sighting.objects.filter(
        place__in=Place.objects.inside(place), happened_at__range=span(today(), today())
    )
    return set(rows.values_list("item", flat=True))


def named(titles: list[str]) -> str:
    """Return the first few of titles: the foot of a telephone's screen is small, and a hall is not."""
    return "、".join(titles[:NAMED]) + ("……" if len(titles) > NAMED else "")


class AtAPlace(Behind):
    template_name = "catalogue/tags/place.html"
    page_title = _("A place was scanned")

    @property
    def place(self) -> Place:
        return self.tag.place  # type: ignore[return-value]  # its tag is a place's

    def get(self, request, **kwargs):
        if not self.place.is_elsewhere:
            stand_at(request, self.place)
        return super().get(request, **kwargs)

    def post(self, request, **kwargs):
        """Write down what is ticked: at once, where the page sends it by itself, or by the button."""
        items = list(should_stand_in(self.place))
        refused = self.tick(items, request.POST.getlist("item"))
        if request.headers.get("X-Requested-With"):
            return HttpResponse(status=422 if refused else 204)
        say_refused(request, refused)
        messages.success(request, self.said(self.missing(items)))
        return redirect(page_of(self.tag))

    def tick(self, items: list[Item], chosen: list[str]) -> list[str]:
        """Write down each by itself: what somebody moved meanwhile holds up nothing else. Returns why not."""
        refused = []
        for item in (each for each in items if str(each.pk) in chosen):
            try:
                seeing.see(item, self.place, by=self.request.user, key=self.key)
            except ValidationError as refusal:
                refused += sentences(refusal)
        return refused

    @property
    def key(self) -> uuid.UUID:
        """One for each day and whoever ticks: what is sent twice, by the page and by its button, is written once."""
        return row_key(self.tag.uuid, f"{today()} {self.request.user.pk}")

    def missing(self, items: list[Item]) -> list[str]:
        seen = seen_today(self.place)
        return [item.title for item in items if item.pk not in seen]

    def said(self, missing: list[str]) -> str:
        if not missing:
            return gettext("All checked, nothing is missing.")
        said = gettext("All checked, %(count)d missing: %(titles)s.")
        return said % {"count": len(missing), "titles": named(missing)}

    def get_context_data(self, **kwargs):
        items, seen = list(should_stand_in(self.place)), seen_today(self.place)
        missing = [item.title for item in items if item.pk not in seen]
        return super().get_context_data(**kwargs) | {
            "place": self.place,
            "lines": [(item, thumbnail(item), item.pk in seen) for item in items],
            "missing": len(missing),
            "titles": named(missing),
            "found": len(items) - len(missing),
        }
