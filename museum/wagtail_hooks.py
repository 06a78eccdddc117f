from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from wagtail import hooks

from museum.catalogue.desk.home import say_what_next
from museum.desk import clock, day, menus

hooks.register("construct_homepage_panels", say_what_next)
hooks.register("construct_homepage_panels", clock.warn, order=120)
hooks.register("register_admin_urls", lambda: [*clock.urlpatterns, *day.urlpatterns])
hooks.register("register_help_menu_item", day.entry)
hooks.register("construct_main_menu", menus.main_menu, order=100)
hooks.register("construct_settings_menu", menus.settings_menu, order=100)
hooks.register("construct_help_menu", menus.help_menu, order=100)
hooks.register("construct_search", menus.search_areas, order=100)
hooks.register("register_settings_menu_item", menus.pictures)


@hooks.register("register_icons")
def icons(known):
    return [*known, *menus.ICONS]


@hooks.register("construct_homepage_summary_items", order=100)
def no_summary(request, items):
    items.clear()


@hooks.register("insert_global_admin_js")
def still_here():
    return format_html('<script type="module" src="{}"></script>', static("museum/still_here.js"))


@hooks.register("insert_global_admin_js")
def typed():
    return format_html('<script type="module" src="{}"></script>', static("museum/typed.js"))


@hooks.register("insert_global_admin_js")
def keeping():
    return format_html_join(
        "",
        '<script type="module" src="{}"></script>',
        [[static("museum/phone.js")], [static("museum/keeping.js")]],
    )


@hooks.register("insert_global_admin_css")
def looks():
    return format_html('<link rel="stylesheet" href="{}">', static("museum/desk.css"))
