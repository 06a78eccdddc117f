import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from museum.catalogue import accessioning, opening
from museum.catalogue.models import Term
from tests.exhibits.conftest import save, soup, words
from tests.factories import published, received


@pytest.fixture
def thirteen(registrar, curator, ma_family):
    """One object more than fits on a page."""
    things = [received(f"竹篮{n}", by=registrar, owner=ma_family) for n in range(13)]
    for each in things:
        accessioning.accept(each, by=curator)
        published(each)
    return things


def test_browsing_shows_a_public_object_as_a_card(client, shown_wheel):
    page = soup(client.get("/objects/"))

    card = page.select_one(".card")
    assert card.h3.a["href"] == "/objects/CS00001/"
    assert card.select_one(".number").text == "CS00001"
    assert card.select_one(".place-now").text == "二厅·三号柜"


def test_browsing_leaves_out_what_is_not_public(client, curator, shown_wheel, shown_loom, ewer):
    opening.withdraw(shown_wheel, by=curator)

    page = soup(client.get("/objects/"))

    assert [card.text for card in page.select(".card h3")] == ["木织布机"]


def test_an_empty_museum_says_what_is_there(client, db):
    response = client.get("/objects/")

    assert "还没有可以看的老物件" in words(response)
    assert soup(response).select_one(".empty a")["href"] == "/"


def test_a_search_without_a_find_offers_a_way_on(client, shown_wheel):
    response = client.get("/objects/", {"q": "洋油炉"})

    assert "没有找到“洋油炉”" in words(response)
    assert soup(response).select_one(".empty a")["href"] == "/objects/"


@pytest.mark.parametrize("typed", ["fangche", "仿车", "syfc"])
def test_what_is_found_by_sound_is_announced_as_found_and_not_under_a_no(
    client, shown_wheel, typed
):
    response = client.get("/objects/", {"q": typed})

    page = soup(response)
    assert page.select_one(".read-as strong").text in ("照读音找到1件", "照拼音开头找到1件")
    assert page.select_one(".showing-found h3").text.strip() == shown_wheel.title
    assert not page.select(".empty")
    assert "没有" not in words(response)


def test_two_letters_are_asked_about(client, shown_wheel):
    page = soup(client.get("/objects/", {"q": "fc"}))

    assert not page.select(".card")
    assert [link.text for link in page.select(".found-on a")] == [shown_wheel.title]


def test_a_chosen_condition_can_be_taken_away_alone(client, shown_wheel, hall):
    page = soup(client.get("/objects/", {"q": "纺车", "hall": hall.pk}))

    away = [link["href"] for link in page.select(".chosen a")]
    assert away == [f"/objects/?hall={hall.pk}", "/objects/?q=%E7%BA%BA%E8%BD%A6", "/objects/"]


def test_a_filter_keeps_what_was_searched_for(client, shown_wheel, hall):
    page = soup(client.get("/objects/", {"q": "纺车"}))

    [halls] = [each for each in page.select("details") if each.summary.text == "展厅"]
    halls = halls.select("a")
    assert [link["href"] for link in halls] == [f"/objects/?q=%E7%BA%BA%E8%BD%A6&hall={hall.pk}"]


def test_searching_keeps_the_chosen_hall(client, shown_wheel, hall):
    page = soup(client.get("/objects/", {"hall": hall.pk}))

    kept = page.select_one("form.filter input[type=hidden]")
    assert (kept["name"], kept["value"]) == ("hall", str(hall.pk))


def test_the_second_page_says_where_it_is_and_what_lies_before(client, thirteen):
    response = client.get("/objects/", {"page": 2})

    assert "找到13件，这是第13–13件" in words(response)
    assert soup(response).select_one("a[rel=prev]")["href"] == "/objects/"
    assert not soup(response).select("a[rel=next]")


def test_a_page_beyond_the_end_is_the_last_one(client, thirteen):
    response = client.get("/objects/", {"page": 99999})

    assert len(soup(response).select(".card, .showing-found")) == 1


@pytest.mark.parametrize(
    ("parameter", "rubbish"),
    [
        ("page", "abc"),
        ("page", "-1"),
        ("page", "9" * 30),
        ("page", "²"),
        ("hall", "9" * 30),
        ("hall", "፩"),
        ("hall", "库房'--"),
        ("category", "\x00"),
        ("era", "nothing-like-it"),
        ("place", "%s" * 40),
        ("q", "\x00\ud800".encode("utf-8", "surrogatepass").decode("latin-1")),
        ("q", '"'),
        ("q", "%_" * 500),
    ],
)
def test_no_rubbish_in_the_address_breaks_the_list(client, shown_wheel, parameter, rubbish):
    response = client.get("/objects/", {parameter: rubbish})

    assert response.status_code == 200


def test_browsing_with_every_condition_stays_within_twelve_queries(
    client, two_photos, hall, django_assert_max_num_queries
):
    two_photos.category = Term.objects.of("category").get(code="NG.zhengdi")
    two_photos.era = Term.objects.of("era").get(code="1950s")
    published(save(two_photos))
    conditions = {"q": "纺车", "category": "NG", "era": "1950s", "hall": hall.pk}
    client.get("/objects/", conditions)

    with django_assert_max_num_queries(12):
        response = client.get("/objects/", conditions)

    assert len(soup(response).select(".card, .showing-found")) == 1


def test_browsing_costs_the_same_for_thirteen_objects_as_for_one(
    client, two_photos, django_assert_num_queries, request, settings
):
    settings.KEEP_PAGES = False
    client.get("/objects/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/objects/")
    asked = len(for_one)
    request.getfixturevalue("thirteen")
    client.get("/objects/")  # reads the new ones into the index

    with django_assert_num_queries(asked):
        response = client.get("/objects/")

    assert len(soup(response).select(".card")) == 12


@pytest.mark.parametrize(
    ("query", "title", "is_kept_out"),
    [
        ({}, "老物件 · ", False),
        ({"q": "纺"}, "“纺” · 老物件 · ", True),
        ({"displayed": "yes"}, "摆在展厅里 · 老物件 · ", False),
        ({"displayed": "yes", "storied": "no"}, None, True),
        ({"sort": "era"}, "老物件 · ", True),
    ],
)
def test_a_list_is_called_after_what_it_lists_and_endless_ones_stay_out_of_search_engines(
    client, shown_wheel, query, title, is_kept_out
):
    page = soup(client.get("/objects/", query))

    named = " ".join(page.title.text.split())
    assert title is None or named.startswith(title.strip())
    assert (page.find("meta", {"name": "robots"}) is not None) == is_kept_out
    assert page.find("meta", {"name": "description"})["content"]
