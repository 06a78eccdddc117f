"""What an address for visitors takes, all of them: reading never changes anything."""

import pytest

from exhibits.urls import urlpatterns

READ, BOTH, WRITTEN = {"GET", "HEAD"}, {"GET", "HEAD", "POST"}, {"POST"}
# By the name of the address, or its path where it has none.
TAKES = {
    "objects": READ, "suggest": READ, "object": READ, "object_card": READ, "code": READ, "o/<str:code>/": READ, "visit": READ,
    "figures": READ, "robots": READ, "sitemap": READ, "feed": READ, "icon": READ, "booking": READ, "booking_calendar": READ, "book": BOTH,
    "find_booking": BOTH, "change_booking": BOTH, "cancel_booking": BOTH,
}  # fmt: skip


def name_of(pattern):
    return pattern.name or str(pattern.pattern)


def address_of(pattern):
    told = str(pattern.pattern).replace("<str:number>", "CS00001").replace("<str:code>", "GUI-3")
    return f"/{told}"


def test_each_address_says_what_it_takes():
    assert {name_of(each) for each in urlpatterns} == TAKES.keys()


@pytest.mark.parametrize("pattern", urlpatterns, ids=name_of)
def test_an_address_takes_what_it_is_for_and_nothing_else(client, db, pattern):
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
        answer = client.generic(method, address_of(pattern))

        assert (answer.status_code != 405) == (method in TAKES[name_of(pattern)]), method
        if answer.status_code == 405:
            assert set(answer["Allow"].split(", ")) == TAKES[name_of(pattern)]
            assert "Traceback" not in answer.content.decode()
