from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from museum.catalogue.admin import bulk_actions, looks, policies, reviewing, search, urls
from museum.catalogue.admin.donations import DonationViewSet
from museum.catalogue.admin.items import ItemViewSet
from museum.catalogue.admin.places import PlaceViewSet
from museum.catalogue.admin.terms import TermViewSet
from museum.catalogue.desk.urls import urlpatterns as desk

policies.register()
register_snippet(ItemViewSet)
for action in (*bulk_actions.BULK_ACTIONS, bulk_actions.Nothing):
    hooks.register("register_bulk_action", action, order=1000)
hooks.register("construct_snippet_action_menu", reviewing.arrange)
hooks.register("after_unpublish", reviewing.close_pictures)
hooks.register("insert_global_admin_css", looks.stylesheet)
hooks.register("register_admin_search_area", search.objects)
hooks.register("register_admin_viewset", lambda: [DonationViewSet(), PlaceViewSet(), TermViewSet()])
hooks.register("register_admin_urls", lambda: [path("catalogue/objects/", include(urls)), *desk])
