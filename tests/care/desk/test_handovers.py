"""交接 at the desk: three names, and a paper that stays as it was signed."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum import clock
from museum.care import by_place
from museum.care.desk import pages
from museum.care.desk.forms import Forms
from museum.care.models import CustodyTransfer
from museum.catalogue.models import Place
from museum.people.models import Person
from tests.factories import PersonFactory


def page(client, name, *arguments):
    return BeautifulSoup(client.get(reverse(name, args=arguments)).content, "html.parser")


def sent(client, **told):
    data = {"giving-name": "沙秀英", "taking-name": "马晓红", "witness-name": "周明远",
            "halls": [each.pk for each in by_place.halls_in_use()], "on": "今天", "note": ""}  # fmt: skip
    answer = client.post(reverse("new_handover"), data | told, follow=True)
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def signed_in(client, curator):
    curator.last_name, curator.first_name = "沙", "秀英"
    curator.save()
    client.force_login(curator)
    return client


def test_an_empty_list_says_what_to_do_next(signed_in, db, request):
    empty = page(signed_in, "handovers")
    request.getfixturevalue("wheel")
    ready = page(signed_in, "handovers")

    assert "先把东西收进来" in empty.select_one(".desk-empty").text
    assert not empty.select(f'a[href="{reverse("new_handover")}"]')
    assert ready.select(f'.desk-empty + .desk-acts a[href="{reverse("new_handover")}"]')


def test_a_handover_is_written_down_and_its_paper_opens(signed_in, wheel, loom, curator):
    paper = sent(signed_in, note="库房2把")

    row = CustodyTransfer.objects.get()
    listed = page(signed_in, "handovers").select_one(".desk-rows")
    assert row.giving.user == curator
    assert "沙秀英交给马晓红，周明远监交" in listed.text
    assert listed.select_one(f'a[href="{reverse("handover_paper", args=[row.label])}"]')
    assert [each.text for each in paper.select(".handover-sign strong")] == ["沙秀英", "马晓红", "周明远"]  # fmt: skip
    assert "合计1处，2样，2件。" in "".join(paper.select_one(".handover-end p").text.split())
    assert "库房2把" in paper.text
    assert paper.select_one(".handover-head .number").text.replace(" ", "") == row.letters
    assert len(paper.select(".handover-box")) == 2


def test_somebody_of_a_name_that_is_known_is_asked_about(signed_in, wheel):
    zhou = PersonFactory(name="周明远", former_group="三组")

    asked = sent(signed_in)
    same = sent(signed_in, **{"witness-pick": zhou.pk})
    another = sent(signed_in, **{"witness-pick": "new", "taking-pick": "new"})

    witnesses = [each.witness for each in CustodyTransfer.objects.order_by("number")]
    assert "已经有叫这个名字的" in asked.select_one("[data-refused]").text
    assert "（三组）" in asked.select_one("[data-refused] ~ fieldset").text
    assert same.select_one(".handover-sign")
    assert another.select_one(".handover-sign")
    assert witnesses[0] == zhou
    assert witnesses[1] != zhou
    assert Person.objects.filter(name="周明远").count() == 2


def test_two_accounts_of_one_name_are_told_apart(signed_in, wheel, keeper):
    asked = sent(signed_in, **{"giving-name": "杨振华"})
    sent(signed_in, **{"giving-name": "杨振华", "giving-pick": f"account-{keeper.pk}"})

    offered = [label.text.strip() for label in asked.select("[data-refused] ~ fieldset label")]
    assert offered[:2] == ["杨振华（账号dengji）", "杨振华（账号baoguan）"]
    assert CustodyTransfer.objects.get().giving.user == keeper


def test_what_is_wrong_stands_under_the_name_that_is_meant(signed_in, wheel):
    said = sent(signed_in, **{"taking-name": "", "witness-name": "沙秀英"})
    twice = sent(signed_in, **{"witness-name": "沙秀英"})
    later = sent(signed_in, on="2999-01-01")
    nowhere = sent(signed_in, halls=[])

    assert "把姓名写全" in said.select_one("#id_taking-name ~ .ask-refusal").text
    assert "写了两回" in twice.select_one("#id_witness-name ~ .ask-refusal").text
    assert later.select_one("#id_on ~ .ask-refusal")
    assert "至少选一处" in nowhere.text
    assert not CustodyTransfer.objects.exists()


def test_handovers_are_the_curator_s_alone(client, registrar, keeper, wheel):
    for user in (registrar, keeper):
        client.force_login(user)
        for name, arguments in (("handovers", []), ("new_handover", []), ("handover_paper", ["JJ"])):  # fmt: skip
            assert client.get(reverse(name, args=arguments)).status_code in (302, 403)


def test_the_form_offers_the_halls_in_which_something_stands(wheel, store):
    form = Forms().handover

    assert list(form.fields["halls"].queryset) == [Place.objects.reception()]
    assert form.initial["halls"] == [Place.objects.reception().pk]


def thing(number, title="木凳", condition=""):
    return by_place.Thing(f"CS{number:05d}", title, "1件", 1, "gift", condition)


@pytest.mark.parametrize("count", [1, 20, 25, 30, 34, 35, 36, 37, 70, 200])
def test_every_line_is_on_one_page_and_the_signatures_never_stand_alone(count):
    things_by_place = [("一号柜", [thing(at) for at in range(count)])]

    found = pages.paginate(things_by_place)

    numbers = [row.number for each in found for block in each.blocks for row in block.rows]
    assert numbers == list(range(1, count + 1))
    assert all(each.blocks and all(block.rows for block in each.blocks) for each in found)
    assert [each.is_last for each in found] == [False] * (len(found) - 1) + [True]
    assert sum(not block.goes_on for each in found for block in each.blocks) == 1


def test_a_place_is_not_parted_where_it_fits_on_the_next_page():
    things_by_place = [(f"{at}号柜", [thing(at)] * 12) for at in range(5)]

    found = pages.paginate(things_by_place)

    assert len(found) > 1
    assert not any(block.goes_on for each in found for block in each.blocks)


def test_of_the_condition_the_first_clause_is_printed():
    row = pages.Row(1, thing(1, condition="摇把后配；铁锭生锈"))

    assert row.condition == "摇把后配"


def test_the_year_s_handovers_are_numbered_one_after_the_other(signed_in, wheel):
    sent(signed_in)
    sent(signed_in, **{"witness-pick": "new", "taking-pick": "new"})

    year = clock.today().year
    assert [each.label for each in CustodyTransfer.objects.all()] == [
        f"JJ-{year}-0002", f"JJ-{year}-0001"]  # fmt: skip
