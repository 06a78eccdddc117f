import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from museum.accounts.forms import ROLES
from museum.accounts.models import User
from museum.accounts.roles import CURATOR, KEEPER, REGISTRAR
from museum.accounts.viewsets import role_of
from tests.factories import PASSWORD, UserFactory

LIST = "wagtailusers_users:index"
ADD = "wagtailusers_users:add"
EDIT = "wagtailusers_users:edit"
PAPERS = {
    "last_name": "丁",
    "first_name": "秀英",
    "username": "dingxiuying",
    "password1": "liushu-1953",
    "password2": "liushu-1953",
    "role": REGISTRAR,
}


@pytest.fixture
def administrator(db):
    return UserFactory(username="root", is_superuser=True, last_name="", first_name="")


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def test_the_curator_makes_an_account_with_a_role(desk):
    answer = desk.post(reverse(ADD), PAPERS)

    made = User.objects.get(username="dingxiuying")
    assert answer.status_code == 302
    assert str(made) == "丁秀英"
    assert [group.name for group in made.groups.all()] == [REGISTRAR]
    assert made.check_password("liushu-1953")
    assert made.email == ""


def test_surname_stands_before_given_name(desk):
    page = desk.get(reverse(ADD)).content.decode()

    assert page.index('name="last_name"') < page.index('name="first_name"')


def test_only_the_museum_s_own_roles_are_offered(desk):
    Group.objects.create(name="别的组")

    form = desk.get(reverse(ADD)).context["form"]

    assert {name for name, _words in form.fields["role"].choices} == set(ROLES)
    assert "groups" not in form.fields
    assert "is_superuser" not in form.fields


def test_a_forged_post_makes_no_administrator(desk):
    other = Group.objects.create(name="别的组")

    desk.post(reverse(ADD), PAPERS | {"is_superuser": "on", "groups": other.pk})

    made = User.objects.get(username="dingxiuying")
    assert made.groups.get().name == PAPERS["role"]
    assert not made.is_superuser
    assert other not in made.groups.all()


def test_a_role_that_does_not_exist_is_refused(desk):
    Group.objects.create(name="别的组")

    answer = desk.post(reverse(ADD), PAPERS | {"role": "别的组"})

    assert "role" in answer.context["form"].errors
    assert not User.objects.filter(username="dingxiuying").exists()


def test_a_new_role_replaces_the_old_and_leaves_other_groups(desk, registrar):
    other = Group.objects.create(name="别的组")
    registrar.groups.add(other)

    desk.post(
        reverse(EDIT, args=[registrar.pk]),
        {"last_name": "杨", "first_name": "振华", "username": "dengji", "is_active": "on",
         "role": KEEPER},
    )  # fmt: skip

    assert {group.name for group in registrar.groups.all()} == {KEEPER, "别的组"}


def test_who_left_is_switched_off_and_cannot_sign_in(desk, registrar):
    assert Client().login(username="dengji", password=PASSWORD)
    desk.post(
        reverse(EDIT, args=[registrar.pk]),
        {"last_name": "杨", "first_name": "振华", "username": "dengji", "role": REGISTRAR},
    )

    registrar.refresh_from_db()
    assert not registrar.is_active
    assert not Client().login(username="dengji", password=PASSWORD)


def test_an_empty_password_leaves_the_old_one(desk, registrar):
    desk.post(
        reverse(EDIT, args=[registrar.pk]),
        {"last_name": "杨", "first_name": "振华", "username": "dengji", "is_active": "on",
         "role": REGISTRAR, "password1": "", "password2": ""},
    )  # fmt: skip

    registrar.refresh_from_db()
    assert registrar.check_password(PASSWORD)


def test_the_curator_neither_switches_themselves_off_nor_drops_their_role(desk, curator):
    desk.post(
        reverse(EDIT, args=[curator.pk]),
        {"last_name": "马", "first_name": "德全", "username": "guanzhang", "role": KEEPER},
    )

    curator.refresh_from_db()
    assert str(curator) == "马德全"
    assert curator.is_active
    assert [group.name for group in curator.groups.all()] == [CURATOR]


