import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from museum.catalogue import accessioning, bringing_in, donating, transferring_title
from museum.catalogue.desk.receiving.receipt import write
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Story
from museum.institution import Museum
from museum.people.merging import merge
from museum.pictures.taking_in import take_in
from tests.catalogue.receiving.conftest import RECEIVE, refused
from tests.factories import PersonFactory, photo_file


@pytest.fixture
def receive(registrar, ma_family, grandmother):
    """Write a receipt for things that 王桂兰 brings for her family."""

    def receive(things, **more):
        given = {"owner": ma_family, "brought_by": grandmother, "naming": "household"} | more
        return donating.receive(donating.Receipt(things, **given), by=registrar)

    return receive


def sheets(client, donation):
    page = client.get(f"{RECEIVE}{donation.pk}/paper/")
    return BeautifulSoup(page.content, "html.parser")


def test_the_paper_says_how_many_and_how_each_came(receive):
    paper = write(receive([
        Thing("木杆秤", unit="杆", pieces=2),
        Thing("搪瓷缸", unit="个", quantity=3, pieces=3),
        Thing("紫铜汤瓶", unit="把", way="deposit"),
        Thing("马灯", way="loan", loan_ends=datetime.date(2027, 5, 1)),
    ]))  # fmt: skip

    assert paper.lines[0].quantity.startswith("1杆 2")
    assert [line.quantity for line in paper.lines[1:]] == ["3个", "1把", "1件"]
    assert [line.is_framed for line in paper.lines] == [False, False, True, True]
    assert "2027年5月1日" in paper.lines[3].way_note
    assert paper.pieces == 7


def test_the_paper_states_only_the_terms_that_concern_these_things(receive):
    gift = write(receive([Thing("马灯")]))
    both = write(receive([Thing("马灯"), Thing("汤瓶", way="deposit")]))

    assert (len(gift.terms), len(both.terms)) == (2, 3)


def test_the_paper_masks_the_telephone_for_everybody(receive, curator, client):
    donation = receive([Thing("马灯")])
    client.force_login(curator)

    page = sheets(client, donation).text

    assert "138****1234" in page
    assert "13800001234" not in page


def test_the_paper_bears_no_collection_number(receive, registrar, client):
    donation = receive([Thing("马灯")])
    client.force_login(registrar)

    page = sheets(client, donation).text

    assert donation.label in page
    assert "CS0" not in page


def test_the_paper_says_for_whom_it_was_brought_and_how_to_name_them(receive):
    paper = write(receive([Thing("马灯")], on_behalf="婆婆传下，代全家"))

    said = [words for _what, words in paper.who]
    assert said[0] == "王桂兰（婆婆传下，代全家）"
    assert "三组马家" in said[4]


def test_a_group_of_this_village_is_written_out(receive, grandmother):
    Museum.objects.update_or_create(defaults={"village": "石榴湾"})
    neighbour = PersonFactory(name="李秀英", former_group="新垸村二组")

    own = write(receive([Thing("马灯")]))
    other = write(receive([Thing("马灯")], brought_by=neighbour))

    assert own.who[2][1] == "石榴湾三组"
    assert other.who[2][1] == "新垸村二组"


def test_an_owner_who_stays_unnamed_in_public_still_stands_on_the_paper(receive):
    owner = PersonFactory(name="马德全")

    paper = write(receive([Thing("石磨", way="deposit")], owner=owner, naming="anonymous"))

    assert "马德全" in [words for _what, words in paper.who]


def test_a_teller_is_named_on_the_paper_as_they_chose(receive, grandmother):
    donation = receive([Thing("马灯")])
    item = donation.holdings.get().item
    item.stories.add(Story(text="停电那年。", teller=grandmother, teller_naming="full"))
    item.save()

    assert "王桂兰" in write(donation).who[4][1]


def test_what_was_found_has_a_finder_on_the_paper(registrar):
    finder = PersonFactory(name="李秀英", phone="13812345678")
    donation = donating.receive(
        donating.Receipt([Thing("算盘", way="found")], finder=finder, found_where="柜顶"),
        by=registrar,
    )

    paper = write(donation)

    assert [words for _what, words in paper.who] == ["李秀英", "柜顶", ""]


@pytest.mark.parametrize(
    ("count", "pages"), [(1, [1]), (5, [5]), (6, [6]), (7, [6, 1]), (14, [8, 6])]
)
def test_the_paper_falls_into_pages_and_the_last_one_is_signed(
    receive, registrar, client, count, pages
):
    donation = receive([Thing("搪瓷缸", other_names="洋瓷缸", condition="缸口掉瓷")] * count)
    client.force_login(registrar)

    paper = write(donation)
    copy = sheets(client, donation).select_one(".copy")

    assert [len(page.lines) for page in paper.pages] == pages
    assert [bool(sheet.select_one(".sheet-sign")) for sheet in copy.select(".sheet")] == [
        False for _page in pages[1:]
    ] + [True]
    assert len(copy.select("thead")) == len(pages)


