import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.catalogue import accessioning, displaying
from museum.catalogue.desk.places import how_full
from museum.catalogue.models import Holding, Item, Movement, Place
from tests.catalogue.desk.filling import act_form, form_on, words
from tests.factories import received

pytestmark = pytest.mark.django_db
LIST = "/admin/places/"
FORM = "form[data-edit-form]"


def edit(place):
    return reverse("places:edit", args=[place.pk])


def test_the_list_shows_the_tree_how_full_and_the_printed_code(
    as_, keeper, curator, accepted, small_case
):
    displaying.put_on_display(accepted, small_case, by=curator)

    page = as_(keeper).get(LIST)

    said = words(page)
    assert "二厅· 小柜" in said
    full = {place.name: how_full(place) for place in page.context["object_list"]}
    assert (full["二厅"], full["小柜"]) == ("1", "1件，能放1件")
    assert full["小柜"] in said
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


def names_in(select) -> list[str]:
    return [option.text.split("（")[0] for option in select.select("option[value]:not([value=''])")]


@pytest.fixture
def three_halls(db):
    """As they stand in the house, three cases in each, made in another order than they stand in."""
    for position, name in ((3, "三厅"), (1, "一厅"), (2, "二厅")):
        hall = Place.objects.create(name=name, kind="hall", for_display=True, position=position)
        for order, case in ((1, "门边柜"), (0, "三号柜"), (0, "一号柜"), (0, "二号柜")):
            Place.objects.create(
                name=case, kind="case", parent=hall, for_display=True, position=order
            )


CASES = ["一号柜", "二号柜", "三号柜", "门边柜"]
WALKED = [
    f"{hall}{case}" for hall in ("一厅", "二厅", "三厅") for case in ("", *(f"·{c}" for c in CASES))
]


def test_places_stand_in_their_positions_at_every_level(as_, keeper, three_halls):
    page = as_(keeper).get(LIST)

    assert [place.trail for place in page.context["object_list"]][:15] == WALKED


def test_every_choice_of_places_stands_in_their_positions(
    as_, curator, keeper, accepted, three_halls
):
    moving = as_(keeper).get(reverse("objects:act", args=[accepted.pk, "move"]))
    adding = as_(keeper).get(reverse("places:add"))

    for page, field in ((moving, "destination"), (adding, "parent")):
        select = BeautifulSoup(page.content, "html.parser").select_one(f"select[name={field}]")
        assert names_in(select)[:15] == WALKED


def test_a_place_that_is_moved_or_given_another_position_takes_its_shelves_along(three_halls):
    first = Place.objects.get(name="一厅")
    first.position = 9
    first.save()

    order = [place.trail for place in Place.objects.filter(root__kind="hall")]

    assert order == WALKED[5:] + WALKED[:5]


def test_the_list_of_objects_by_place_follows_the_positions(
    as_, keeper, curator, accepted, ewer, three_halls
):
    displaying.put_on_display(accepted, Place.objects.get(trail="三厅·一号柜"), by=curator)
    accessioning.accept(ewer, by=curator)
    displaying.put_on_display(ewer, Place.objects.get(trail="二厅·门边柜"), by=curator)

    page = as_(keeper).get("/admin/objects/", {"ordering": "place"})

    shown = [item.title for item in page.context["object_list"]]
    assert shown.index("紫铜汤瓶") < shown.index("手摇纺车")


@pytest.mark.parametrize("address", [LIST, f"{LIST}results/"])
def test_places_that_are_asked_for_and_sorted_are_found(as_, keeper, case, address):
    page = as_(keeper).get(address, {"q": "三号", "ordering": "name"})

    assert list(page.context["object_list"]) == [case]


