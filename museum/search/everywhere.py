"""The box in the sidebar: objects, receipts, visits, bookings, people and exhibitions, on one page.

Of each register as its own list finds it, the first few, and only for whoever may see that register.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy
from wagtail.search.backends import get_search_backend

from museum.catalogue.models import Donation, Item
from museum.clock import day_in_words, day_of
from museum.people.knowing import holding
from museum.people.models import Person
from museum.visits.models import Booking, Visit
from museum.visits.permissions import may as may_with_visits
from museum.wording import StrOrPromise

FIRST, LONGEST = 8, 60


@dataclass(frozen=True, slots=True)
class Hit:
    label: str
    more: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    heading: StrOrPromise
    hits: list[Hit]
    all_url: str


def _text(fields: tuple[str, ...], words: list[str]) -> Q:
    """Return that every word stands in one of fields."""
    found = Q()
    for word in words:
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__icontains": word})
        found &= one
    return found


def find(said: str, user) -> Iterator[Found]:
    words = said[:LONGEST].split()
    if not words:
        return
    query = urlencode({"q": said})
    if user.has_perm("catalogue.view_item"):
        yield _objects(said, query)
    if user.has_perm("catalogue.view_donation"):
        yield _receipts(words, query)
    if may_with_visits(user, "see"):
        yield _visits(words)
        yield _bookings(words)
    if user.has_perm("people.view_person"):
        yield _people(words, query)
    yield _pages(words, user)


def _objects(said: str, query: str) -> Found:
    rows = get_search_backend().search(said, Item.objects.with_facts())[:FIRST]
    hits = [Hit(str(row), row.number, reverse("objects:sheet", args=[row.pk])) for row in rows]
    return Found(_("Objects"), hits, f"{reverse('wagtailsnippets_catalogue_item:list')}?{query}")


def _receipts(words: list[str], query: str) -> Found:
    fields = ("label", "holdings__item__title", "owner__name", "brought_by__name")
    rows = Donation.objects.filter(_text(fields, words)).select_related("owner").distinct()[:FIRST]
    hits = [
        Hit(row.label, f"{row.owner or ''} {day_in_words(day_of(row.happened_at))}".strip(),
            reverse("donations:inspect", args=[row.pk]))
        for row in rows
    ]  # fmt: skip
    return Found(_("Receipts"), hits, f"{reverse('donations:index')}?{query}")


def _visits(words: list[str]) -> Found:
    fields = ("label", "organisations__organisation__name")
    rows = Visit.objects.current().filter(_text(fields, words)).distinct()
    rows = rows.prefetch_related("organisations__organisation").order_by("-day", "-pk")[:FIRST]
    hits = [Hit(row.label, f"{row.names} {day_in_words(row.day)}".strip(),
                reverse("visits:visit", args=[row.label])) for row in rows]  # fmt: skip
    return Found(pgettext_lazy("museum", "Visits"), hits, "")


def _bookings(words: list[str]) -> Found:
    fields = ("label", "code", "organisation", "contact__name")
    rows = Booking.objects.filter(_text(fields, words)).select_related("contact")
    hits = [Hit(row.label, f"{row.name} {day_in_words(row.day)}",
                reverse("visits:booking", args=[row.label]))
            for row in rows.order_by("-day", "-pk")[:FIRST]]  # fmt: skip
    return Found(_("Bookings"), hits, "")


def _people(words: list[str], query: str) -> Found:
    rows = Person.objects.one_each()
    for word in words:
        lives = Q(former_group__icontains=word) | Q(building__icontains=word)
        rows = rows.filter(Q(pk__in=holding(word)) | lives)
    hits = [Hit(row.name, row.former_group, reverse("people:inspect", args=[row.pk]))
            for row in rows[:FIRST]]  # fmt: skip
    return Found(_("People"), hits, f"{reverse('people:index')}?{query}")


def _pages(words: list[str], user) -> Found:
    own = page_permission_policy.instances_user_has_permission_for(user, "change")
    rows = own.filter(_text(("title",), words), depth__gt=1).order_by("path")
    hits = [Hit(row.title, "", reverse("wagtailadmin_pages:edit", args=[row.pk]))
            for row in rows[:FIRST]]  # fmt: skip
    return Found(_("Exhibitions"), hits, "")


class FindView(WagtailAdminTemplateMixin, TemplateView):
    """For whoever signs in: each finds what each may see."""

    template_name = "search/everywhere.html"
    page_title = _("Search")
    header_icon = "search"

    def get_context_data(self, **kwargs):
        said = self.request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
        found = [each for each in find(said, self.request.user) if each.hits]
        return super().get_context_data(**kwargs) | {"said": said, "found": found}


class Everywhere(SearchArea):
    def is_shown(self, request):
        return True


def area():
    """What the box in the sidebar opens."""
    return Everywhere(
        _("Everything"), reverse("find"), name="everything", icon_name="search", order=0
    )


find_view = never_cache(FindView.as_view())
