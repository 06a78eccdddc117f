import dataclasses

import pytest

from museum.catalogue import accessioning, displaying, moving, opening, public
from museum.catalogue.models import Item, Place, Story, Term
from museum.catalogue.public import shapes
from tests.factories import PersonFactory, published, received

CROSSING = {
    "PublicPicture": "url width height srcset thumb_url alt caption credit is_drawing",
    "PublicPlace": "kind label detail on_display hall hall_code",
    "PublicStory": "paragraphs teller recorder told_on told_where",
    "PublicCard": "number title address era materials way is_replica place picture",
    "PublicItem": "number title address short_address other_names category category_code subcategory "
    "era era_code materials made_in size pieces use condition provenance came way is_replica place pictures "
    "stories parts",
    "Choice": "code name count",
    "Figures": "collected on_display public",
    "Kin": "name code words cards",
    "Neighbours": "name code words count position is_shelf cards before after",
    "Resolved": "kind address",
    "Visit": "item neighbours kin",
}


@pytest.fixture
def shown(curator, keeper, wheel, case):
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=keeper)
    return published(wheel)


@pytest.mark.parametrize("name", CROSSING)
def test_nothing_crosses_the_door_but_what_is_listed(name):
    shape = getattr(shapes, name)

    fields = [field.name for field in dataclasses.fields(shape)]

    assert fields == CROSSING[name].split()
    assert shape.__dataclass_params__.frozen


def test_every_shape_of_the_door_is_listed():
    found = {
        name
        for name, value in vars(shapes).items()
        if dataclasses.is_dataclass(value) and value.__module__ == shapes.__name__
    }

    assert found == set(CROSSING)


def test_the_kinds_are_counted_by_their_top_and_public_ones_alone(shown, curator, loom, ewer):
    spinning = Term.objects.get(vocabulary="category", code="FZ")
    below = Term.objects.of("category").filter(parent=spinning).first()
    Item.objects.filter(pk__in=[shown.pk, ewer.pk]).update(category=spinning)
    Item.objects.filter(pk=loom.pk).update(category=below)
    accessioning.accept(loom, by=curator)
    published(loom)

    assert [(kind.code, kind.count) for kind in public.kinds()] == [("FZ", 2)]


def test_an_object_says_how_it_came_and_where_it_stands(shown):
    page = public.item("CS00001")

    assert page.came.endswith("三组马家捐赠")
    assert page.place.label == "二厅·三号柜"
    assert page.address == "/objects/CS00001/"


def test_what_is_in_the_store_is_in_the_store_and_no_more(shown, keeper, store):
    shelf = Place.objects.create(name="秘密架", kind="shelf", parent=store)

    moving.move(shown, shelf, by=keeper)

    assert public.item("CS00001").place.label == "库房"
    assert "秘密架" not in repr(public.item("CS00001"))


def test_a_case_that_is_closed_later_is_not_named(shown, case):
    case.for_display = False
    case.save()

    assert public.item("CS00001").place.label == "库房"


def test_a_deposit_without_a_number_is_met_under_its_receipt(ewer):
    published(ewer)
    designation = ewer.holding.designation

    page = public.item(designation)

    assert page.way == "寄存"
    assert public.resolve(designation).address == f"/objects/{designation}/"


def test_a_printed_code_of_a_hidden_object_says_hidden_and_nothing_else(shown, curator):
    opening.withdraw(shown, by=curator)

    assert public.resolve("CS00001") == public.Resolved("hidden", "")
    assert public.item("CS00001") is None


def test_a_code_that_was_never_given_leads_nowhere(db):
    assert public.resolve("CS00001") is None


def test_the_code_of_a_case_leads_to_what_stands_in_it(shown, case):
    found = public.resolve(case.tags.get().code)

    assert found.kind == "place"
    assert found.address == f"/objects/?place={case.tags.get().code}"


def test_the_code_of_a_store_leads_nowhere(store):
    assert public.resolve(store.tags.get().code) is None


@pytest.mark.parametrize(
    ("naming", "words"),
    [
        ("full", "王桂兰捐赠"),
        ("surname", "王婆婆捐赠"),
        ("household", "三组王家捐赠"),
        ("anonymous", "一位村民捐赠"),
    ],
)
def test_a_giver_is_named_as_they_wish(curator, registrar, grandmother, naming, words):
    item = received(by=registrar, owner=grandmother, naming=naming)
    accessioning.accept(item, by=curator)
    published(item)

    assert public.item("CS00001").came.endswith(f"，{words}")


def test_a_teller_chooses_apart_from_the_giver(curator, wheel, grandmother):
    recorder = PersonFactory(name="杨振华")
    wheel.stories = [
        Story(text="一", teller=grandmother, teller_naming="full", recorder=recorder),
        Story(text="二", teller=grandmother, teller_naming="anonymous", recorder=recorder,
              recorder_named=True),
    ]  # fmt: skip
    wheel.save()
    accessioning.accept(wheel, by=curator)
    published(wheel)

    first, second = public.item("CS00001").stories

    assert (first.teller, first.recorder) == ("王桂兰", "")
    assert (second.teller, second.recorder) == ("一位村民", "杨振华")
