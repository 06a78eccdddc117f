import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from wagtail.admin.search import admin_search_areas

from museum.catalogue import accessioning, displaying, donating, opening
from museum.catalogue.desk.filters import ItemFilters
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item, Photo, Term
from museum.pictures.taking_in import take_in
from tests.catalogue.desk.filling import words
from tests.factories import photo_file, published, received

pytestmark = pytest.mark.django_db
LIST = "/admin/objects/"


@pytest.fixture
def shelf_of_things(registrar, curator, ma_family, grandmother, case, wheel, loom, ewer, found_box):
    """Every answer to every filter occurs."""
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=curator)
    lamp = received("煤油马灯", by=registrar, owner=grandmother)
    lamp.category = Term.objects.of("category").filter(parent__isnull=False).first()
    lamp.era = Term.objects.of("era").first()
    lamp.save()
    published(ewer)
    opening.withdraw(ewer, by=curator)
    return lamp


def answers(item):
    """A parameter for every filter that finds something."""
    return {
        "status": "received",
        "way": "gift",
        "category": item.category.parent_id,
        "era": item.era_id,
        "place": item.holding.place_id,
        "displayed": "no",
        "page": "no",
        "withdrawn": "no",
        "received_by": "",
        "recorded_by": item.holding.donation.recorded_by_id,
    }


@pytest.mark.parametrize("name", list(ItemFilters.base_filters))
def test_every_filter_works_beside_a_search_term(as_, registrar, shelf_of_things, name):
    client = as_(registrar)
    answer = answers(shelf_of_things).get(name, "true")

    response = client.get(LIST, {name: answer, "q": "马灯", "ordering": "number"})

    assert response.status_code == 200
    assert response.context["filters"].is_valid()


@pytest.mark.parametrize("name", ["status", "way", "category", "era", "place", "displayed",
                                  "page", "withdrawn", "recorded_by"])  # fmt: skip
def test_a_filter_finds_the_one_that_is_meant(as_, registrar, shelf_of_things, name):
    client = as_(registrar)
    answer = answers(shelf_of_things)[name]

    response = client.get(LIST, {name: answer, "q": "马灯"})

    assert [item.title for item in response.context["object_list"]] == ["煤油马灯"]


def test_a_category_finds_what_hangs_on_its_parts(as_, registrar, shelf_of_things):
    client = as_(registrar)

    response = client.get(LIST, {"category": shelf_of_things.category.parent_id})

    assert [item.title for item in response.context["object_list"]] == ["煤油马灯"]


def test_a_hall_finds_what_stands_in_its_cases(as_, registrar, shelf_of_things, hall):
    client = as_(registrar)

    response = client.get(LIST, {"place": hall.pk})

    assert [item.title for item in response.context["object_list"]] == ["手摇纺车"]


def test_the_questions_of_the_home_find_what_they_ask_for(as_, registrar, wheel, loom):
    taken = take_in([photo_file()], by=registrar)
    Photo.objects.create(item=loom, picture=taken.pictures[0])
    client = as_(registrar)

    response = client.get(LIST, {"without_photo": "true"})

    assert [item.title for item in response.context["object_list"]] == ["手摇纺车"]


def test_my_own_are_found(as_, registrar, another_registrar, ma_family, wheel):
    received("别人登记的", by=another_registrar, owner=ma_family)
    client = as_(another_registrar)

    response = client.get(LIST, {"mine": "true", "q": "登记"})

    assert [item.title for item in response.context["object_list"]] == ["别人登记的"]


@pytest.mark.parametrize("query", ['"', "%", "纺 车", "Ａ", "'; --", "\x00"])
def test_odd_search_terms_are_answered(as_, registrar, wheel, query):
    client = as_(registrar)

    response = client.get(LIST, {"q": query})

    assert response.status_code == 200


@pytest.mark.parametrize("ordering", ["number", "-number", "title", "-title", "place", "status"])
def test_the_list_is_put_in_order_with_and_without_a_search(as_, keeper, shelf_of_things, ordering):
    client = as_(keeper)

    whole = client.get(LIST, {"ordering": ordering})
    searched = client.get(LIST, {"ordering": ordering, "q": "纺车"})

    assert len(whole.context["object_list"]) == 5
    assert [item.title for item in searched.context["object_list"]] == ["手摇纺车"]


def test_numbers_stand_in_their_order(as_, curator, wheel, loom):
    accessioning.accept(loom, by=curator)
    accessioning.accept(wheel, by=curator)
    client = as_(curator)

    response = client.get(LIST, {"ordering": "number"})

    assert [item.number for item in response.context["object_list"]] == ["CS00001", "CS00002"]


