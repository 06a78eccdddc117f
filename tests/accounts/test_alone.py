"""What only one person can do: from the law and from who can sign in."""

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from museum.accounts import alone
from museum.accounts.roles import COORDINATOR, CURATOR, KEEPER
from tests.factories import UserFactory


def by_person():
    return {
        each.person and str(each.person): {str(rule): roles for rule, roles in each.acts}
        for each in alone.acts()
    }


def someone(surname, name, role, **more):
    return UserFactory(last_name=surname, first_name=name, groups=[Group.objects.get(name=role)], **more)  # fmt: skip


def test_what_one_person_alone_can_do_is_named_and_what_nobody_can_comes_first(db):
    someone("周", "明远", CURATOR)
    someone("马", "晓红", KEEPER)

    found = alone.acts()

    told = by_person()
    assert [str(each.person) for each in found] == ["None", "周明远"]
    assert told[None] == {"导出时数表": (COORDINATOR,)}
    assert told["周明远"]["收下老物件、给编号"] == (CURATOR,)
    assert "挪位置" not in told["周明远"]


def test_a_second_person_of_the_role_takes_it_off_the_list_and_one_switched_off_does_not(db):
    someone("周", "明远", CURATOR)
    alone_before = by_person()["周明远"]
    someone("杨", "振华", CURATOR, is_active=False)
    with_one_switched_off = by_person()["周明远"]
    someone("沙", "秀英", CURATOR)

    assert alone_before == with_one_switched_off
    assert set(by_person()) == {None}


def test_the_page_names_the_person_and_the_way_to_give_it_to_a_second_one(client, curator, keeper):
    client.force_login(curator)
    page = BeautifulSoup(client.get(reverse("wagtailusers_users:alone")).content, "html.parser")
    listed = client.get(reverse("wagtailusers_users:roles")).content.decode()
    handovers = client.get(reverse("handovers")).content.decode()
    client.force_login(keeper)
    refused = client.get(reverse("wagtailusers_users:alone"))

    heads = [head.text.strip() for head in page.select(".desk-screen h2")]
    assert heads == ["现在没有人能办", "只有杨振华能办", "程序不知道的"]
    assert "角色：馆长" in page.text
    assert "备份U盘的口令" in page.text
    assert reverse("wagtailusers_users:alone") in listed
    assert reverse("wagtailusers_users:alone") in handovers
    assert refused.status_code == 302
