import datetime

import pytest
from django.urls import reverse

from museum.catalogue import (
    accessioning,
    correcting,
    displaying,
    moving,
    opening,
    registering,
    taking_back,
    transferring_title,
)
from museum.catalogue.desk import history
from museum.catalogue.donating import Thing
from museum.catalogue.models import Place
from museum.people.erasing import erase
from tests.catalogue.desk.filling import words
from tests.factories import received

pytestmark = pytest.mark.django_db


def sheet(item):
    return reverse("objects:sheet", args=[item.pk])


def test_entries_and_movements_stand_in_the_order_of_time(
    curator, keeper, registrar, ma_family, case
):
    wheel = received("手摇纺车", by=registrar, owner=ma_family,
                     happened_at=datetime.date(2023, 3, 5))  # fmt: skip
    accessioning.accept(wheel, by=curator, happened_at=datetime.date(2023, 4, 1))
    displaying.put_on_display(wheel, case, by=keeper, happened_at=datetime.date(2023, 4, 2),
                              reason="开馆布展")  # fmt: skip

    lines = history.lines(wheel)

    days = [line.happened_at.day for line in lines]
    assert days == [2, 1, 5]
    assert [line.is_movement for line in lines] == [True, False, False]
    assert lines[0].detail == "接收处 → 二厅·三号柜"
    assert lines[0].reason == "开馆布展"
    assert lines[0].by == str(keeper)


def test_a_correction_names_the_persons_and_not_their_ids(
    as_, keeper, curator, wheel, ma_family, grandmother
):
    correcting.correct(wheel.holding.donation, "owner", grandmother, by=curator, reason="登错了人")

    said = words(as_(keeper).get(sheet(wheel)))

    assert "马家 → 王桂兰" in said
    assert "登错了人" in said
    assert f"#{grandmother.pk}" not in said


def test_a_correction_says_words_and_not_codes(as_, keeper, curator, wheel):
    donation = wheel.holding.donation
    correcting.correct(donation, "naming", "anonymous", by=curator, reason="她说不要写名字")
    correcting.correct(donation, "happened_at", datetime.datetime(2023, 3, 5, 4, tzinfo=datetime.UTC),
                       by=curator, reason="早一天就来了")  # fmt: skip

    said = words(as_(keeper).get(sheet(wheel)))

    assert "household" not in said
    assert "2023年3月5日" in said


def test_an_erased_person_is_erased_on_the_sheet_too(as_, keeper, curator, wheel, grandmother):
    correcting.correct(wheel.holding.donation, "owner", grandmother, by=curator, reason="登错了人")
    erase(grandmother, by=curator)

    said = words(as_(keeper).get(sheet(wheel)))

    assert "王桂兰" not in said
    assert "马家 → 匿名" in said


def test_no_telephone_stands_on_the_sheet(as_, curator, wheel, grandmother):
    opening.mark_sensitive(wheel, by=curator)
    opening.record_consent(wheel, by=curator, concerning="她当面说的", person=grandmother)

    page = as_(curator).get(sheet(wheel)).content.decode()

    assert "她当面说的" in page
    assert "王桂兰" in page
    assert "13800001234" not in page
    assert "138****1234" not in page


def test_the_sheet_names_receipt_numbers_and_ledger_lines(as_, keeper, curator, ewer):
    accessioning.accept(ewer, by=curator)
    transferring_title.turn_deposit_into_gift(ewer, by=curator, reason="老人说不取了")

    page = as_(keeper).get(sheet(ewer))

    assert {number.label for number in page.context["numbers"]} == {"JC00001", "CS00001"}
    assert ewer.holding.donation.label in words(page)
    assert page.context["ledger_lines"] == 4


def test_the_list_and_the_old_address_lead_to_the_sheet(as_, keeper, wheel):
    client = as_(keeper)

    inspected = client.get(reverse("wagtailsnippets_catalogue_item:inspect", args=[wheel.pk]))

    assert sheet(wheel) in client.get("/admin/objects/").content.decode()
    assert "手摇纺车" in words(inspected)


def test_the_sheet_takes_as_many_queries_for_a_long_history_as_for_a_short_one(
    as_, keeper, curator, accepted, case, store, django_assert_max_num_queries
):
    for _round in range(5):
        displaying.put_on_display(accepted, case, by=curator)
        displaying.take_off_display(accepted, store, by=curator)
    client = as_(keeper)
    client.get(sheet(accepted))

    with django_assert_max_num_queries(27):
        client.get(sheet(accepted))


def told(item):
    return [(line.what, line.detail) for line in history.lines(item)]


def test_one_act_is_told_once_with_what_it_brought(curator, keeper, registrar, wheel, ewer, case):
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=keeper)
    accessioning.accept(ewer, by=curator)
    transferring_title.turn_deposit_into_gift(ewer, by=curator, reason="她说留给村里")

    assert told(wheel) == [
        ("上展", "接收处 → 二厅·三号柜"),
        ("收下入账", "编号 CS00001"),
        ("收到", "放在接收处"),
    ]
    assert told(ewer)[:2] == [("寄存转捐赠", "马家，编号 CS00002"), ("收下入账", "编号 JC00001")]


def test_of_parts_and_of_many_at_once_an_act_is_told_once_too(curator, registrar, ma_family, case):
    whole = received("嫁妆", by=registrar, owner=ma_family, parts=[Thing(title="梳子")])
    accessioning.accept(whole, by=curator)
    moving.move(whole, Place.objects.store(), by=curator)
    (item,) = registering.register(
        [registering.Row(Thing(title="纺车"), owner=ma_family, accepted=True, place=case)],
        by=curator,
    )

    assert [what for what, _detail in told(whole.parts.get())] == ["挪位置", "收下入账", "收到"]
    assert [what for what, _detail in told(item)] == ["上展", "收下入账", "收到"]


def test_a_decision_taken_back_says_where_the_object_went_back_to(curator, wheel):
    accessioning.accept(wheel, by=curator)
    taking_back.take_back(wheel, by=curator, reason="弄错了一件")

    assert [what for what, _detail in told(wheel)] == ["已撤回", "收下入账", "收到"]


def test_the_sheet_says_what_the_lines_of_the_ledger_are(as_, curator, wheel):
    assert "登记簿上就多一行" in words(as_(curator).get(sheet(wheel)))