@pytest.mark.parametrize("screen", ["edit", "history"])
def test_the_curator_does_not_reach_an_administrator(desk, administrator, screen):
    answer = desk.get(reverse(f"wagtailusers_users:{screen}", args=[administrator.pk]))

    assert answer.status_code in (302, 403)


def test_a_forged_post_leaves_an_administrator_as_they_were(desk, administrator):
    desk.post(
        reverse(EDIT, args=[administrator.pk]),
        {"last_name": "杨", "first_name": "振华", "username": "root", "role": KEEPER,
         "password1": "liushu-1953", "password2": "liushu-1953"},
    )  # fmt: skip

    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.check_password(PASSWORD)


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_nothing_is_done_to_accounts_in_bulk(desk, administrator, registrar, action):
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    keeper = Group.objects.get(name=KEEPER)

    desk.post(
        f"{address}?id={administrator.pk}&id={registrar.pk}",
        {"mark_as_active": "False", "role": keeper.pk},
    )

    assert User.objects.filter(is_active=True, username__in=["root", "dengji"]).count() == 2
    assert [group.name for group in registrar.groups.all()] == [REGISTRAR]


def test_even_an_administrator_deletes_no_account_in_bulk(client, administrator, registrar):
    client.force_login(administrator)

    answer = client.post(
        reverse("wagtail_bulk_action", args=["accounts", "user", "delete"]) + f"?id={registrar.pk}"
    )

    assert answer.status_code in (302, 403)
    assert User.objects.filter(pk=registrar.pk).exists()


def test_no_screen_deletes_or_copies_an_account(client, administrator, registrar):
    client.force_login(administrator)

    for screen in ("delete", "copy", "usage"):
        assert client.get(f"/admin/users/{screen}/{registrar.pk}/").status_code == 404
    assert b"/delete/" not in client.get(reverse(EDIT, args=[registrar.pk])).content


def test_an_administrator_still_edits_an_administrator(client, administrator):
    client.force_login(administrator)

    answer = client.get(reverse(EDIT, args=[administrator.pk]))

    assert answer.status_code == 200
    assert "role" not in answer.context["form"].fields


def test_the_list_says_who_does_what(desk, registrar, administrator):
    UserFactory(username="oldhand", is_active=False, last_name="丁", first_name="秀英")

    page = desk.get(reverse(LIST)).content.decode()

    assert "杨振华" in page
    assert REGISTRAR in page
    assert "丁秀英" in page
    assert reverse(EDIT, args=[registrar.pk]) in page
    assert reverse(EDIT, args=[administrator.pk]) not in page


@pytest.mark.parametrize("role", ["registrar", "keeper"])
@pytest.mark.parametrize("screen", ["index", "add"])
def test_accounts_are_for_the_curator(client, request, role, screen):
    client.force_login(request.getfixturevalue(role))

    answer = client.get(reverse(f"wagtailusers_users:{screen}"))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("role", ["curator", "registrar", "keeper"])
def test_groups_are_for_administrators(client, request, role):
    client.force_login(request.getfixturevalue(role))

    for screen in (reverse("wagtailusers_groups:index"), reverse("wagtailusers_groups:add")):
        assert client.get(screen).status_code == 302


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_a_screen_that_would_change_accounts_in_bulk_does_not_open(client, administrator, action):
    client.force_login(administrator)

    answer = client.get(
        reverse("wagtail_bulk_action", args=["accounts", "user", action])
        + f"?id={administrator.pk}"
    )

    assert answer.status_code in (302, 403)


def test_an_account_is_named_by_its_roles_and_an_administrator_by_none(curator, keeper):
    curator.groups.add(Group.objects.create(name="别的组"))

    assert role_of(curator) == "馆长"
    assert role_of(keeper) == KEEPER
    assert role_of(User(is_superuser=True)) == "管理员"