def test_long_words_take_the_room_they_need(receive):
    short = write(receive([Thing("马灯")] * 6))
    long = write(receive([Thing("马灯", condition="罩子裂了一道口子，提手后配。" * 8)] * 6))

    assert len(short.pages) == 1
    assert len(long.pages) > 1


def test_two_copies_come_out_of_the_printer(receive, registrar, client):
    donation = receive([Thing("马灯")])
    client.force_login(registrar)

    first, second = sheets(client, donation).select(".copy")

    assert first.select_one("table").text == second.select_one("table").text
    assert first.select_one(".sheet-number").text != second.select_one(".sheet-number").text


def test_the_photograph_on_the_paper_is_a_clean_copy(receive, registrar, client):
    [picture] = take_in([ContentFile(photo_file().read(), "a.jpg")], by=registrar).pictures
    donation = receive([Thing("马灯", pictures=[picture]), Thing("蓑衣")])
    client.force_login(registrar)

    copy = sheets(client, donation).select_one(".copy")

    [image] = copy.select("table img")
    assert image["src"].startswith("/media/pictures/")
    assert len(copy.select(".sheet-no-photo")) == 1


def test_there_is_no_paper_for_what_has_not_come(receive, registrar, client):
    donation = receive([Thing("马灯")], in_hand=False)
    client.force_login(registrar)

    answer = client.get(f"{RECEIVE}{donation.pk}/paper/")

    assert answer["Location"] == f"/admin/donations/inspect/{donation.pk}/"


def test_what_came_later_is_receipted_on_the_day_it_came(receive, registrar):
    offered, came = (datetime.date(2023, 3, day) for day in (5, 26))
    donation = receive([Thing("马灯"), Thing("蓑衣")], in_hand=False, happened_at=offered)
    bringing_in.bring_in(donation.holdings.get(line=1).item, by=registrar, happened_at=came)

    paper = write(donation)

    assert [line.title for line in paper.lines] == ["马灯"]
    assert paper.day.startswith("2023年3月26日")


def test_a_keeper_prints_the_paper_and_a_stranger_does_not(receive, keeper, client):
    donation = receive([Thing("马灯")])
    client.force_login(keeper)

    assert client.get(f"{RECEIVE}{donation.pk}/paper/").status_code == 200

    keeper.groups.get().permissions.remove(
        *keeper.groups.get().permissions.filter(codename="view_donation")
    )

    assert refused(client.get(f"{RECEIVE}{donation.pk}/paper/"))


def test_the_paper_takes_as_many_queries_for_one_object_as_for_many(
    receive, registrar, client, django_assert_num_queries
):
    few, many = receive([Thing("马灯")]), receive([Thing("马灯")] * 9)
    client.force_login(registrar)
    client.get(f"{RECEIVE}{few.pk}/paper/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{RECEIVE}{few.pk}/paper/")

    with django_assert_num_queries(len(queries)):
        client.get(f"{RECEIVE}{many.pk}/paper/")


def test_a_deposit_that_became_a_gift_is_printed_again_as_it_was_signed(receive, curator):
    donation = receive([Thing("紫铜汤瓶", way="deposit")])
    item = donation.holdings.get().item
    accessioning.accept(item, by=curator)

    transferring_title.turn_deposit_into_gift(item, by=curator, reason="老人说不取了")

    assert write(donation).lines[0].is_framed


def test_a_receipt_printed_again_names_who_signed_it_whoever_they_turned_out_to_be(
    registrar, curator, client
):
    signed = PersonFactory(name="马玉兰", former_group="三组", address_form="婆婆")
    known = PersonFactory(name="马玉莲", former_group="五组", address_form="阿姨")
    donating.receive(
        donating.Receipt([Thing("箱子")], owner=known, naming="anonymous"), by=registrar
    )
    donation = donating.receive(
        donating.Receipt([Thing("马灯")], owner=signed, naming="full"), by=registrar
    )
    Story.objects.create(
        item=donation.holdings.get().item, text="灯", teller=signed, teller_naming="surname"
    )
    before = write(donation).who

    merge(signed, known, by=curator, reason="身份证上是一个人")

    donation.refresh_from_db()
    client.force_login(registrar)
    assert write(Donation.objects.get(pk=donation.pk)).who == before
    assert "马玉莲" not in sheets(client, donation).text
    assert "马玉兰" in sheets(client, donation).text
