from django.urls import URLResolver, get_resolver

from museum.routes import CLOSED, OPEN, ROOTS
from tests.factories import UserFactory


def routes(resolver=None, path=""):
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each, path + str(each.pattern))
        else:
            yield path + str(each.pattern)


def test_every_address_that_wagtail_or_the_desk_registers_is_said_to_be_open_or_closed():
    registered = {route for route in routes() if route.startswith(ROOTS)}

    assert registered == {*OPEN, *CLOSED}
    assert not {*OPEN} & {*CLOSED}
    assert len(CLOSED) > 40


def test_what_is_closed_is_not_there_for_an_administrator_either(client, db):
    client.force_login(UserFactory(is_superuser=True))

    for address in ("/admin/api/main/images/", "/admin/api/main/images/1/", "/admin/documents/",
                    "/admin/api/main/documents/", "/admin/collections/", "/admin/test404/",
                    "/admin/images/1/generate_url/", "/documents/1/a.pdf", "/admin/snippets/"):  # fmt: skip
        assert client.get(address).status_code == 404
    assert client.get("/admin/").status_code == 200


def test_the_list_of_pages_in_the_menu_is_there_and_shows_drafts_to_whoever_writes_them(
    client, registrar, curator
):
    from exhibits.models import ExhibitionPage, HomePage

    HomePage.objects.get().add_child(
        instance=ExhibitionPage(title="还没写完", slug="d", live=False)
    )
    client.force_login(registrar)
    his = client.get("/admin/api/main/pages/")
    client.force_login(curator)
    hers = client.get("/admin/api/main/pages/")

    assert (his.status_code, hers.status_code) == (200, 200)
    assert "还没写完" in hers.content.decode()
    assert "还没写完" not in his.content.decode()