@pytest.fixture
def as_the_first_page_says(as_, keeper):
    """A hall and a case in it, saved as the form stands: nothing is ticked or unticked."""
    client = as_(keeper)
    for name, kind, parent in [("一厅", "hall", ""), ("一号柜", "case", "一厅")]:
        page = client.get(reverse("places:add"))
        within = str(Place.objects.get(name=parent).pk) if parent else ""
        client.post(reverse("places:add"), form_on(page, FORM, name=name, kind=kind, parent=within))
    return client


def test_a_case_set_up_as_the_first_page_says_takes_an_object_on_display(
    as_the_first_page_says, accepted
):
    case = Place.objects.get(name="一号柜")
    screen = reverse("objects:act", args=[accepted.pk, "display"])
    page = as_the_first_page_says.get(screen)

    as_the_first_page_says.post(screen, act_form(page, destination=str(case.pk)))

    assert Holding.objects.get(item=accepted).place == case


@pytest.mark.parametrize(
    ("kind", "within", "shown"),
    [("store", None, False), ("reception", None, False), ("elsewhere", None, False),
     ("shelf", "store", False), ("case", "store", False), ("shelf", "case", True), ("hall", None, True)],
)  # fmt: skip
def test_what_stands_in_the_store_is_for_display_by_no_tick_that_was_there(
    request, as_, keeper, kind, within, shown
):
    client, above = as_(keeper), request.getfixturevalue(within) if within else None
    page = client.get(reverse("places:add"))

    client.post(
        reverse("places:add"),
        form_on(page, FORM, name="新的", kind=kind, parent=str(above.pk) if above else ""),
    )

    assert Place.objects.get(name="新的").for_display == shown


def test_a_tick_taken_away_stays_away_and_a_known_place_keeps_its_own(as_, keeper, hall, store):
    client = as_(keeper)
    page = client.get(reverse("places:add"))
    told = form_on(page, FORM, name="备用柜", kind="case", parent=str(hall.pk))
    told.pop("for_display")
    client.post(reverse("places:add"), told)

    kept = form_on(client.get(edit(store)), FORM, position="7")
    client.post(edit(store), kept)

    assert not Place.objects.get(name="备用柜").for_display
    assert "for_display" not in kept
    assert Place.objects.get(pk=store.pk).position == 7


def test_with_no_case_for_display_the_act_says_what_to_do_first(as_, curator, accepted):
    screen = reverse("objects:act", args=[accepted.pk, "display"])

    page = as_(curator).get(screen)
    sent = as_(curator).post(screen, {"key": "", "destination": ""})
    many = as_(curator).get(
        reverse("wagtail_bulk_action", args=["catalogue", "item", "display"]), {"id": accepted.pk}
    )

    for each in (page, sent, many):
        assert "还没有能上展的柜子，去存放位置勾上“展出的地方”" in words(each)
        main = BeautifulSoup(each.content, "html.parser").main
        assert main.find("a", href=reverse("places:index"))
        assert not main.select("select[name=destination]")


def test_the_keeper_looks_up_what_was_on_display_on_a_day(as_, keeper, curator, registrar, ma_family,
                                                          case, store):  # fmt: skip
    may, june = datetime.date(2023, 5, 4), datetime.date(2023, 6, 2)
    for title in ("马灯", "石磨"):
        item = received(title, by=registrar, owner=ma_family, happened_at=datetime.date(2023, 3, 1))
        accessioning.accept(item, by=curator, happened_at=datetime.date(2023, 3, 2))
        displaying.put_on_display(item, case, by=keeper, happened_at=may)
    displaying.take_off_display(item, store, by=keeper, happened_at=june)
    page = reverse("places:inspect", args=[case.pk])
    client = as_(keeper)

    now, then, before = (words(client.get(page, {"on": day} if day else {}))
                         for day in ("", "2023-05-20", "2023-05-03"))  # fmt: skip

    assert "马灯" in now
    assert "石磨" not in now
    assert "2023年5月20日，这里有2件。" in then
    assert "石磨" in then
    assert "2023年5月3日，这里有0件。" in before
    assert "日历上没有这一天" in words(client.get(page, {"on": "2023-02-31"}))
