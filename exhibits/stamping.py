"""Which stamps a change of the website's own pages touches."""

from museum.stamping import DELETE, INSERT, UPDATE, Watch, watch, whole

SITE = "site"  # where pages are, which are open: every page's footer depends on it
TEXTS = "texts"
EXHIBITIONS = "exhibitions"
# What saving a draft changes of the row shows nowhere.
SHOWN = ("title", "seo_title", "search_description", "live", "slug", "path", "depth", "url_path",
         "content_type_id")  # fmt: skip
ROUTES = ("slug", "path", "depth", "url_path")
LISTED = "SELECT '{name}' AS name FROM {table} p WHERE p.page_ptr_id = {{row}}.id"
OF_TEXTS = LISTED.format(name=TEXTS, table="exhibits_textpage")
OF_EXHIBITIONS = LISTED.format(name=EXHIBITIONS, table="exhibits_exhibitionpage")
OWN = "'page:' || {row}.page_ptr_id"
# Whatever may be read of them on the first page or under 来馆参观, they change seldom or are one.
TABLES = ("visits_visiting", "visits_weeklyhours", "visits_specialday", "visits_tap",
          "visits_visit", "volunteers_volunteer", "volunteers_volunteerentry")  # fmt: skip


def page(key) -> str:
    return f"page:{key}"


def follow() -> None:
    watch(
        Watch("wagtailcore_page", ("'page:' || {row}.id", OF_TEXTS, OF_EXHIBITIONS), SHOWN,
              acts=(UPDATE, DELETE)),
        Watch("wagtailcore_page", (f"'{SITE}'",), ROUTES, acts=(UPDATE,)),
        Watch("exhibits_homepage", (OWN,)),
        Watch("exhibits_textpage", (OWN,)),
        Watch("exhibits_textpage", (f"'{TEXTS}'",), acts=(INSERT, DELETE)),
        Watch("exhibits_exhibitionpage", (OWN, f"'{EXHIBITIONS}'")),
        *(Watch(table, (f"'{SITE}'",)) for table in
          ("wagtailcore_site", "wagtailcore_pageviewrestriction", "wagtailcore_locale")),
    )  # fmt: skip
    whole(*TABLES)
