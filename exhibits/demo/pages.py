"""The demo's pages: the first page, two exhibitions, three texts."""

from django.utils.html import format_html, format_html_join
from wagtail.models import Site

from exhibits.models import ExhibitionPage, HomePage, TextPage


def put_up(village, items) -> None:
    """Write the pages of village; items are the register's objects by slug."""
    home = HomePage.objects.get()
    home.title = village.museum["name"]
    home.question = "\n".join(village.museum["question"])
    home.asked_by = village.museum["asked_by"]
    home.story = "\n".join(village.museum["story"])
    home.featured = items[village.museum["featured"]]
    home.save_revision().publish()
    Site.objects.update(site_name=village.museum["name"])
    for row in village.exhibitions:
        page = ExhibitionPage(title=row["title"], slug=row["slug"], intro=row["intro"])
        page.body = [_block(block, items) for block in row["block"]]
        home.add_child(instance=page)
    for row in village.pages:
        page = TextPage(title=row["title"], slug=row["slug"])
        page.body = [("paragraph", _paragraphs(row["body"]))]
        home.add_child(instance=page)


def _block(row, items) -> tuple:
    if row["kind"] == "objects":
        chosen = [items[slug] for slug in row["items"]]
        return "objects", {"objects": chosen, "note": row.get("note", "")}
    if row["kind"] == "quote":
        return "quote", {"text": row["text"].strip(), "said_by": row.get("said_by", "")}
    if row["kind"] == "heading":
        return "heading", row["text"]
    return "paragraph", _paragraphs(row["text"].strip().split("\n\n"))


def _paragraphs(texts) -> str:
    return format_html("{}", format_html_join("", "<p>{}</p>", ((text.strip(),) for text in texts)))
