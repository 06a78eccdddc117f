import pytest
from django.urls import reverse

from museum.catalogue import displaying
from museum.catalogue.models import Holding, Item, Movement, Place
from tests.catalogue.admin.filling import form_on, words

pytestmark = pytest.mark.django_db
LIST = "/admin/places/"
FORM = "form[data-edit-form]"


def edit(place):
    return reverse("places:edit", args=[place.pk])


def test_the_list_shows_the_tree_how_full_and_the_printed_code(
    as_, keeper, curator, accepted, small_case
):
    displaying.put_on_display(accepted, small_case, by=curator)

    said = words(as_(keeper).get(LIST))

    assert "二厅· 小柜" in said
    assert small_case.tags.get().code in said


def test_cases_stand_under_their_hall(as_, keeper, hall, case, small_case):
    Place.objects.create(name="一厅", kind="hall", for_display=True, position=1)

    page = as_(keeper).get(LIST)

    assert [place.name for place in page.context["object_list"]][:4] == [
        "一厅",
        "二厅",
        "三号柜",
        "小柜",
    ]


@pytest.mark.parametrize("narrowed", [{"kind": "case"}, {"for_display": "true"}, {}])
def test_places_are_searched_and_narrowed(as_, keeper, case, store, narrowed):
    page = as_(keeper).get(LIST, {"q": "三号", **narrowed})

    assert list(page.context["object_list"]) == [case]


def test_the_page_of_a_place_lists_what_stands_there_now(
    as_, registrar, curator, accepted, loom, hall, case
):
    displaying.put_on_display(accepted, case, by=curator)

    page = as_(registrar).get(reverse("places:inspect", args=[hall.pk]))

    assert [item.title for item, _picture in page.context["items"]] == ["手摇纺车"]
    assert "CS00001" in words(page)


def test_a_keeper_adds_a_case(as_, keeper, hall):
    client = as_(keeper)
    page = client.get(reverse("places:add"))

    client.post(
        reverse("places:add"),
        form_on(page, FORM, name="五号柜", kind="case", parent=str(hall.pk), capacity="8",
                for_display="on"),
    )  # fmt: skip

    place = Place.objects.get(name="五号柜")
    assert place.trail == "二厅·五号柜"
    assert place.tags.exists()


@pytest.mark.parametrize("changes", [{"parent": "CASE"}, {"name": "二厅", "parent": ""}])
def test_a_place_in_itself_and_a_twin_are_refused_with_a_sentence(as_, keeper, hall, case, changes):
    client = as_(keeper)
    other = Place.objects.create(name="三厅", kind="hall", for_display=True)
    place = hall if "CASE" in changes.values() else other
    changes = {name: str(case.pk) if value == "CASE" else value for name, value in changes.items()}

    answer = client.post(edit(place), form_on(client.get(edit(place)), FORM, **changes))

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) <= {"parent", "name"}
    assert answer.context["form"].errors


def test_a_case_that_becomes_a_cupboard_rewrites_no_history(as_, keeper, curator, accepted, case):
    displaying.put_on_display(accepted, case, by=curator)
    client = as_(keeper)
    before = list(Movement.objects.values())
    sent = form_on(client.get(edit(case)), FORM)
    sent.pop("for_display")

    client.post(edit(case), sent)

    assert not Place.objects.get(pk=case.pk).for_display
    assert list(Movement.objects.values()) == before
    assert Item.objects.on_display().filter(pk=accepted.pk).exists()


def test_a_volunteer_looks_at_places_and_changes_none(as_, registrar, case):
    client = as_(registrar)

    assert client.get(LIST).status_code == 200
    assert client.post(edit(case), {"name": "强改"}).status_code == 302
    assert client.post(reverse("places:add"), {"name": "强加", "kind": "case"}).status_code == 302
    assert not Place.objects.filter(name__startswith="强").exists()


def test_forged_changes_to_a_place_move_no_object(as_, keeper, accepted, case, store):
    client = as_(keeper)
    sent = form_on(client.get(edit(case)), FORM, holdings=str(accepted.pk), trail="假的")

    client.post(edit(case), sent)

    assert Holding.objects.get(item=accepted).place == Place.objects.reception()
    assert Place.objects.get(pk=case.pk).trail == "二厅·三号柜"
