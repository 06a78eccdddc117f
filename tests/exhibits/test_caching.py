import datetime
import gzip
import re
import threading
import urllib.error
import urllib.request

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exhibits import caching
from exhibits.models import TextPage
from museum import clock
from museum.catalogue import displaying, moving, opening
from museum.catalogue.models import Place, Story, Term
from museum.freshness import remembering, triggers, versions
from museum.institution import Museum
from museum.people.erasing import erase
from museum.visits.models import VisitSettings, WeeklyHours
from tests.exhibits import one_object
from tests.exhibits.conftest import filled, save, soup, words
from tests.factories import PASSWORD, published
from tests.seeding import on_postgres, serving

# On PostgreSQL no page is kept inside a transaction such as this test's own; there the tests with
# processes of their own speak (test_freshness.py).
pytestmark = pytest.mark.skipif(on_postgres(), reason="these pages are read inside a transaction")

WHEEL, LOOM = "/objects/CS00001/", "/objects/CS00002/"


@pytest.fixture(autouse=True)
def kept(settings):
    settings.KEEP_PAGES = True
    caching.store.clear()
    yield
    caching.store.clear()


@pytest.fixture
def two(shown_wheel, shown_loom, client):
    """Two public objects, in different rooms, whose pages have been read."""
    for _time in range(2):
        read(client, "/objects/", WHEEL, LOOM)
    return shown_wheel, shown_loom


def read(client, *addresses):
    return [client.get(address) for address in addresses]


def was_kept(client, address):
    """Whether the page that comes is the one that was kept, and not one made anew."""
    before = list(caching.store.pages.values())
    client.get(address)
    path = address.partition("?")[0]
    now = [kept for key, kept in caching.store.pages.items() if key[2] == path]
    return any(kept is other for kept in now for other in before)


def test_a_page_read_twice_is_made_once(client, two):
    with CaptureQueriesContext(connection) as asked:
        again = client.get(WHEEL)

    assert soup(again).h1.text == "手摇纺车"
    assert len(asked) == 1


def test_a_story_written_anew_stands_on_its_page_at_the_next_request(client, two):
    wheel, _loom = two
    wheel.stories.add(Story(text="轮子是后来配的。"))
    published(save(wheel))

    assert "轮子是后来配的。" in words(client.get(WHEEL))


def test_a_draft_drops_nothing(client, two):
    wheel, _loom = two
    wheel.title = "还没定的名字"

    wheel.save_revision()

    assert was_kept(client, WHEEL)
    assert was_kept(client, "/objects/")


def test_a_withdrawn_object_is_gone_at_the_next_request(client, two, curator):
    opening.withdraw(two[0], by=curator)

    assert client.get(WHEEL).status_code == 404
    assert "手摇纺车" not in words(client.get("/objects/"))


def test_a_withdrawal_that_is_rolled_back_drops_nothing(client, two, curator):
    from django.db import transaction

    with transaction.atomic():
        opening.withdraw(two[0], by=curator)
        transaction.set_rollback(True)

    assert was_kept(client, WHEEL)


def test_an_unpublished_object_is_gone_at_the_next_request(client, two):
    two[0].unpublish()

    assert client.get(WHEEL).status_code == 404
    assert "手摇纺车" not in words(client.get("/objects/"))


def test_a_moved_object_says_where_it_stands(client, two, keeper, store):
    displaying.take_off_display(two[0], store, by=keeper)

    assert "收在库房" in words(client.get(WHEEL))


def test_a_neighbour_that_comes_is_seen_by_those_who_stand_there(client, two, keeper, case):
    _wheel, loom = two
    displaying.put_on_display(loom, case, by=keeper)

    near = soup(client.get(WHEEL)).select_one(".section-neighbours")
    assert "木织布机" in near.text

    moving.move(loom, Place.objects.store(), by=keeper)

    assert soup(client.get(WHEEL)).select_one(".section-neighbours") is None


