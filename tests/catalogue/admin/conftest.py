import pytest

from museum.catalogue import accessioning
from tests.factories import received


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
def another_registrar(db, registrar):
    from django.contrib.auth.models import Group

    from museum.accounts.roles import REGISTRAR
    from tests.factories import UserFactory

    return UserFactory(username="dengji2", groups=[Group.objects.get(name=REGISTRAR)])


@pytest.fixture
def found_box(registrar, grandmother):
    from museum.catalogue import donating
    from museum.catalogue.donating import Thing

    donation = donating.receive(
        [Thing(title="无名木箱", way="found")], by=registrar, finder=grandmother
    )
    return donation.holdings.get().item
