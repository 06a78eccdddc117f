"""An old draft published late changes words, and no fact."""

import pytest
from django.urls import reverse

from museum.catalogue import displaying, opening
from museum.catalogue.models import Holding, Item
from tests.catalogue.desk.filling import form_on
from tests.factories import published

pytestmark = pytest.mark.django_db


def address(name, item, *more):
    return reverse(f"wagtailsnippets_catalogue_item:{name}", args=[item.pk, *more])


@pytest.fixture
def old_draft(as_, curator, accepted):
    """A published object with a newer draft in the editor."""
    published(accepted)
    client = as_(curator)
    page = client.get(address("edit", accepted))
    client.post(address("edit", accepted), form_on(page, use="草稿里的用途"))
    return client, form_on(client.get(address("edit", accepted)))


def facts(item):
    return Holding.objects.filter(item=item).values().get()


def test_a_draft_from_before_a_move_moves_nothing(old_draft, curator, accepted, case):
    client, draft = old_draft
    displaying.put_on_display(accepted, case, by=curator)
    before = facts(accepted)

    client.post(address("edit", accepted), draft | {"action-publish": "1"})

    assert Item.objects.get(pk=accepted.pk).use == "草稿里的用途"
    assert facts(accepted) == before
    assert Item.objects.on_display().filter(pk=accepted.pk).exists()


def test_a_draft_from_before_a_withdrawal_opens_nothing(old_draft, curator, accepted):
    client, draft = old_draft
    opening.withdraw(accepted, by=curator, reason="家里人说先收起来")
    before = facts(accepted)

    client.post(address("edit", accepted), draft | {"action-publish": "1"})

    assert facts(accepted) == before
    assert not Item.objects.public().filter(pk=accepted.pk).exists()


def test_going_back_to_the_first_version_takes_no_number_away(as_, curator, accepted):
    client = as_(curator)
    first = accepted.revisions.order_by("pk").first()
    before = facts(accepted)
    page = client.get(address("revisions_revert", accepted, first.pk))

    client.post(
        address("revisions_revert", accepted, first.pk),
        form_on(page) | {"action-publish": "1"},
    )

    assert Item.objects.get(pk=accepted.pk).live
    assert facts(accepted) == before


def test_an_approval_after_a_withdrawal_opens_nothing(as_, registrar, curator, ewer):
    client = as_(registrar)
    page = client.get(address("edit", ewer))
    client.post(address("edit", ewer), form_on(page) | {"action-submit": "1"})
    opening.withdraw(ewer, by=curator)
    state = ewer.current_workflow_task_state

    as_(curator).post(address("workflow_action", ewer, "approve", state.pk))

    assert Item.objects.get(pk=ewer.pk).live
    assert not Item.objects.public().filter(pk=ewer.pk).exists()
