import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.admin.admin_url_finder import AdminURLFinder

from museum.catalogue import donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation
from tests.catalogue.receiving.conftest import refused
from tests.factories import PersonFactory, received

LIST = "/admin/donations/"


@pytest.fixture
def spring(registrar, ma_family, grandmother):
    return donating.receive(donating.Receipt([Thing("手摇纺车"), Thing("紫铜汤瓶", way="deposit")], owner=ma_family, brought_by=grandmother, naming="household", happened_at=datetime.date(2023, 3, 26)), by=registrar)  # fmt: skip


@pytest.fixture
def autumn(registrar):
    giver = PersonFactory(name="李秀英", phone="13955556666", typed_by=registrar)
    return donating.receive(donating.Receipt([Thing("马灯")], owner=giver, naming="anonymous", in_hand=False, happened_at=datetime.date(2024, 10, 1)), by=registrar)  # fmt: skip


def test_the_list_says_who_brought_what(signed_in, keeper, spring):
    page = BeautifulSoup(signed_in(keeper).get(LIST).content, "html.parser")

    row = page.select_one("table.listing tbody tr").text
    for word in ("RG-2023-0001", "2023年3月26日", "三组马家", "王桂兰", "手摇纺车、紫铜汤瓶"):
        assert word in row
    assert "1380000" not in row


def test_the_button_leads_to_receiving_for_those_who_may(signed_in, registrar, keeper, spring):
    volunteer = signed_in(registrar).get(LIST).content.decode()
    store = signed_in(keeper).get(LIST).content.decode()

    assert 'href="/admin/receiving/"' in volunteer
    assert 'href="/admin/receiving/"' not in store


@pytest.mark.parametrize(
    "narrowed",
    [
        "way=deposit",
        "status=received",
        "naming=household",
        "year=2023",
        "happened_at_from=2023-01-01&happened_at_to=2023-12-31",
        "way=gift&way=deposit&year=2023&naming=household&status=received",
    ],
)
def test_every_filter_works_with_a_search_term(signed_in, keeper, spring, autumn, narrowed):
    desk = signed_in(keeper)

    alone = desk.get(f"{LIST}results/?{narrowed}").content.decode()
    together = desk.get(f"{LIST}results/?q=纺&{narrowed}").content.decode()
    beside = desk.get(f"{LIST}results/?q=马灯&{narrowed}").content.decode()

    for page in (alone, together):
        assert page.count(">RG-2023-0001") + page.count(f"inspect/{spring.pk}/") > 0
        assert autumn.label not in page
    assert spring.label not in beside


@pytest.mark.parametrize("word", ["2023-0001", "汤瓶", "王桂", "马家"])
def test_a_receipt_is_found_by_number_object_or_person_once(
    signed_in, keeper, spring, autumn, word
):
    page = BeautifulSoup(signed_in(keeper).get(f"{LIST}?q={word}").content, "html.parser")

    assert len(page.select("table.listing tbody tr")) == 1


def test_a_quotation_mark_in_the_search_box_finds_nothing_and_breaks_nothing(
    signed_in, keeper, spring
):
    assert signed_in(keeper).get(LIST, {"q": '"'}).status_code == 200


def test_the_list_grows_without_more_queries(signed_in, registrar, ma_family, spring):
    desk = signed_in(registrar)
    desk.get(LIST)
    with CaptureQueriesContext(connection) as few:
        desk.get(LIST)
    for number in range(12):
        received(f"第{number}件", by=registrar, owner=ma_family)

    with CaptureQueriesContext(connection) as many:
        desk.get(LIST)

    assert len(many) == len(few) <= 20


@pytest.mark.parametrize("act", ["new", "edit/1", "delete/1", "copy/1", "history/1", "usage/1"])
def test_there_is_no_address_to_change_a_receipt_at(signed_in, curator, spring, act):
    desk = signed_in(curator)

    assert desk.get(f"{LIST}{act}/").status_code == 404
    assert desk.post(f"{LIST}{act}/").status_code == 404
    assert Donation.objects.filter(pk=spring.pk).exists()


def test_receipts_are_not_exported(signed_in, curator, spring):
    assert signed_in(curator).get(f"{LIST}?export=csv")["Content-Type"].startswith("text/html")


def test_telephones_on_a_receipt_are_as_the_viewer_may_see_them(
    signed_in, registrar, keeper, curator, autumn
):
    seen = {
        user.username: signed_in(user).get(f"{LIST}inspect/{autumn.pk}/").content.decode()
        for user in (registrar, keeper, curator)
    }

    assert "13955556666" in seen["dengji"]
    assert "13955556666" in seen["guanzhang"]
    assert "13955556666" not in seen["baoguan"]
    assert "139****6666" in seen["baoguan"]


def test_after_handing_in_the_volunteer_sees_the_masked_number(signed_in, registrar, autumn):
    autumn.hand_in()

    page = signed_in(registrar).get(f"{LIST}inspect/{autumn.pk}/").content.decode()

    assert "139****6666" in page
    assert "13955556666" not in page


def test_a_receipt_leads_on_to_its_paper_and_its_objects(signed_in, registrar, spring):
    page = signed_in(registrar).get(f"{LIST}inspect/{spring.pk}/").content.decode()

    assert f"/admin/receiving/{spring.pk}/paper/" in page
    for holding in spring.holdings.all():
        assert AdminURLFinder(registrar).get_edit_url(holding.item) in page


def test_what_was_only_offered_waits_for_its_coming(signed_in, registrar, keeper, autumn):
    volunteer = signed_in(registrar).get(f"{LIST}inspect/{autumn.pk}/").content.decode()
    store = signed_in(keeper).get(f"{LIST}inspect/{autumn.pk}/").content.decode()

    assert f"/admin/receiving/{autumn.pk}/arrived/" in volunteer
    assert f"/admin/receiving/{autumn.pk}/paper/" not in volunteer
    assert f"/admin/receiving/{autumn.pk}/arrived/" not in store


def test_one_receipt_takes_as_many_queries_for_one_object_as_for_many(
    signed_in, keeper, registrar, ma_family
):
    few = donating.receive(donating.Receipt([Thing("马灯")], owner=ma_family), by=registrar)
    many = donating.receive(donating.Receipt([Thing("马灯")] * 8, owner=ma_family), by=registrar)
    desk = signed_in(keeper)
    desk.get(f"{LIST}inspect/{few.pk}/")

    with CaptureQueriesContext(connection) as one:
        desk.get(f"{LIST}inspect/{few.pk}/")
    with CaptureQueriesContext(connection) as eight:
        desk.get(f"{LIST}inspect/{many.pk}/")

    assert len(eight) == len(one)


def test_without_the_right_to_see_receipts_nobody_does(signed_in, keeper, spring):
    keeper.groups.get().permissions.remove(
        *keeper.groups.get().permissions.filter(codename="view_donation")
    )
    desk = signed_in(keeper)

    assert refused(desk.get(LIST))
    assert refused(desk.get(f"{LIST}results/"))
    assert refused(desk.get(f"{LIST}inspect/{spring.pk}/"))
