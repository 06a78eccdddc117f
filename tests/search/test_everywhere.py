"""The box in the sidebar finds receipts, visits, people and exhibitions beside objects."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from museum.accounts.roles import ON_DUTY
from museum.people.models import Person
from museum.visits import visiting
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FIND = "/admin/find/"


@pytest.fixture
def on_duty(db):
    return UserFactory(username="zhiban", groups=[Group.objects.get(name=ON_DUTY)])


@pytest.fixture
def visit(on_duty):
    school = Person.objects.create(name="青石桥小学", kind="organisation")
    slip = visiting.Slip(persons=40, origin="city", kind="school", organisations=[school])
    return visiting.receive(slip, by=on_duty)


def found(client, said) -> dict[str, list[str]]:
    page = client.get(FIND, {"q": said})
    return {str(each.heading): [hit.label for hit in each.hits] for each in page.context["found"]}


def test_one_box_finds_what_every_register_has(client, curator, wheel, visit):
    client.force_login(curator)
    owner = wheel.holding.donation.owner.name

    of_a_name, of_a_school = found(client, owner), found(client, "青石桥")

    assert owner in of_a_name["人和单位"] or owner in of_a_name.get("人和单位", [])
    assert wheel.holding.donation.label in of_a_name["征集接收"]
    assert visit.label in of_a_school["参观"]
    assert wheel.title in found(client, wheel.title)["老物件"]


def test_an_exhibition_is_found_by_its_title(client, curator):
    page = Page.objects.filter(depth=2).first()
    client.force_login(curator)

    assert page.title in [each for hits in found(client, page.title).values() for each in hits]


def test_each_finds_what_each_may_see(client, on_duty, curator, wheel, visit):
    client.force_login(on_duty)

    assert found(client, wheel.title) == {}
    assert found(client, wheel.holding.donation.owner.name) == {}
    assert found(client, "青石桥")["参观"] == [visit.label]


def test_nothing_asked_finds_nothing_and_says_nothing(client, curator, wheel):
    client.force_login(curator)

    asked, empty = client.get(FIND, {"q": "没有这样的"}), client.get(FIND)

    assert "没有找到" in asked.content.decode()
    assert "没有找到" not in empty.content.decode()


def test_the_sidebar_s_box_leads_there(client, curator):
    client.force_login(curator)

    assert FIND in client.get("/admin/").content.decode()