def test_a_renamed_category_is_new_wherever_it_stands(client, two):
    wheel, _loom = two
    wheel.category = Term.objects.of("category")[0]
    published(save(wheel))
    read(client, WHEEL, LOOM, "/objects/")

    wheel.category.name = "种地的"
    wheel.category.save()

    assert "种地的" in words(client.get(WHEEL))
    assert "种地的" in words(client.get("/objects/"))


def test_a_giver_renamed_or_forgotten_is_so_on_every_page(client, two, ma_family, curator):
    ma_family.former_group = "五组"
    ma_family.save()
    assert "五组马家" in words(client.get(WHEEL))

    erase(ma_family, by=curator)

    assert "马家" not in words(client.get(WHEEL))


def test_a_hall_with_a_new_name_stands_so_on_the_page(client, two, hall):
    hall.name = "纺织厅"
    hall.save()

    assert "纺织厅·三号柜" in words(client.get(WHEEL))


def test_the_museum_s_new_name_stands_on_every_page(client, two):
    museum = Museum.load()
    museum.name = "新桥村史馆"
    museum.save()

    assert soup(client.get(WHEEL)).select_one(".masthead-name").text.endswith("新桥村史馆")


def test_an_object_closed_leaves_the_exhibition_that_shows_it(client, two, exhibition, curator):
    page = filled(exhibition, *two)
    assert "手摇纺车" in words(client.get(page.url))

    opening.withdraw(two[0], by=curator)

    assert "手摇纺车" not in words(client.get(page.url))


def test_two_questions_never_get_one_answer(client, two):
    def titles(address):
        return [
            each.text.strip() for each in soup(client.get(address)).select(".card h3, .showing h3")
        ]

    for _time in range(2):
        assert titles("/objects/?q=纺车") == ["手摇纺车"]
        assert titles("/objects/?q=织布机") == ["木织布机"]
        assert len(titles("/objects/")) == 2


@pytest.mark.parametrize("address", [WHEEL, "/objects/", "/visit/"])
def test_a_page_kept_yesterday_is_not_served_today(client, two, address, monkeypatch):
    WeeklyHours.objects.create(settings=VisitSettings.load(), weekday=2, opens=datetime.time(9),
                               closes=datetime.time(12))  # fmt: skip
    tuesday = clock.at(datetime.date(2026, 12, 1), datetime.time(23, 59))
    monkeypatch.setattr(timezone, "now", lambda: tuesday)
    client.get(address)
    yesterday = {id(kept) for kept in caching.store.pages.values()}
    assert was_kept(client, address)

    monkeypatch.setattr(timezone, "now", lambda: tuesday + datetime.timedelta(minutes=1))
    client.get(address)

    made = [kept for kept in caching.store.pages.values() if id(kept) not in yesterday]
    assert len(made) == 1
    assert was_kept(client, address)


def test_what_today_is_open_is_said_of_today(client, db, monkeypatch):
    WeeklyHours.objects.create(settings=VisitSettings.load(), weekday=2, opens=datetime.time(9),
                               closes=datetime.time(12))  # fmt: skip
    tuesday = clock.at(datetime.date(2026, 12, 1), datetime.time(23, 59))
    said = []

    for later in (0, 1):
        moment = tuesday + datetime.timedelta(minutes=later)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        said.append(words(client.get("/visit/")))

    assert "今天不开门" in said[0]
    assert "今天开门 9:00–12:00" in said[1]


def test_whoever_is_signed_in_is_served_past_the_kept_page(client, two, curator):
    client.login(username=curator.username, password=PASSWORD)

    with CaptureQueriesContext(connection) as asked:
        client.get(WHEEL)

    assert any("catalogue_item" in query["sql"] for query in asked.captured_queries)


def test_what_may_not_be_seen_is_never_kept(client, two, curator):
    opening.withdraw(two[0], by=curator)

    client.get(WHEEL)
    client.get("/o/CS00001")
    opening.open_again(two[0], by=curator)

    assert client.get(WHEEL).status_code == 200


