"""What search engines and readers of feeds are told: where to look, all that there is, what is new."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from museum.catalogue import public as register
from museum.public import museum
from museum.public_address import absolute
from museum.search import public as search

NEW = 20


@require_safe
def robots(request):
    """Everything but the desk. Hidden codes say noindex themselves and must stay readable for it."""
    desk, everything = reverse("wagtailadmin_home"), absolute(reverse("sitemap"))
    return HttpResponse(
        f"User-agent: *\nDisallow: {desk}\nSitemap: {everything}\n",
        content_type="text/plain; charset=utf-8",
    )


class OfTheMuseum(Sitemap):
    """Under the museum's one name, however this was asked for."""

    limit = 50_000  # as many as one file may name (sitemaps.org)

    def get_domain(self, site=None):
        return urlsplit(settings.BASE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.BASE_URL).scheme

    def location(self, item):
        return item


class Pages(OfTheMuseum):
    def items(self):
        made = (page.get_url_parts() for page in Page.objects.live().public().order_by("path"))
        lists = (reverse(name) for name in ("objects", "visit", "figures"))
        return [*(parts[2] for parts in made if parts), *lists]


class Objects(OfTheMuseum):
    def items(self):
        return register.addresses()


@require_safe
def sitemap(request):
    return sitemaps.sitemap(request, {"pages": Pages, "objects": Objects})


class NewObjects(Feed):
    """The objects that became public last, newest first."""

    feed_type = Rss201rev2Feed
    language = settings.LANGUAGE_CODE

    def title(self):
        return _("%(museum)s: new old things") % {"museum": museum().name}

    def link(self):
        return absolute(reverse("objects"))

    def feed_url(self):
        return absolute(reverse("feed"))

    def description(self):
        return _("What the museum has shown last.")

    def items(self):
        found = search.find(search.Listing(sort=search.NEWEST, per_page=NEW))
        keys = [hit.item for hit in found.hits]
        cards = register.cards(keys)
        return [cards[key] for key in keys if key in cards]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return "，".join(filter(None, (item.era, item.materials)))

    def item_link(self, item):
        return absolute(item.address)


feed = require_safe(NewObjects())


@require_safe
def icon(request):
    """Where browsers look that read no page: the seal."""
    return redirect(static("exhibits/img/seal-180.png"))
