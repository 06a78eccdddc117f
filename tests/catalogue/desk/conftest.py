import pytest
from django.contrib.auth.models import Group, Permission

from museum.catalogue import accessioning, donating
from museum.catalogue.donating import Thing
from tests.factories import UserFactory


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def accepted(wheel, curator):
    accessioning.accept(wheel, by=curator)
    wheel.refresh_from_db()
    return wheel


@pytest.fixture
def found_box(registrar, grandmother):
    donation = donating.receive(
        donating.Receipt([Thing(title="无名木箱", way="found")], finder=grandmother), by=registrar
    )
    return donation.holdings.get().item


@pytest.fixture
def storyteller(db):
    """Somebody who enters the admin and has nothing to do with objects."""
    group = Group.objects.create(name="写展览的")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return UserFactory(groups=[group])