def test_a_line_says_number_title_giver_place_and_standing(as_, keeper, accepted):
    client = as_(keeper)

    said = words(client.get(LIST))

    assert all(word in said for word in ("CS00001", "手摇纺车", "三组马家", "接收处"))
    assert "13800001234" not in said


def test_the_title_of_a_newer_draft_is_shown(as_, curator, accepted):
    published(accepted)
    draft = accepted.get_latest_revision_as_object()
    draft.title = "改了名的纺车"
    draft.save_revision()

    said = words(as_(curator).get(LIST))

    assert "改了名的纺车" in said


def test_an_object_without_a_picture_leads_its_volunteer_to_taking_one(
    as_, registrar, keeper, wheel
):
    take = reverse("objects:photograph", args=[wheel.pk])

    assert take in as_(registrar).get(LIST).content.decode()
    assert take not in as_(keeper).get(LIST).content.decode()


@pytest.fixture
def many(registrar, ma_family):
    def receive(count):
        things = [Thing(title=f"新收第{n}件") for n in range(60)]
        donation = donating.receive(
            donating.Receipt([Thing(title="头一件")], owner=ma_family), by=registrar
        )
        older = Item.objects.bulk_create(
            [Item(title=f"早先第{n}件", live=False) for n in range(count - 61)]
        )
        Holding.objects.bulk_create(
            [
                Holding(item=item, donation=donation, line=line, way="gift", status="offered")
                for line, item in enumerate(older, start=2)
            ]
        )
        newer = donating.receive(donating.Receipt(things, owner=ma_family), by=registrar)
        picture = take_in([photo_file()], by=registrar).pictures[0]
        Photo.objects.bulk_create(
            [Photo(item=holding.item, picture=picture) for holding in newer.holdings.all()]
        )

    return receive


@pytest.mark.parametrize("count", [100, 1000])
def test_a_list_of_fifty_takes_at_most_twenty_queries(
    as_, curator, many, count, django_assert_max_num_queries
):
    many(count)
    client = as_(curator)
    client.get(LIST)

    with django_assert_max_num_queries(20):
        response = client.get(LIST)

    assert response.context["paginator"].count == count
    assert len(response.context["object_list"]) == 50


def test_the_spreadsheet_is_for_the_curator(as_, registrar, wheel):
    client = as_(registrar)

    assert client.get(LIST, {"export": "csv"}).status_code == 302
    assert "export=csv" not in client.get(LIST).content.decode()


def read(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_chinese_excel_reads_the_spreadsheet(as_, curator, accepted, found_box):
    client = as_(curator)

    sent = read(client.get(LIST, {"export": "csv"}))

    assert sent.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))
    assert any(row[0] == "CS00001" and "手摇纺车" in row and "三组马家" in row for row in rows)
    assert any("无名木箱" in row for row in rows)


def test_nobody_s_telephone_or_full_name_is_exported(as_, curator, grandmother, registrar):
    received("铜壶", by=registrar, owner=grandmother, naming="surname")
    Item.objects.update(note="钥匙在王桂兰手里")
    client = as_(curator)

    sent = read(client.get(LIST, {"export": "csv"})).decode()

    assert "铜壶" in sent
    assert "王桂兰" not in sent
    assert "13800001234" not in sent


def test_a_title_that_looks_like_a_formula_stays_a_title(as_, curator, registrar, ma_family):
    received("=1+1", by=registrar, owner=ma_family)
    client = as_(curator)

    as_csv = read(client.get(LIST, {"export": "csv"})).decode("utf-8-sig")
    as_xlsx = openpyxl.load_workbook(io.BytesIO(read(client.get(LIST, {"export": "xlsx"}))))

    assert "'=1+1" in as_csv
    assert as_xlsx.active["B2"].data_type == "s"


def test_what_is_narrowed_is_what_is_exported(as_, curator, wheel, loom):
    client = as_(curator)

    sent = read(client.get(LIST, {"export": "csv", "q": "纺车"})).decode()

    assert "手摇纺车" in sent
    assert "木织布机" not in sent


def test_the_box_in_the_sidebar_looks_everywhere_and_then_for_objects(rf, registrar, wheel):
    request = rf.get("/admin/")
    request.user = registrar

    areas = admin_search_areas.search_items_for_request(request)
    assert [area.name for area in areas][:2] == ["everything", "objects"]
