from wagtail import hooks

from museum.visits.desk import holidays, home, menu
from museum.visits.desk.urls import urlpatterns

hooks.register("register_admin_menu_item", menu.entry)
hooks.register("register_admin_urls", lambda: urlpatterns)
hooks.register("construct_homepage_panels", home.show_the_door, order=110)
hooks.register("after_edit_setting", holidays.after_the_settings)
hooks.register("construct_homepage_panels", holidays.remind, order=200)
