"""来了一位志愿者: person, volunteer and account in one act; thirty at once from a pasted list."""

import re
import uuid

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.accounts.models import User
from museum.accounts.roles import COORDINATOR, VOLUNTEER
from museum.people import giving_accounts
from museum.people.models import Person
from museum.reading.rosters import names_in
from museum.refusals import codes
from museum.volunteers import joining, welcoming
from museum.volunteers.models import Volunteer
from museum.volunteers.welcoming import Newcomer
from tests.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/volunteers/welcome/"


@pytest.fixture
def coordinator(db):
    return UserFactory(username="zhaoji", groups=[Group.objects.get(name=COORDINATOR)])


def line(n: int, **told) -> dict[str, str]:
    said = {"name": "马秀英", "phone": "", "born": "1962"} | told
    return {f"who-{n}-{name}": value for name, value in said.items() if value is not None}


def form(*lines, **more):
    count = {"who-TOTAL_FORMS": str(len(lines)), "who-INITIAL_FORMS": "0"}
    told = {name: value for n, each in enumerate(lines) for name, value in line(n, **each).items()}
    return count | told | more


def newcomer(name="马秀英", born=1962, **more):
    return Newcomer(Person(name=name), born, **more)


@pytest.mark.parametrize(("text", "names"), [
    ("1. 马秀英 2. 丁小满", ["马秀英", "丁小满"]),
    ("#接龙\n志愿者报名\n1、马秀英\n2、丁小满 13800001004\n3）欧阳春兰", ["马秀英", "丁小满", "欧阳春兰"]),
    ("马秀英、丁小满，王桂兰", ["马秀英", "丁小满", "王桂兰"]),
    ("马秀英\n丁小满\n马秀英", ["马秀英", "丁小满"]),
    ("", []),
])  # fmt: skip
def test_a_list_is_read_as_it_is_pasted(text, names):
    assert [each.name for each in names_in(text)] == names


def test_telephone_and_year_are_read_with_the_name():
    assert names_in("1. 马秀英，1962年，13800001234")[0] == ("马秀英", "13800001234", "1962")


def test_one_page_makes_person_volunteer_and_account(client, curator):
    client.force_login(curator)

    answer = client.post(PAGE, form({"phone": "13800001234", "account": "on"}))

    volunteer = Volunteer.objects.get()
    said = re.findall(r"<code>(.*?)</code>", answer.content.decode())
    account = User.objects.get(username=said[0])
    assert volunteer.person.name == "马秀英"
    assert volunteer.person.user == account
    assert [group.name for group in account.groups.all()] == [VOLUNTEER]
    assert account.check_password(said[1])
    assert (account.last_name, account.first_name) == ("马", "秀英")


def test_a_pasted_list_becomes_a_line_for_each(client, coordinator):
    client.force_login(coordinator)
    thirty = "\n".join(
        f"{n}. 丁{'甲乙丙'[n // 10]}{'天地玄黄宇宙洪荒日月'[n % 10]}" for n in range(30)
    )

    page = client.post(PAGE, {"read": "1", "list": thirty})
    told = form(*[{"name": each.name} for each in names_in(thirty)])
    answer = client.post(PAGE, told)

    assert len(page.context["lines"].forms) == 30
    assert answer.status_code == 200
    assert Volunteer.objects.count() == 30


def test_all_that_stands_in_the_way_is_named_at_once_and_nobody_is_written(client, coordinator):
    client.force_login(coordinator)

    answer = client.post(
        PAGE, form({}, {"name": "丁小满", "born": "2024"}, {"name": "沙", "born": "去年春"})
    )

    assert answer.context["lines"].total_error_count() == 2
    assert not Volunteer.objects.exists()
    assert not Person.objects.filter(name="马秀英").exists()
    assert 'value="马秀英"' in answer.content.decode()


def test_whoever_is_known_by_the_name_is_asked_about(client, coordinator):
    known = PersonFactory(name="马秀英")
    client.force_login(coordinator)

    asked = client.post(PAGE, form({}))
    none = Volunteer.objects.count()
    client.post(PAGE, form({"who": str(known.pk)}))

    assert "who" in asked.context["lines"].forms[0].errors
    assert none == 0
    assert Volunteer.objects.get().person == known
    assert Person.objects.filter(name="马秀英").count() == 1


def test_the_form_sent_twice_is_one_volunteer(client, curator):
    client.force_login(curator)
    told = form({"account": "on"}, key=str(uuid.uuid4()))
    key = uuid.uuid4()

    first = welcoming.welcome([newcomer("丁小满", account=True)], by=curator, key=key)
    again = welcoming.welcome([newcomer("丁小满", account=True)], by=curator, key=key)
    client.post(PAGE, told)

    assert first[0].volunteer == again[0].volunteer
    assert (bool(first[0].password), again[0].password) == (True, "")
    assert Volunteer.objects.count() == 2


def test_the_coordinator_makes_no_accounts(client, coordinator):
    client.force_login(coordinator)

    page = client.get(PAGE).content.decode()
    with pytest.raises(ValidationError) as refusal:
        welcoming.welcome([newcomer(account=True)], by=coordinator, key=uuid.uuid4())

    assert "who-0-name" in page
    assert "who-0-account" not in page
    assert codes(refusal.value) == {"forbidden"}
    assert not Volunteer.objects.exists()


def test_nobody_too_many_and_who_may_not(registrar, coordinator):
    for people, by, code in (
        ([], coordinator, "nobody"),
        ([newcomer()] * 61, coordinator, "too_many"),
        ([newcomer()], registrar, "forbidden"),
    ):
        with pytest.raises(ValidationError) as refusal:
            welcoming.welcome(people, by=by, key=uuid.uuid4())
        assert codes(refusal.value) == {code}

    assert not Volunteer.objects.exists()


def test_who_has_an_account_gets_no_second_one(curator):
    person = PersonFactory(name="马秀英", user=UserFactory())

    for act in (
        lambda: giving_accounts.give_account(person, VOLUNTEER, by=curator),
        lambda: welcoming.check_newcomer(Newcomer(person, 1962, account=True), by=curator),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert codes(refusal.value) == {"has_account"}


def test_two_of_a_name_get_two_names_to_sign_in(curator):
    names = [
        giving_accounts.give_account(PersonFactory(name="马秀英"), VOLUNTEER, by=curator)[
            0
        ].username
        for _each in range(2)
    ]

    assert names == ["马秀英", "马秀英2"]


def test_the_list_of_volunteers_leads_there(client, coordinator):
    client.force_login(coordinator)

    page = client.get(reverse("volunteers:index")).content.decode()

    assert PAGE in page


def test_joining_says_no_here_too(curator, coordinator):
    person = PersonFactory(name="马秀英")
    joining.join(person, born=1962, by=coordinator)

    with pytest.raises(ValidationError) as refusal:
        welcoming.check_newcomer(Newcomer(person, 1962), by=coordinator)
    with pytest.raises(ValidationError) as forbidden:
        welcoming.check_newcomer(newcomer(account=True), by=coordinator)

    assert codes(refusal.value) == {"already"}
    assert codes(forbidden.value) == {"forbidden"}
