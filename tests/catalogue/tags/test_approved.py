"""What the screens and papers of tags say, held against what somebody has read."""

import datetime

import pytest
from django.utils import timezone

from museum.catalogue import accessioning, moving, printing_tags, seeing, tagging
from museum.catalogue.models import Tag
from museum.clock import SHANGHAI
from tests.approving import approved


@pytest.fixture
def hung(monkeypatch, curator, wheel, loom, case):
    """Two things in the case, one of them seen today; tags, of which one was lost and one counts no more."""
    later = timezone.now() + datetime.timedelta(minutes=1)
    printing_tags.print_tags(5, by=curator)
    accessioning.accept(wheel, by=curator)
    moving.move([wheel, loom], case, by=curator)
    tags = list(Tag.objects.of_paper().order_by("pk"))
    for tag, item in zip(tags, (wheel, loom), strict=False):
        tagging.tie(tag, item, by=curator)
    tagging.replace(wheel, tags[2], by=curator)
    tagging.void(tags[4], by=curator, reason="撕坏了")
    seeing.see(loom, case, by=curator)
    monkeypatch.setattr(timezone, "now", lambda: later.astimezone(SHANGHAI))
    return tags


def test_the_screens_of_tags_are_as_they_were_approved(
    client, curator, registrar, hung, case, store
):
    client.force_login(curator)
    lost, seen, valid, unused, void = (tag.code for tag in hung)
    place = case.tags.get().code
    for name, address in (
        ("scan", ""), ("unused", f"{unused}/"), ("thing", f"{valid}/"), ("thing-of-a-lost-tag", f"{lost}/"),
        ("place", f"{place}/"), ("thing-here", f"{seen}/"), ("move", f"{valid}/move/"), ("tie", f"{unused}/tie/"),
        ("replace", f"{unused}/replace/"), ("void", f"{valid}/void/"), ("empty-place", f"{store.tags.get().code}/"),
        ("thing-elsewhere", f"{seen}/"), ("print", "print/"),
    ):  # fmt: skip
        approved(f"tags-{name}", client.get(f"/admin/tags/{address}"))
    for code in (void, "0001X", "nichts"):
        approved(f"tags-none-{code}", client.get(f"/admin/tags/{code}/"), status=404)
    client.force_login(registrar)
    client.get(f"/admin/tags/{store.tags.get().code}/")
    approved("tags-thing-elsewhere-dengji", client.get(f"/admin/tags/{seen}/"))


def test_the_sheets_are_as_they_were_approved(client, keeper, hung, case, settings):
    client.force_login(keeper)
    for stock in ("a4", "a4-21", "roll"):
        approved(
            f"tags-paper-{stock}",
            client.get(f"/admin/tags/print/{hung[0].printing_id}/?stock={stock}"),
            "html",
        )
        places = f"/admin/tags/print/places/?place={case.pk}&stock={stock}"
        approved(f"tags-places-{stock}", client.get(places), "html")
    settings.BASE_URL = "http://127.0.0.1:8000"
    approved("tags-print-refused", client.get("/admin/tags/print/"))


def test_what_a_visitor_reads_of_an_unused_tag_is_as_it_was_approved(client, hung):
    approved("public-unused-tag", client.get(f"/o/{hung[3].code}"), "html")
