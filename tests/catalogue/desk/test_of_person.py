"""A person's page lists what came from her."""

import pytest
from django.urls import reverse

from museum.catalogue.models import Story
from museum.people import merging
from tests.catalogue.desk.filling import words
from tests.factories import PersonFactory, onlooker, received

pytestmark = pytest.mark.django_db


def page(client, person):
    return client.get(reverse("people:inspect", args=[person.pk]))


def test_a_person_s_page_lists_what_she_brought_and_told(as_, curator, wheel, grandmother):
    Story.objects.create(item=wheel, text="夜里纺到三更。", teller=grandmother)

    answer = page(as_(curator), wheel.holding.donation.owner)
    of_the_teller = page(as_(curator), grandmother)

    assert wheel.title in words(answer)
    assert reverse("objects:sheet", args=[wheel.pk]) in answer.content.decode()
    assert wheel.holding.donation.label in words(answer)
    assert "夜里纺到三更" in words(of_the_teller)


def test_what_was_brought_for_somebody_else_says_so(as_, curator, registrar, ma_family):
    son = PersonFactory(name="马小军")
    item = received("石臼", by=registrar, owner=ma_family, brought_by=son)

    answer = words(page(as_(curator), son))

    assert item.title in answer
    assert "送来的" in answer
    assert "主人家" not in answer


def test_what_another_row_of_the_same_person_brought_is_hers(as_, curator, registrar):
    first, second = PersonFactory(name="马双双"), PersonFactory(name="马双双")
    item = received("石臼", by=registrar, owner=first)
    merging.merge(first, second, by=curator, reason="写了两遍")

    assert item.title in words(page(as_(curator), second))


def test_who_sees_people_and_no_objects_sees_none_here(as_, wheel):
    owner = wheel.holding.donation.owner

    answer = page(as_(onlooker("people.view_person")), owner)

    assert answer.status_code == 200
    assert owner.name in words(answer)
    assert wheel.title not in words(answer)
