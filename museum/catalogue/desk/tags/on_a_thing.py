"""扫到一件: what hangs on the tag, where it should be, and what may be done with it here."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from museum.catalogue import public, seeing, tagging
from museum.catalogue.desk.columns import listed, thumbnail
from museum.catalogue.desk.tags.screens import Behind, page_of, stands_at
from museum.catalogue.models import Item, Place
from museum.catalogue.moving import MOVABLE
from museum.catalogue.permissions import may
from museum.desk.forms import key_of
from museum.refusals import refuse


class OnAThing(Behind):
    template_name = "catalogue/tags/thing.html"
    page_title = _("A thing was scanned")

    @cached_property
    def item(self) -> Item:
        return listed().get(pk=self.tag.item_id)

    @cached_property
    def here(self) -> Place | None:
        """The place where somebody stands: the one that was scanned last, else where the thing should be."""
        return stands_at(self.request) or self.item.holding.place

    def post(self, request, **kwargs):
        """在这里."""
        said = gettext("Written down: “%(title)s” was seen today in %(place)s.")
        self.attempt(self.see, said=said % {"title": self.item.title, "place": self.here})
        return redirect(page_of(self.tag))

    def see(self, *, by):
        place = Place.objects.filter(pk=_number(self.request.POST.get("place"))).first()
        if place is None:
            refuse(
                None, gettext("Scan the place first, so that it is known where you stand."), "where"
            )
        return seeing.see(self.item, place, by=by, key=key_of(self.request))

    def get_context_data(self, **kwargs):
        holding, user = self.item.holding, self.request.user
        is_here = holding.is_here and holding.status in MOVABLE
        policy = policy_registry.get_by_type(Item)
        may_write = policy.user_has_permission_for_instance(user, "change", self.item)
        elsewhere = is_here and holding.place_id not in Place.objects.inside(self.here)
        edit = reverse("wagtailsnippets_catalogue_item:edit", args=[self.item.pk])
        shown = public.resolve(holding.designation)
        return super().get_context_data(**kwargs) | {
            "item": self.item,
            "holding": holding,
            "picture": thumbnail(self.item),
            "here": self.here,
            "stands_elsewhere": elsewhere,
            "may_see": is_here and not elsewhere,
            "may_move": is_here and may(user, "move"),
            "take": reverse("objects:photograph", args=[self.item.pk]) if may_write else "",
            "edit": edit if may_write else "",
            "stories": self.item.stories.count(),
            "page": shown.address if shown and shown.kind == "object" else "",
            "instead": tagging.valid_tag(self.item) if self.tag.ended else None,
            "may_void": self.tag.is_of_paper and not self.tag.ended and may(user, "tie"),
        }


def _number(text) -> int:
    return int(text) if str(text).isdecimal() and len(text) < 10 else 0
