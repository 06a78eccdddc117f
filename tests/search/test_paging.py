import pytest

from museum.search import indexing
from museum.search.finding import find
from museum.search.listing import Listing
from tests.search.records import fill


@pytest.fixture
def records(registrar, ma_family):
    fill(160, ma_family, registrar)
    indexing.drain()


@pytest.mark.parametrize("sort", ["number", "era", "newest"])
@pytest.mark.parametrize("filters", [{}, {"displayed": "no"}])
def test_pages_hold_the_list_once_and_alike_by_number_and_by_key(records, sort, filters):
    def listed(by_key):
        found, key, pages = [], "", find(Listing(**filters, sort=sort, per_page=12)).pages
        for number in range(1, pages + 1):
            asked = Listing(**filters, sort=sort, per_page=12, page=number, after=key)
            answer = find(asked)
            found += [hit.item for hit in answer.hits]
            key = answer.next_key if by_key else ""
        return found

    by_number, by_key = listed(by_key=False), listed(by_key=True)

    assert by_number == by_key
    assert len(set(by_number)) == len(by_number) > 100