def test_a_reader_who_has_the_page_hears_that_it_is_the_same(client, two, curator):
    etag = client.get(WHEEL).headers["ETag"]

    same = client.get(WHEEL, headers={"if-none-match": etag})
    opening.withdraw(two[0], by=curator)
    gone = client.get(WHEEL, headers={"if-none-match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["Cache-Control"] == "no-cache"
    assert gone.status_code == 404


# Read for a page though nothing watches them: a movement is written once, and its holding points to
# it; what is the index's own follows from the register, and its entries are watched; the rest never
# changes.
WITH_OTHERS = {"catalogue_movement", "django_content_type", "search_material", "search_state", "search_document", "search_stale", "museum_versions",
               "museum_tries"}  # fmt: skip
TABLE = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?')


def watched(number):
    return {each.table for each, _act in triggers.wanted().values() if each.name == number}


@pytest.mark.parametrize("address", ["/", "/cotton/", "/about/", "/objects/", "/objects/?q=纺", WHEEL,
                                     "/visit/"])  # fmt: skip
def test_a_page_that_is_kept_is_made_from_nothing_that_nobody_watches(
    client, two, exhibition, home, address
):
    filled(exhibition, *two)
    home.add_child(instance=TextPage(title="关于本站", slug="about"))
    remembering._values.clear()
    caching.store.clear()

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    read = {table for each in asked for table in TABLE.findall(each["sql"])} & known
    [kept] = caching.store.pages.values()
    assert "wagtailcore_site" in read
    assert read - watched("shown") - WITH_OTHERS - watched("counted") == set()
    assert kept.has_counts == bool(read & watched("counted")) == (address == "/")


def test_a_process_holds_no_more_pages_than_fit(client, two, monkeypatch):
    caching.store.clear()
    client.get(WHEEL)
    monkeypatch.setattr(caching, "MOST_BYTES", caching.store.bytes + 10)
    caching.store.clear()

    read(client, LOOM, WHEEL, LOOM)

    assert caching.store.bytes <= caching.MOST_BYTES
    assert len(caching.store.pages) == 1


def page_of(size):
    return caching.StoredPage(
        b"x" * size, b"", {}, "", versions.Versions(0, 0), has_counts=False, is_from_the_index=False
    )


def test_the_page_that_was_asked_for_longest_ago_makes_room(monkeypatch):
    monkeypatch.setattr(caching, "MOST_BYTES", 30)
    store = caching.Store()
    for key in "abc":
        store.put(key, page_of(10))
    store.get("a")

    store.put("d", page_of(10))
    store.put("a", page_of(5))

    assert list(store.pages) == ["c", "d", "a"]
    assert store.bytes == 25
    store.clear()
    assert (store.bytes, list(store.pages)) == (0, [])


@pytest.mark.parametrize(("known", "is_same"), [
    ("{etag}", True), ("W/{etag}", True), ('"other", {etag}', True), ('"other"', False), ("", False),
])  # fmt: skip
def test_only_who_has_this_very_page_hears_that_it_is_the_same(client, two, known, is_same):
    page = client.get(WHEEL)

    again = client.get(WHEEL, headers={"if-none-match": known.format(etag=page.headers["ETag"])})

    assert again.status_code == (304 if is_same else 200)
    assert again.content == (b"" if is_same else page.content)
    for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
        assert again.headers[name] == page.headers[name], name


@pytest.mark.parametrize("asked", [
    {"headers": {"authorization": "Basic x"}}, {"headers": {"cookie": "messages=x"}},
    {"headers": {"cookie": "sessionid=x"}}, {"query_params": {"x": "x" * 600}},
])  # fmt: skip
def test_a_page_that_may_be_somebody_s_own_or_an_endless_question_is_not_kept(client, two, asked):
    caching.store.clear()

    answer = client.get(WHEEL, **asked)

    assert answer.status_code == 200
    assert not caching.store.pages
    assert "ETag" not in answer.headers


def test_a_question_that_is_just_not_too_long_is_kept(client, two):
    caching.store.clear()
    rest = caching.LONGEST_KEY - len(f"{WHEEL}?x=")

    client.get(WHEEL, query_params={"x": "x" * (rest + 1)})
    too_long = len(caching.store.pages)
    client.get(WHEEL, query_params={"x": "x" * rest})

    assert (too_long, len(caching.store.pages)) == (0, 1)


@pytest.mark.parametrize(("answer", "can_be"), [
    (HttpResponse("x"), True), (HttpResponse("x", status=404), False), (StreamingHttpResponse([b"x"]), False),
    (HttpResponse("x", headers={"Cache-Control": "no-store"}), False),
    (HttpResponse("x", headers={"Vary": "Cookie"}), True), (HttpResponse("x", headers={"Vary": "Accept"}), False),
])  # fmt: skip
def test_what_is_not_the_same_for_everybody_cannot_be_kept(answer, can_be):
    with_a_cookie = HttpResponse("x")
    with_a_cookie.set_cookie("messages", "x")

    assert caching._can_be_kept(answer) is can_be
    assert not caching._can_be_kept(with_a_cookie)


@pytest.mark.processes
def test_every_process_drops_what_another_one_changed(own_database, monkeypatch):
    monkeypatch.setenv("KEEP_PAGES", "yes")
    own_database.run(one_object.publish)

    def asked(address):
        try:
            with urllib.request.urlopen(address + WHEEL, timeout=120) as answer:
                return answer.status, answer.read().decode(), answer.headers["ETag"]
        except urllib.error.HTTPError as error:
            return error.code, "", None

    with serving(own_database) as one, serving(own_database) as other:
        for _time in range(2):
            assert all("手摇纺车" in asked(each)[1] and asked(each)[2] for each in (one, other))
        own_database.run(one_object.rename)
        assert all("脚踏纺车" in asked(each)[1] for each in (one, other))
        own_database.run(one_object.withdraw)
        assert [asked(each)[0] for each in (one, other)] == [404, 404]


def test_many_threads_keep_the_store_s_books_straight():
    store = caching.Store()
    page = page_of(1000)

    def work(number):
        for time in range(200):
            store.put((number, time % 7), page)
            store.drop((number, (time + 3) % 7))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert store.bytes == 1000 * len(store.pages)


@pytest.mark.parametrize(("taken", "is_compressed"), [
    ("gzip", True), ("gzip, deflate, br", True), ("br;q=1.0, GZIP;q=0.8", True), ("deflate", False), ("", False),
    ("gzip;q=0", False), ("br, gzip; q=0", False), ("identity", False),
])  # fmt: skip
def test_a_kept_page_leaves_compressed_for_whoever_can_read_that(client, two, taken, is_compressed):
    plain = client.get(WHEEL, headers={"accept-encoding": ""})

    page = client.get(WHEEL, headers={"accept-encoding": taken})

    assert ("Content-Encoding" in page.headers) is is_compressed
    content = gzip.decompress(page.content) if is_compressed else page.content
    assert content == plain.content
    assert int(page.headers["Content-Length"]) == len(page.content)
    assert "Accept-Encoding" in page.headers["Vary"]
    assert "Cookie" in page.headers["Vary"]
    assert (len(page.content) < len(plain.content) / 2) is is_compressed


def test_the_two_forms_of_a_page_are_two_to_whoever_stands_between(client, two):
    plain = client.get(WHEEL, headers={"accept-encoding": ""}).headers["ETag"]
    small = client.get(WHEEL, headers={"accept-encoding": "gzip"}).headers["ETag"]

    same = client.get(WHEEL, headers={"accept-encoding": "gzip", "if-none-match": small})
    other = client.get(WHEEL, headers={"accept-encoding": "gzip", "if-none-match": plain})

    assert plain != small
    assert same.status_code == 304
    assert same.headers["ETag"] == small
    assert other.status_code == 200
