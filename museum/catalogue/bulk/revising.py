"""What Wagtail keeps of each object: its revision, its log, what it refers to."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from museum.catalogue.bulk.lines import Line
from museum.catalogue.models import Donation, Item


def revisions(lines: list[Line], *, by) -> None:
    kind, now = ContentType.objects.get_for_model(Item), timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind, base_content_type=kind, object_id=str(line.item.pk), user=by,
            created_at=now, object_str=str(line.item), content=line.item.serializable_data(),
        )
        for line in lines
    )  # fmt: skip
    published = {line.item.pk for line in lines if line.published}
    last = Revision.objects.filter(
        base_content_type=kind, object_id=Cast(OuterRef("pk"), CharField())
    ).values("pk")
    mine = Item.objects.filter(pk__in=[line.item.pk for line in lines])
    mine.update(latest_revision=Subquery(last[:1]))
    mine.filter(pk__in=published).update(
        live=True,
        has_unpublished_changes=False,
        live_revision=Subquery(last[:1]),
        first_published_at=now,
        last_published_at=now,
    )
    for line, revision in zip(lines, revisions, strict=True):
        _as_written(line.item, revision, now if line.item.pk in published else None)
    said = {"content_type": kind, "user": by, "timestamp": now, "data": {}}
    ModelLogEntry.objects.bulk_create(
        [ModelLogEntry(label=str(line.item), action="wagtail.create",
                       object_id=str(line.item.pk), **said) for line in lines]
        + [ModelLogEntry(label=str(line.item), action="wagtail.publish",
                         object_id=str(line.item.pk), revision=line.item.live_revision,
                         content_changed=True, **said)
           for line in lines if line.item.pk in published]
    )  # fmt: skip


def _as_written(item: Item, revision: Revision, published_at) -> None:
    item.latest_revision = revision
    if published_at:
        item.live, item.live_revision, item.has_unpublished_changes = True, revision, False
        item.first_published_at = item.last_published_at = published_at


def references(written: list[Donation | Item]) -> None:
    """Write what ReferenceIndex.create_or_update_for_object writes for rows that are new.

    Receipts have references only where the desk is loaded, as Wagtail has it.
    """
    hashes: dict[str, uuid.UUID] = {}
    rows = []
    for item in written:
        if type(item) not in ReferenceIndex.indexed_models:
            continue
        kind = ContentType.objects.get_for_model(item)
        for to_kind, to_id, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(item)
        ):
            if content_path not in hashes:
                hashes[content_path] = ReferenceIndex._get_content_path_hash(content_path)
            rows.append(
                ReferenceIndex(
                    content_type=kind, base_content_type=kind, object_id=item.pk,
                    to_content_type_id=to_kind, to_object_id=to_id, model_path=model_path,
                    content_path=content_path, content_path_hash=hashes[content_path],
                )
            )  # fmt: skip
    ReferenceIndex.objects.bulk_create(rows)
