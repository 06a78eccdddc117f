"""<b> in every text that a person can write, looked for raw on every page, screen and paper."""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from wagtail.models import Page

from museum.freshness import triggers
from museum.search.indexing import rebuild
from tests.accounts.test_every_address import addresses, filled, world  # noqa: F401
from tests.accounts.test_fuzz import public_addresses
from tests.factories import UserFactory
from tests.museum.test_verifying import lived  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.long]
MARK = "<b>埋"
OURS = ("museum", "accounts", "people", "pictures", "catalogue", "visits", "volunteers", "figures",
        "exhibits")  # fmt: skip
# What no person writes: numbers and codes of our own making, keys, hashes, paths, names for machines.
NOT_WRITTEN = {
    "label", "code", "key", "hash", "before", "act", "subject", "uuid", "file", "kind", "password",
    "username", "email", "phone", "sha256", "file_hash", "filter_spec", "focal_point_key",
    "fingerprint", "feed_key", "slug", "path", "url_path", "notice_version", "series", "naming",
    "collection_prefix", "deposit_prefix", "support_prefix", "replica_prefix", "donation_prefix",
    "volunteer_prefix", "statement_prefix", "reason_code", "field", "region_code", "iso", "vocabulary",
    "wagtail_reference_index_ignore", "demo_since", "digest", "draft_title",
}  # fmt: skip


def written_columns():
    """Yield (table, key, column, longest) of every text that a person writes."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model._meta.db_table == "museum_stamp":
            continue
        for field in model._meta.local_fields:
            plain = isinstance(field, models.CharField | models.TextField)
            if (
                plain
                and not field.choices
                and not field.unique
                and not isinstance(field, models.JSONField | models.FileField)
                and field.name not in NOT_WRITTEN
                and type(field).__name__ not in ("StreamField", "RichTextField")
            ):
                yield model._meta.db_table, model._meta.pk.column, field.column, field.max_length


def plant():
    planted = 0
    triggers.lift()
    with connection.cursor() as cursor:
        connection.check_constraints()
        for table, pk, column, longest in written_columns():
            if longest and longest < len(MARK) + 4:
                continue
            # With its key behind it, for what must not be there twice.
            cursor.execute(f'UPDATE "{table}" SET "{column}" = %s || CAST("{pk}" AS text) '
                           f'WHERE "{column}" <> %s', [MARK, ""])  # fmt: skip
            planted += cursor.rowcount
    triggers.lay()
    Page.objects.update(title=MARK, draft_title=MARK)
    return planted


@pytest.fixture
def planted(world, lived):  # noqa: F811
    apps.get_model("museum", "Museum").load().save()
    count = plant()
    cache.clear()
    rebuild()
    return count


def test_no_text_that_a_person_wrote_reaches_a_page_raw(planted, world, client):  # noqa: F811
    client.raise_request_exception = False
    client.force_login(UserFactory(is_superuser=True))
    visitor = type(client)(raise_request_exception=False)
    every = [(client, at) for path in addresses() for at in filled(path, world)]
    shown = ["/", "/objects/", "/objects/?q=%E5%9F%8B", "/visit/", "/visit/book/", "/figures/",
             *(f"/objects/{each}/" for each in ("CS00001", "CS00002", "JC00001"))]  # fmt: skip
    every += [(visitor, at) for at in shown]
    every += [(client, at) for path in public_addresses() if "<" not in path for at in ["/" + path]]

    raw, told = [], 0
    for who, address in every:
        answer = who.get(address, follow=True)
        if "html" not in answer.get("Content-Type", ""):
            continue
        body = answer.content.decode(errors="ignore")
        told += "&lt;b&gt;埋" in body
        if MARK in body:
            raw.append((address, body[max(0, body.index(MARK) - 120) : body.index(MARK) + 40]))

    assert planted > 60
    assert told > 60
    assert not raw
