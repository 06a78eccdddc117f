"""Every kind of change, over processes: what shows it is fresh at the next request."""

import threading
import time
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from tests.exhibits import changing
from tests.seeding import serving

pytestmark = pytest.mark.processes

WHEEL, LOOM, LAMP = (f"/objects/CS0000{number}/" for number in (1, 2, 3))
LIST, FOUND, OTHER, CASE = (
    "/objects/", f"/objects/?q={quote('纺车')}", f"/objects/?q={quote('马灯')}", "/objects/?place=",
)  # fmt: skip
HOME, COTTON, WEAVING, ABOUT, VISIT = "/", "/cotton/", "/loom/", "/about/", "/visit/"
LISTS = {LIST, FOUND, OTHER, CASE}
PAGES = {WHEEL, LOOM, LAMP, LIST, FOUND, OTHER, CASE, HOME, COTTON, WEAVING, ABOUT, VISIT}
NONE: set[str] = set()
# In the order in which they happen: what happens, and every page that has to be made anew for it.
TABLE = [
    ("nothing", NONE),
    ("draft", NONE),
    ("story", PAGES),
    ("story_by_sql", PAGES),
    ("loom_s_use_by_update", PAGES),
    ("withdraw", PAGES),
    ("open_again", PAGES),
    ("withdraw_by_update", PAGES),
    ("open_by_bulk_update", PAGES),
    ("withdraw_by_sql", PAGES),
    ("open_by_sql", PAGES),
    ("sensitive_without_consent", PAGES),
    ("consent", PAGES),
    ("unpublish", PAGES),
    ("publish", PAGES),
    ("rolled_back", NONE),
    ("off_display", PAGES),
    ("on_display", PAGES),
    ("moved_to_another_case", PAGES),
    ("retitled", PAGES),
    ("giver_renamed", PAGES),
    ("giver_s_telephone", NONE),
    ("note_among_staff", NONE),
    ("category_renamed", PAGES),
    ("hall_renamed", PAGES),
    ("picture_s_credit", PAGES),
    ("picture_s_copies_lost", PAGES),
    ("picture_taken_away", PAGES),
    ("giver_erased", PAGES),
    ("museum_renamed", PAGES),
    ("hours", PAGES),
    ("door_shown", PAGES),
    ("one_came", {HOME}),
    ("somebody_joined", {HOME}),
    ("text_drafted", NONE),
    ("text_retitled", PAGES),
    ("exhibition_edited", PAGES),
    ("exhibition_unpublished", PAGES),
    ("one_more_received", PAGES),
    ("one_more_accepted", PAGES),
]


class Keeper:
    """A process that changes what it is told to, and says when that is done."""

    def __init__(self, database):
        self.process = database.python(changing.main)
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
    return database.run(changing.code_of_the_case)


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
            # What was made before the index was brought up to date is made once more.
            for page in sorted(PAGES) * 2:
                read(one, address[page])
                read(other, address[page])


def test_each_change_is_fresh_at_the_next_request_and_what_nobody_sees_drops_nothing(
    own_database, keeper, keeping
):
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
