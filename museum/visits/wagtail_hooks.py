from wagtail import hooks

from museum.visits.desk import menu
from museum.visits.desk.urls import urlpatterns

hooks.register("register_admin_menu_item", menu.entry)
hooks.register("register_admin_urls", lambda: urlpatterns)
