import pytest

from tests.factories import PersonFactory


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def granny_zhang(registrar):
    """Somebody whom the volunteer wrote down and has not handed in yet."""
    return PersonFactory(
        name="张玉英", phone="13711112222", former_group="五组", typed_by=registrar
    )


def refused(response) -> bool:
    """Whether the desk sent somebody away: Wagtail leads them home with a sentence."""
    return response.status_code == 403 or (
        response.status_code == 302 and response["Location"] == "/admin/"
    )
