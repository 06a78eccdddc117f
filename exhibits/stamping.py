"""Which stamps a change of the website's own pages touches."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from museum import stamps

SITE = "site"  # where pages are, which are open: every page's footer depends on it
TEXTS = "texts"
EXHIBITIONS = "exhibitions"
# What saving a draft changes of the row shows nowhere.
UNSEEN = {
    "latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title",
    "locked", "locked_at", "locked_by", "go_live_at", "expire_at",
}  # fmt: skip


def page(key) -> str:
    return f"page:{key}"


def follow() -> None:
    for model in (Site, PageViewRestriction):
        post_save.connect(site_changed, sender=model)
        post_delete.connect(site_changed, sender=model)
    for signal in (page_slug_changed, post_page_move):
        signal.connect(site_changed)
    for signal in (page_published, page_unpublished):
        signal.connect(page_changed)
    post_save.connect(row_changed)
    post_delete.connect(row_changed)


def site_changed(**kwargs) -> None:
    stamps.touch(SITE)


def row_changed(sender, instance, update_fields=None, **kwargs) -> None:
    if not issubclass(sender, Page):
        return
    if update_fields is None or set(update_fields) - UNSEEN:
        page_changed(instance)


def page_changed(instance, **kwargs) -> None:
    from exhibits.models import ExhibitionPage, TextPage

    names = [page(instance.pk)]
    if isinstance(instance, TextPage):
        names.append(TEXTS)
    if isinstance(instance, ExhibitionPage):
        names.append(EXHIBITIONS)
    stamps.touch(*names)
