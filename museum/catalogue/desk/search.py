from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.search import SearchArea


class ObjectSearch(SearchArea):
    def is_shown(self, request):
        return request.user.has_perm("catalogue.view_item")


def objects():
    """The box in the sidebar looks for objects first."""
    url = reverse("wagtailsnippets_catalogue_item:list")
    return ObjectSearch(_("Objects"), url, name="objects", icon_name="list-ul", order=1)
