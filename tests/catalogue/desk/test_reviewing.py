import pytest
from django.urls import reverse

from museum.catalogue.models import Item, Photo
from museum.pictures.models import Rendition
from museum.pictures.taking_in import take_in
from tests.catalogue.desk.filling import form_on, words
from tests.factories import photo_file, published

pytestmark = pytest.mark.django_db


def address(name, item, *more):
    return reverse(f"wagtailsnippets_catalogue_item:{name}", args=[item.pk, *more])


def buttons(response) -> list[str]:
    menu = response.context["action_menu"]
    return [each.name for each in [menu.default_item, *menu.menu_items]]


@pytest.fixture
def handed_in(as_, registrar, wheel):
    client = as_(registrar)
    page = client.get(address("edit", wheel))
    client.post(address("edit", wheel), form_on(page) | {"action-submit": "1"})
    return Item.objects.get(pk=wheel.pk)


def test_a_volunteer_saves_or_asks_the_curator(as_, registrar, wheel):
    page = as_(registrar).get(address("edit", wheel))

    assert buttons(page) == ["action-save", "action-submit"]


def test_a_curator_saves_or_publishes(as_, curator, wheel):
    page = as_(curator).get(address("edit", wheel))

    assert buttons(page) == ["action-save", "action-publish"]


def test_while_it_is_read_the_answer_is_one_of_two(as_, curator, handed_in):
    page = as_(curator).get(address("edit", handed_in))

    assert sorted(buttons(page)) == ["action-save", "approve", "reject"]


def test_asking_the_curator_masks_the_giver_s_telephone(handed_in):
    assert handed_in.workflow_in_progress
    assert handed_in.holding.donation.handed_in_at


def test_while_it_is_read_the_volunteer_waits(as_, registrar, handed_in):
    client = as_(registrar)

    answer = client.post(address("edit", handed_in), {"title": "再改"})

    assert answer["Location"] == reverse("objects:sheet", args=[handed_in.pk])
    assert Item.objects.get(pk=handed_in.pk).title == "手摇纺车"


def test_what_is_sent_back_is_the_volunteer_s_again(as_, registrar, curator, handed_in):
    state = handed_in.current_workflow_task_state
    as_(curator).post(
        address("workflow_action", handed_in, "reject", state.pk), {"comment": "缺一张照片"}
    )

    page = as_(registrar).get(address("edit", handed_in))

    assert page.status_code == 200
    assert "action-submit" in buttons(page)


def test_what_the_curator_asked_for_stands_above_the_form(as_, registrar, curator, handed_in):
    state = handed_in.current_workflow_task_state
    as_(curator).post(
        address("workflow_action", handed_in, "reject", state.pk), {"comment": "缺一张锭子的照片"}
    )

    page = words(as_(registrar).get(address("edit", handed_in)))

    assert "缺一张锭子的照片" in page
    assert str(curator) in page


def test_what_was_sent_back_is_handed_in_again(as_, registrar, curator, handed_in):
    state = handed_in.current_workflow_task_state
    as_(curator).post(
        address("workflow_action", handed_in, "reject", state.pk), {"comment": "缺一张照片"}
    )
    client = as_(registrar)

    page = client.get(address("edit", handed_in))
    client.post(address("edit", handed_in), form_on(page) | {"action-submit": "1"})

    assert Item.objects.get(pk=handed_in.pk).workflow_in_progress


def test_approval_publishes(as_, curator, handed_in):
    state = handed_in.current_workflow_task_state

    as_(curator).post(address("workflow_action", handed_in, "approve", state.pk))

    assert Item.objects.get(pk=handed_in.pk).live


def test_a_keeper_approves_nothing(as_, keeper, handed_in):
    state = handed_in.current_workflow_task_state

    as_(keeper).post(address("workflow_action", handed_in, "approve", state.pk))

    assert not Item.objects.get(pk=handed_in.pk).live
    assert Item.objects.get(pk=handed_in.pk).workflow_in_progress


def test_the_pictures_of_an_unpublished_object_are_no_longer_at_their_address(
    as_, curator, registrar, accepted, django_capture_on_commit_callbacks
):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    Photo.objects.create(item=accepted, picture=picture)
    published(accepted)
    kept = list(Rendition.objects.values_list("file", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        as_(curator).post(address("unpublish", accepted))

    assert kept
    assert not Rendition.objects.filter(file__in=kept).exists()
