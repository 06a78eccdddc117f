import pytest
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished

from museum.catalogue import accessioning
from museum.search.finding import find
from museum.search.listing import Listing
from tests.factories import published, received


@pytest.fixture(autouse=True)
def no_task_fails():
    """Wagtail's immediate tasks swallow what goes wrong; here it fails the test."""
    failed = []

    def note(sender, task_result, **kwargs):
        if task_result.status == TaskResultStatus.FAILED:
            failed.append(task_result.task.func.__name__)

    task_finished.connect(note)
    yield failed
    task_finished.disconnect(note)
    assert not failed


@pytest.fixture
def put(registrar, curator, ma_family):
    """Put a public object into the museum: put("马灯", dialect_names="桅灯")."""

    def put(title, *, public=True, owner=ma_family, **more):
        plain = {name: more.pop(name) for name in ("other_names", "category") if name in more}
        item = received(title, by=registrar, owner=owner, more=more, **plain)
        accessioning.accept(item, by=curator)
        return published(item) if public else item

    return put


def titles(query="", **more):
    """What the public finds in the exact tier, in order."""
    answer = find(Listing(query=query, per_page=96, **more))
    return [title_of(hit.item) for hit in answer.hits]


def fuzzy(query):
    """What the public finds below it: {tier: titles}."""
    answer = find(Listing(query=query, per_page=96))
    return {tier.code: [title_of(hit.item) for hit in tier.hits] for tier in answer.fuzzy}


def title_of(key):
    from museum.catalogue.models import Item

    return Item.objects.get(pk=key).title
