import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Revision
from wagtail.permissions import policy_registry

from museum.catalogue.desk.admission import ASKS
from museum.catalogue.models import Donation, Holding, Item, Movement, Place, RegisterEntry
from museum.ledger import LedgerLine
from tests.catalogue.desk.filling import form_on, words
from tests.factories import UserFactory, published, received

pytestmark = pytest.mark.django_db
ITEM = "wagtailsnippets_catalogue_item"


def everything():
    """What must stay as it was when somebody was refused."""
    return (
        list(Item.objects.order_by("pk").values()),
        list(Holding.objects.order_by("pk").values()),
        list(Revision.objects.order_by("pk").values_list("pk", "content")),
        list(ModelLogEntry.objects.order_by("pk").values_list("pk", "action")),
        LedgerLine.objects.count(),
        RegisterEntry.objects.count(),
        Movement.objects.count(),
    )


def refused(response) -> bool:
    return response.status_code in (403, 404) or (
        response.status_code == 302 and "/edit/" not in response["Location"]
    )


def address(name, item):
    revision = item.latest_revision_id
    more = {
        "revisions_revert": [revision],
        "revisions_view": [revision],
        "revisions_unschedule": [revision],
        "revisions_compare": ["earliest", "latest"],
        "workflow_history_detail": [1],
        "workflow_action": ["approve", 1],
        "collect_workflow_action_data": ["approve", 1],
        "workflow_preview": [1],
    }
    none = {"list", "list_results", "add", "preview_on_add"}
    return reverse(f"{ITEM}:{name}", args=[] if name in none else [item.pk, *more.get(name, [])])


FOREIGN = sorted(set(ASKS) - {"list", "list_results", "inspect"})


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_volunteer_reaches_no_screen_behind_another_one_s_object(
    as_, another_registrar, wheel, name, method
):
    client = as_(another_registrar)
    before = everything()

    response = getattr(client, method)(
        address(name, wheel), {"title": "强改", "action-publish": "1"}
    )

    assert refused(response)
    assert everything() == before


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_keeper_describes_publishes_and_deletes_nothing(as_, keeper, wheel, name, method):
    client = as_(keeper)
    before = everything()

    response = getattr(client, method)(
        address(name, wheel), {"title": "强改", "action-publish": "1"}
    )

    assert refused(response)
    assert everything() == before


@pytest.mark.parametrize("name", ["add", "delete", "preview_on_add"])
def test_not_even_an_administrator_adds_or_deletes_an_object(as_, wheel, name):
    client = as_(UserFactory(is_superuser=True))
    before = everything()

    response = client.post(address(name, wheel), {"title": "凭空来的"})

    assert refused(response)
    assert everything() == before


def test_there_is_no_address_for_copying_an_object(as_, curator, wheel):
    client = as_(curator)

    response = client.get(f"/admin/objects/copy/{wheel.pk}/")

    assert response.status_code == 404


def test_a_volunteer_describes_what_he_received(as_, registrar, wheel):
    client = as_(registrar)
    page = client.get(address("edit", wheel))

    client.post(address("edit", wheel), form_on(page, use="纺棉线"))

    assert Item.objects.get(pk=wheel.pk).use == "纺棉线"


def test_a_forged_publish_by_a_volunteer_only_saves_a_draft(as_, registrar, wheel):
    client = as_(registrar)
    page = client.get(address("edit", wheel))

    client.post(address("edit", wheel), form_on(page, use="纺棉线", **{"action-publish": "1"}))

    wheel.refresh_from_db()
    assert not wheel.live
    assert wheel.latest_revision.content["use"] == "纺棉线"
    assert not ModelLogEntry.objects.filter(action="wagtail.publish").exists()


@pytest.mark.parametrize(
    "name",
    ["unpublish", "lock", "unlock", "revisions_unschedule", "workflow_action", "delete", "add"],
)
def test_a_volunteer_decides_nothing_about_his_own_object(as_, registrar, wheel, name):
    client = as_(registrar)
    before = everything()

    response = client.post(address(name, wheel))

    assert refused(response)
    assert everything() == before


