import pytest

from museum.search import indexing, landmarks
from museum.search.asking import Asked, ask
from museum.search.narrowing import Narrowing
from tests.search.records import fill


@pytest.fixture
def records(registrar, ma_family):
    fill(160, ma_family, registrar)
    indexing.drain()


@pytest.mark.parametrize("sort", ["number", "era", "newest"])
@pytest.mark.parametrize("narrowing", [Narrowing(), Narrowing(displayed="no")])
def test_pages_by_number_from_landmarks_hold_the_list_once_and_in_order(
    records, monkeypatch, sort, narrowing
):
    def listed():
        pages = ask(Asked(narrowing=narrowing, sort=sort, per_page=12)).pages
        asked = (Asked(narrowing=narrowing, sort=sort, per_page=12, page=number + 1)
                 for number in range(pages))  # fmt: skip
        return [hit.item for each in asked for hit in ask(each).hits]

    counted_off = listed()
    monkeypatch.setattr(landmarks, "EVERY", 20)
    landmarks._known.clear()

    from_landmarks = listed()

    assert landmarks._known
    assert from_landmarks == counted_off
    assert len(set(from_landmarks)) == len(from_landmarks) > 100
