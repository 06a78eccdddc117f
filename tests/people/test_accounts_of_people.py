"""Whose account it is, chosen on the account's own form."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from museum.accounts.models import User
from museum.accounts.roles import COORDINATOR, VOLUNTEER
from museum.people.models import Person
from museum.volunteers import joining
from museum.volunteers.permissions import own
from tests.factories import PersonFactory, UserFactory

ADD, EDIT = "wagtailusers_users:add", "wagtailusers_users:edit"
PAPERS = {"last_name": "丁", "first_name": "小满", "username": "dingxiaoman", "role": VOLUNTEER,
          "password1": "liushu-1953", "password2": "liushu-1953", "is_active": "on"}  # fmt: skip


@pytest.fixture
def volunteer(db):
    coordinator = UserFactory(groups=[Group.objects.get(name=COORDINATOR)])
    return joining.join(PersonFactory(name="丁小满"), born=1970, by=coordinator)


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def words(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser").main
    return " ".join(page.get_text(" ").split())


def test_a_volunteer_s_account_is_joined_to_them_where_it_is_made(desk, volunteer):
    answer = desk.post(reverse(ADD), PAPERS | {"person": volunteer.person_id})

    made = User.objects.get(username="dingxiaoman")
    assert answer.status_code == 302
    assert own(made) == volunteer
    desk.force_login(made)
    assert "我的班次和时数" in words(desk, reverse("wagtailadmin_home"))
    assert desk.get(reverse("volunteering:mine")).status_code == 200


def test_an_account_is_given_to_another_and_to_nobody(desk, volunteer):
    desk.post(reverse(ADD), PAPERS | {"person": volunteer.person_id})
    made, other = User.objects.get(username="dingxiaoman"), PersonFactory(name="丁小满的姐姐")

    desk.post(reverse(EDIT, args=[made.pk]), PAPERS | {"person": other.pk})
    given = list(Person.objects.filter(user=made))
    desk.post(reverse(EDIT, args=[made.pk]), PAPERS | {"person": ""})

    assert given == [other]
    assert not Person.objects.filter(user=made).exists()


def test_who_has_an_account_is_not_given_a_second_one(desk, volunteer, registrar):
    Person.objects.filter(pk=volunteer.person_id).update(user=registrar)

    answer = desk.post(reverse(ADD), PAPERS | {"person": volunteer.person_id})

    assert "丁小满已经有一个账号了" in answer.content.decode()
    assert not User.objects.filter(username="dingxiaoman").exists()


def test_saving_an_account_as_it_stands_leaves_it_with_its_person(desk, volunteer):
    desk.post(reverse(ADD), PAPERS | {"person": volunteer.person_id})
    made = User.objects.get(username="dingxiaoman")

    page = BeautifulSoup(desk.get(reverse(EDIT, args=[made.pk])).content, "html.parser")
    chosen = page.select_one("[name=person]")["value"]
    desk.post(reverse(EDIT, args=[made.pk]), PAPERS | {"person": chosen})

    assert own(made) == volunteer


def test_an_account_that_is_nobody_s_says_what_to_do(desk):
    desk.post(reverse(ADD), PAPERS)
    desk.force_login(User.objects.get(username="dingxiaoman"))

    said = words(desk, reverse("wagtailadmin_home"))
    turned_away = desk.get(reverse("volunteering:mine"), follow=True).content.decode()

    assert "请馆长在“账号”里打开它" in said
    assert "请找馆长" in turned_away
    assert "管理员" not in turned_away


def test_the_volunteer_s_page_leads_to_the_accounts(desk, volunteer):
    page = desk.get(reverse("volunteers:inspect", args=[volunteer.pk]))

    link = BeautifulSoup(page.content, "html.parser").main.find("a", string="把账号连上")

    assert link["href"] == reverse("wagtailusers_users:index")


def test_the_account_s_form_brings_what_a_chooser_needs(desk):
    page = desk.get(reverse(ADD)).content.decode()

    assert "chooser" in "".join(re.findall(r'<script src="([^"]+)"', page))