def test_an_accepted_object_is_closed_to_its_volunteer_and_says_why(as_, registrar, accepted):
    client = as_(registrar)
    before = everything()

    response = client.post(address("edit", accepted), {"title": "强改"}, follow=True)

    assert "强改" not in words(response)
    assert "It is decided" in words(response) or "馆长已经定了" in words(response)
    assert everything() == before


def test_a_published_object_is_closed_to_its_volunteer(as_, registrar, ewer):
    published(ewer)
    client = as_(registrar)
    before = everything()

    response = client.post(address("edit", ewer), {"title": "强改"})

    assert refused(response)
    assert everything() == before


def test_a_volunteer_still_reads_the_history_of_what_he_received(as_, registrar, accepted):
    client = as_(registrar)

    response = client.get(address("history", accepted))

    assert response.status_code == 200


def test_going_back_to_an_old_version_is_not_for_another_volunteer(
    as_, another_registrar, curator, wheel
):
    published(wheel)
    client = as_(another_registrar)
    before = everything()

    response = client.post(address("revisions_revert", wheel), {"title": "旧的"})

    assert refused(response)
    assert everything() == before


def test_autosave_of_an_object_that_is_closed_is_refused(as_, registrar, accepted):
    client = as_(registrar)
    before = everything()

    response = client.post(
        address("edit", accepted), {"title": "强改"}, headers={"accept": "application/json"}
    )

    assert refused(response)
    assert everything() == before


def test_the_chooser_answers_only_those_who_may_see_objects(as_, storyteller, wheel):
    client = as_(storyteller)

    response = client.get(reverse("wagtailsnippetchoosers_catalogue_item:choose"))

    assert refused(response)


def test_the_chooser_shows_number_and_title_and_nothing_hidden(as_, keeper, wheel):
    client = as_(keeper)

    response = client.get(reverse("wagtailsnippetchoosers_catalogue_item:choose_results"))

    assert "手摇纺车" in words(response)
    assert wheel.number in words(response)
    assert "13800001234" not in response.content.decode()


def test_the_chooser_offers_no_new_object(as_, curator, wheel):
    client = as_(curator)

    response = client.post("/admin/snippets/choose/catalogue/item/create/", {"title": "凭空来的"})

    assert response.status_code == 404
    assert Item.objects.count() == 1


@pytest.mark.parametrize("model", [Donation, Holding, Movement, RegisterEntry, LedgerLine])
@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_what_verbs_wrote_is_changed_in_the_admin_by_nobody(model, action):
    policy = policy_registry.get_by_type(model)

    assert not policy.user_has_permission(UserFactory.build(is_superuser=True), action)
    assert policy.user_has_permission(UserFactory.build(is_superuser=True), "view")


def test_the_policy_lists_the_objects_that_a_volunteer_may_change(
    registrar, another_registrar, curator, wheel, loom, ewer, ma_family
):
    received("别人登记的", by=another_registrar, owner=ma_family)
    published(ewer)
    loom.get_workflow().start(loom, registrar)

    policy = policy_registry.get_by_type(Item)

    assert list(policy.instances_user_has_permission_for(registrar, "change")) == [wheel]
    assert policy.instances_user_has_permission_for(curator, "change").count() == 4
    assert not policy.instances_user_has_permission_for(curator, "delete").exists()


def test_places_are_not_deleted(as_, curator, case):
    client = as_(curator)

    response = client.post(reverse("places:delete", args=[case.pk]))

    assert refused(response)
    assert Place.objects.filter(pk=case.pk).exists()


def test_a_forged_key_of_an_object_that_is_not_there_is_not_found(as_, curator):
    client = as_(curator)

    response = client.get(f"/admin/objects/history/{uuid.uuid4()}/revisions/compare/1...2/")

    assert response.status_code == 404
