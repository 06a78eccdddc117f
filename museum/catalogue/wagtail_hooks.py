from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from museum.catalogue.desk import (
    bulk_actions,
    looks,
    of_person,
    policies,
    reviewing,
    search,
    sending_photos,
    urls,
)
from museum.catalogue.desk.donations import DonationViewSet
from museum.catalogue.desk.items import ItemViewSet
from museum.catalogue.desk.places import PlaceViewSet
from museum.catalogue.desk.receiving.urls import urlpatterns as desk
from museum.catalogue.desk.tags import urls as tags
from museum.catalogue.desk.terms import TermViewSet

policies.register()
register_snippet(ItemViewSet)
for action in (*bulk_actions.BULK_ACTIONS, bulk_actions.Nothing):
    hooks.register("register_bulk_action", action, order=1000)
hooks.register("construct_snippet_action_menu", reviewing.arrange)
hooks.register("after_unpublish", reviewing.close_pictures)
hooks.register("insert_global_admin_css", looks.stylesheet)
hooks.register("show_of_person", of_person.beside)
hooks.register("register_admin_search_area", search.objects)
hooks.register("register_admin_viewset", lambda: [DonationViewSet(), PlaceViewSet(), TermViewSet()])
hooks.register(
    "register_admin_urls",
    lambda: [
        path("catalogue/objects/", include(urls)),
        path("catalogue/photos/", include(sending_photos)),
        path("tags/", include(tags)),
        *desk,
    ],
)
