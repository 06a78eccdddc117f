"""Every kind of change, over processes: what shows it is fresh at the next request, the rest stays."""

import threading
import time
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from tests.seeding import serving

pytestmark = pytest.mark.processes

WHEEL, LOOM, LAMP = (f"/objects/CS0000{number}/" for number in (1, 2, 3))
LIST, FOUND, OTHER, CASE = (
    "/objects/", f"/objects/?q={quote('纺车')}", f"/objects/?q={quote('马灯')}", "/objects/?place=",
)  # fmt: skip
HOME, COTTON, WEAVING, ABOUT, VISIT = "/", "/cotton/", "/loom/", "/about/", "/visit/"
LISTS = {LIST, FOUND, OTHER, CASE}
CARDS = {LOOM, LIST, FOUND, HOME, COTTON, WEAVING}  # where the wheel is shown beside its page
CLOSED = CARDS | LISTS
PAGES = LISTS | CLOSED | {WHEEL, LAMP, ABOUT, VISIT}
# In the order in which they happen: what happens, and every page that has to be made anew for it.
TABLE = [
    ("nothing", set()),
    ("draft", set()),
    ("story", {WHEEL, HOME} | LISTS),
    ("story_by_sql", {WHEEL, HOME, FOUND, OTHER}),
    ("loom_s_use_by_update", {LOOM, FOUND, OTHER}),
    ("withdraw", CLOSED),
    ("open_again", CLOSED | {WHEEL}),
    ("withdraw_by_update", CLOSED),
    ("open_by_bulk_update", CLOSED | {WHEEL}),
    ("withdraw_by_sql", CLOSED),
    ("open_by_sql", CLOSED | {WHEEL}),
    ("sensitive_without_consent", CLOSED),
    ("consent", CLOSED | {WHEEL}),
    ("unpublish", CLOSED),
    ("publish", CLOSED | {WHEEL}),
    ("rolled_back", set()),
    ("off_display", CLOSED | {WHEEL}),
    ("on_display", CLOSED | {WHEEL}),
    ("moved_to_another_case", CARDS | {WHEEL, CASE}),
    ("retitled", CARDS | {WHEEL, OTHER}),
    ("giver_renamed", {WHEEL, HOME} | LISTS),
    ("giver_s_telephone", set()),
    ("category_renamed", {WHEEL, HOME} | LISTS),
    ("hall_renamed", CLOSED | {WHEEL}),
    ("picture_s_credit", CARDS | {WHEEL}),
    ("picture_s_copies_lost", CARDS | {WHEEL}),
    ("picture_taken_away", CARDS | {WHEEL}),
    ("giver_erased", {WHEEL, HOME} | LISTS),
    ("museum_renamed", PAGES),
    ("hours", PAGES),  # they stand at the foot of each
    ("text_drafted", set()),
    ("text_retitled", PAGES),
    ("exhibition_edited", {COTTON, HOME, WEAVING}),
    ("exhibition_unpublished", {COTTON, HOME}),
    ("one_more_received", {HOME}),
    ("one_more_accepted", {HOME} | LISTS),
]


class Keeper:
    """A process that changes what it is told to, and says when that is done."""

    def __init__(self, database):
        start = "from tests.exhibits.changing import main; main()"
        self.process = database.python(start)
        self.said("ready")

    def said(self, words):
        line = self.process.stdout.readline()
        assert line.startswith(words), self.process.stderr.read()[-3000:]

    def do(self, change):
        self.process.stdin.write(change + "\n")
        self.process.stdin.flush()
        self.said("done")


@pytest.fixture
def keeper(own_database):
    working = Keeper(own_database)
    yield working
    working.process.kill()


@pytest.fixture
def keeping(monkeypatch):
    monkeypatch.setenv("KEEP_PAGES", "yes")


def read(server, page, **headers):
    """Return (status, whether it was kept, what it says)."""
    request = urllib.request.Request(server + page, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            words = answer.read().decode().replace(server, "")
            return answer.status, answer.headers["X-Kept"] == "yes", words
    except urllib.error.HTTPError as error:
        return error.code, False, ""


def code_of_the_case(database):
    return database.run(
        "from museum.catalogue.models import Tag\nprint(Tag.objects.get(place__name='三号柜').code)"
    )


def wrongs(own_database, keeper, table):
    """Yield (change, page, what is wrong) for every answer that is stale, or made anew for nothing."""
    case = code_of_the_case(own_database)
    address = {page: page + case if page == CASE else page for page in PAGES}
    with serving(own_database) as one, serving(own_database) as other:
        for page in sorted(PAGES) * 2:
            read(one, address[page])
            read(other, address[page])
        for change, expected in table:
            keeper.do(change)
            for page in sorted(PAGES):
                known = read(one, address[page], Cookie="messages=past")
                for server in (one, other):
                    status, kept, words = read(server, address[page])
                    if (status, words) != (known[0], known[2]):
                        yield change, page, "stale"
                    if status == 200 and kept == (page in expected):
                        yield change, page, "kept" if kept else "made anew"
                    if not kept:
                        # What was made while the index was brought up to date is made once more.
                        read(server, address[page])


def test_each_change_is_fresh_where_it_shows_and_nowhere_else(own_database, keeper, keeping):
    assert list(wrongs(own_database, keeper, TABLE)) == []


def crawl(own_database, keeper, changes):
    """Let eight readers go through two processes while objects change; return what they were told
    after it was closed."""
    stale, closed_since, stop = [], [0.0], threading.Event()
    pages = [WHEEL, LIST, FOUND, HOME, COTTON, LOOM]

    def reading(server, first):
        turn = first
        while not stop.is_set():
            page, turn = pages[turn % len(pages)], turn + 1
            begun = time.monotonic()
            status, _kept, words = read(server, page)
            closed = closed_since[0]
            if closed and begun > closed and closed == closed_since[0]:
                if page == WHEEL and status != 404:
                    stale.append((page, status))
                if "手摇纺车" in words.replace("“", ""):
                    stale.append((page, "names it"))

    with serving(own_database) as one, serving(own_database) as other:
        readers = [threading.Thread(target=reading, args=(server, number))
                   for number, server in enumerate([one, other] * 4)]  # fmt: skip
        for reader in readers:
            reader.start()
        for close, again in changes:
            keeper.do(close)
            closed_since[0] = time.monotonic()
            time.sleep(0.4)
            closed_since[0] = 0.0
            keeper.do(again)
            time.sleep(0.2)
        stop.set()
        for reader in readers:
            reader.join()
    return stale


CLOSING = [
    ("withdraw", "open_again"),
    ("withdraw_by_sql", "open_by_sql"),
    ("unpublish", "publish"),
    ("withdraw_by_update", "open_by_bulk_update"),
] * 3


def test_no_reader_is_shown_what_was_closed_before_they_asked(own_database, keeper, keeping):
    assert crawl(own_database, keeper, CLOSING) == []


def test_the_crawl_would_notice_a_page_that_is_never_looked_at_again(
    own_database, keeper, keeping, monkeypatch
):
    monkeypatch.setenv("NEVER_LOOK_AGAIN", "yes")

    assert crawl(own_database, keeper, CLOSING[:4]) != []
