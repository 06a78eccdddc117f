import threading
import urllib.error
import urllib.request

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibits import caching
from museum import stamps
from museum.catalogue import displaying, moving, opening
from museum.catalogue.models import Place, Story, Term
from museum.institution import Museum
from museum.people.erasing import erase
from tests.catalogue.test_many_at_once import SETTING
from tests.exhibits.conftest import filled, save, soup, words
from tests.factories import PASSWORD, published
from tests.seeding import on_postgres, serving

# On PostgreSQL no page is kept inside a transaction such as this test's own; there the tests with
# processes of their own speak (test_stamping.py).
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


def test_a_story_written_anew_drops_its_page_and_no_other(client, two):
    wheel, _loom = two
    wheel.stories.add(Story(text="轮子是后来配的。"))
    published(save(wheel))

    assert was_kept(client, LOOM)
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
    assert was_kept(client, LOOM)


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

    assert "木织布机" in words(client.get(WHEEL))

    moving.move(loom, Place.objects.store(), by=keeper)

    assert "木织布机" not in words(client.get(WHEEL))


def test_a_renamed_category_is_new_wherever_it_stands(client, two):
    wheel, _loom = two
    wheel.category = Term.objects.of("category")[0]
    published(save(wheel))
    read(client, WHEEL, LOOM, "/objects/")

    wheel.category.name = "种地的"
    wheel.category.save()

    assert "种地的" in words(client.get(WHEEL))
    assert "种地的" in words(client.get("/objects/"))
    assert was_kept(client, LOOM)


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


def test_an_edited_exhibition_is_new_and_the_objects_pages_stay(client, two, exhibition):
    filled(exhibition, *two)
    read(client, "/cotton/", WHEEL, "/")

    changed = filled(exhibition, *two, before="先是一双手")

    assert "先是一双手" in words(client.get(changed.url))
    assert was_kept(client, WHEEL)


def test_an_object_closed_leaves_the_exhibition_that_shows_it(client, two, exhibition, curator):
    page = filled(exhibition, *two)
    assert "手摇纺车" in words(client.get(page.url))

    opening.withdraw(two[0], by=curator)

    assert "手摇纺车" not in words(client.get(page.url))


def test_two_questions_never_get_one_answer(client, two):
    def titles(address):
        return [each.text for each in soup(client.get(address)).select(".card h3")]

    for _time in range(2):
        assert titles("/objects/?q=纺车") == ["手摇纺车"]
        assert titles("/objects/?q=织布机") == ["木织布机"]
        assert len(titles("/objects/")) == 2


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


def test_a_page_made_from_a_table_nobody_watches_is_not_kept(client, two, monkeypatch):
    watched = caching.watched_tables() - {"catalogue_story"}
    monkeypatch.setattr(caching, "watched_tables", lambda: watched)
    caching.store.clear()

    client.get(WHEEL)

    assert not was_kept(client, WHEEL)


def test_a_process_holds_no_more_pages_than_fit(client, two, monkeypatch):
    monkeypatch.setattr(caching, "MOST_BYTES", len(client.get(WHEEL).content) + 10)

    caching.store.clear()

    read(client, LOOM, WHEEL, LOOM)

    assert caching.store.bytes <= caching.MOST_BYTES
    assert len(caching.store.pages) == 1


def test_touching_a_name_twice_leaves_one_row_and_a_later_moment(db):
    stamps.touch("item:1", "shelf")
    before = stamps.ask()

    stamps.touch("item:1")

    assert stamps.Stamp.objects.filter(name="item:1").count() == 1
    assert stamps.touched(["item:1"], before)
    assert not stamps.touched(["shelf"], before)


PUBLIC_WHEEL = (
    SETTING
    + """
from museum.catalogue import accessioning
item = donating.receive([Thing("手摇纺车")], by=curator, owner=family).holdings.get().item
accessioning.accept(item, by=curator)
item.refresh_from_db()
item.save_revision().publish()
"""
)
WITHDRAW = """
from museum.accounts.models import User
from museum.catalogue import opening
from museum.catalogue.models import Item
opening.withdraw(Item.objects.get(), by=User.objects.get(username="guanzhang"))
"""
RENAME = """
from museum.catalogue.models import Item
item = Item.objects.get()
item.title = "脚踏纺车"
item.save_revision().publish()
"""


@pytest.mark.processes
def test_every_process_drops_what_another_one_changed(own_database, monkeypatch):
    monkeypatch.setenv("KEEP_PAGES", "yes")
    own_database.run(PUBLIC_WHEEL)

    def asked(address):
        try:
            with urllib.request.urlopen(address + WHEEL, timeout=120) as answer:
                return answer.status, answer.read().decode(), answer.headers["ETag"]
        except urllib.error.HTTPError as error:
            return error.code, "", None

    with serving(own_database) as one, serving(own_database) as other:
        for _time in range(2):
            assert all("手摇纺车" in asked(each)[1] and asked(each)[2] for each in (one, other))
        own_database.run(RENAME)
        assert all("脚踏纺车" in asked(each)[1] for each in (one, other))
        own_database.run(WITHDRAW)
        assert [asked(each)[0] for each in (one, other)] == [404, 404]


def test_many_threads_keep_the_store_s_books_straight():
    store = caching.Store()
    page = caching.Kept(b"x" * 1000, {}, "", frozenset(), stamps.Moment(0, 0), 0)

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
