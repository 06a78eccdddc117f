from wagtail import hooks

from museum.upkeep import desk, recovery_desk

# After what waits for people: it is the museum's own affair, unless it is red.
hooks.register("construct_homepage_panels", desk.tell, order=300)
hooks.register("register_admin_urls", lambda: [*desk.urlpatterns, *recovery_desk.urlpatterns])
