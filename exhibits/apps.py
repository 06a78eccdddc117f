from django.apps import AppConfig

# What saving a draft changes of a page's row shows nowhere.
OF_A_PAGE = ("title", "seo_title", "search_description", "live", "slug", "path", "depth", "url_path",
             "content_type_id")  # fmt: skip
TABLES = ("exhibits_homepage", "exhibits_textpage", "exhibits_exhibitionpage", "wagtailcore_site",
          "wagtailcore_pageviewrestriction", "wagtailcore_locale")  # fmt: skip


def triggers():
    """The website's own pages, and where they are."""
    from museum.freshness.versions import SHOWN, moved

    yield from moved(SHOWN, "wagtailcore_page", columns=OF_A_PAGE)
    for table in TABLES:
        yield from moved(SHOWN, table)


class Exhibits(AppConfig):
    name = "exhibits"
    label = "exhibits"

    def ready(self):
        from museum.freshness.triggers import add

        add(triggers)
