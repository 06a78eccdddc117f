"""Nothing publishes by itself, so nothing is offered that would."""

import pytest
from django.urls import reverse

from exhibits.models import ExhibitionPage, HomePage
from tests.catalogue.desk.filling import form_on

pytestmark = pytest.mark.django_db
FUTURE = {"go_live_at": "2999-01-01 08:00", "expire_at": "2999-02-01 08:00"}


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def test_an_object_opens_at_no_hour_of_its_own(desk, wheel):
    address = reverse("wagtailsnippets_catalogue_item:edit", args=[wheel.pk])

    page = desk.get(address)
    desk.post(address, form_on(page, **FUTURE, **{"action-publish": "1"}))

    wheel.refresh_from_db()
    assert "go_live_at" not in page.content.decode()
    assert 'id="schedule-publishing-dialog"' not in page.content.decode()
    assert wheel.live
    assert (wheel.go_live_at, wheel.expire_at) == (None, None)


def test_a_page_opens_at_no_hour_of_its_own(desk):
    shelf = HomePage.objects.get().add_child(instance=ExhibitionPage(title="九件", slug="nine"))
    address = reverse("wagtailadmin_pages:edit", args=[shelf.pk])

    page = desk.get(address)
    form = form_on(
        page, "form[data-edit-form]", **FUTURE, **{"action-publish": "1", "body-count": "0"}
    )
    answer = desk.post(address, form)

    shelf.refresh_from_db()
    assert answer.status_code == 302
    assert "go_live_at" not in page.content.decode()
    assert 'id="schedule-publishing-dialog"' not in page.content.decode()
    assert (shelf.live, shelf.go_live_at, shelf.expire_at) == (True, None, None)


@pytest.mark.parametrize("kind", ["exhibitionpage", "textpage"])
def test_a_new_page_opens_at_no_hour_of_its_own(desk, kind):
    home = HomePage.objects.get()

    page = desk.get(reverse("wagtailadmin_pages:add", args=["exhibits", kind, home.pk]))

    assert page.status_code == 200
    assert "go_live_at" not in page.content.decode()
