import pytest

from museum.people.models import Person
from museum.people.naming import masked, phone_for, publicly_named
from tests.factories import PersonFactory


@pytest.mark.parametrize(
    ("naming", "words"),
    [
        ("full", "王桂兰"),
        ("surname", "王婆婆"),
        ("household", "三组王家"),
        ("anonymous", "一位村民"),
    ],
)
def test_a_giver_is_named_as_they_chose(grandmother, naming, words):
    named = publicly_named(grandmother, naming)

    assert named == words


def test_a_household_is_named_by_its_group(ma_family):
    assert publicly_named(ma_family, "household") == "三组马家"
    assert publicly_named(ma_family, "surname") == "马家"


def test_an_organisation_keeps_its_name_and_nobody_has_none(db):
    school = Person(kind="organisation", name="石榴湾小学")

    assert publicly_named(school, "surname") == "石榴湾小学"
    assert publicly_named(None, "full") == ""


def test_a_telephone_is_hidden_in_its_middle():
    assert masked("13800001234") == "138****1234"
    assert masked("12345") == "*****"
    assert masked("") == ""


def test_whoever_typed_a_telephone_sees_it_until_it_is_handed_in(registrar, keeper, curator):
    person = PersonFactory(phone="13800001234", typed_by=registrar)

    assert phone_for(person, registrar) == "13800001234"
    assert phone_for(person, keeper) == "138****1234"

    person.handed_in = True

    assert phone_for(person, registrar) == "138****1234"
    assert phone_for(person, curator) == "13800001234"


@pytest.mark.parametrize(("phone", "shown"), [
    ("", ""), ("123456", "******"), ("1234567", "123****4567"), ("12345678", "123****5678"),
])  # fmt: skip
def test_of_a_short_number_nothing_is_shown(phone, shown):
    assert masked(phone) == shown
