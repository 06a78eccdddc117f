from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks

from museum.search import everywhere
from museum.search.desk import suggest_objects
from museum.search.watching import say_what_is_missing

hooks.register(
    "register_admin_urls",
    lambda: [
        path("search/objects/suggest/", suggest_objects, name="suggest_objects"),
        path("find/", everywhere.find_view, name="find"),
    ],
)

hooks.register("register_admin_search_area", everywhere.area)
# After the first page has got its panel: there is none but ours.
hooks.register("construct_homepage_panels", say_what_is_missing, order=200)


@hooks.register("insert_global_admin_js")
def suggestions():
    return format_html(
        '<script type="module" src="{}" data-suggest="{}" data-boxes="{} {} {}"></script>',
        static("museum/suggest.js"),
        reverse("suggest_objects"),
        reverse("find"),
        reverse("wagtailsnippets_catalogue_item:list"),
        reverse("wagtailsnippetchoosers_catalogue_item:choose_results"),
    )
