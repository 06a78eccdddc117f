"""The exact tier beside LIKE over the fields themselves, read without the index.

SEARCH_RECORDS=20000 SEARCH_QUERIES=20000 make it as large as somebody has time for.
"""

import os
import unicodedata

import pytest
from django.db import connection

from museum.catalogue.models import Item
from museum.people.naming import publicly_named
from museum.pictures.taking_in import take_in
from museum.reading.queries import folding, words_of
from museum.search import indexing
from museum.search.engines import Query, engine
from museum.search.finding import find
from museum.search.listing import Listing
from tests.factories import photo_file
from tests.search.village_of_words import fill, queries

RECORDS = int(os.environ.get("SEARCH_RECORDS", "900"))
QUERIES = int(os.environ.get("SEARCH_QUERIES", "2000"))


def one_form(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    text = unicodedata.normalize("NFKC", text).translate(folding())
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] in "LN" or sign >= "𠀀")
    return "".join(
        unicodedata.normalize("NFD", sign)[0]
        if unicodedata.name(sign, "").startswith("LATIN")
        else sign
        for sign in text
    )


def fields_of(item) -> list[str]:
    holding = item.holding
    donation = holding.donation
    terms = [each for term in (item.category, item.era) if term for each in (term, term.parent)]
    return [
        item.title, item.other_names, item.dialect_names, item.era_text, item.materials_text, item.origin,
        item.provenance, item.use, holding.label,
        publicly_named(donation.owner, donation.naming),
        *(term.name for term in terms if term),
        *(term.name for term in item.materials.all()),
        *(story.text for story in item.stories.all()),
        *(photo.caption for photo in item.photos.all()),
        *(tag.name for tag in item.tags.all()),
    ]  # fmt: skip


@pytest.fixture
def register(registrar, ma_family):
    take_in([photo_file()], by=registrar)
    for seed in range(1, 1 + -(-RECORDS // 9000)):
        fill(min(9000, RECORDS - 9000 * (seed - 1)), ma_family, registrar, seed)
    indexing.rebuild()
    items = Item.objects.select_related(
        "holding__donation__owner", "category__parent", "era__parent"
    ).prefetch_related("materials", "stories", "photos", "tags")
    told = {item.pk: [text for text in fields_of(item) if text] for item in items}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE plainly (item bigint, words text)")
        cursor.executemany(
            "INSERT INTO plainly VALUES (%s, %s)",
            [[key, one_form(text)] for key, texts in told.items() for text in texts],
        )
    yield told
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plainly")


def by_like(query: str) -> set[int]:
    found = None
    for word in query.split():
        if word := one_form(word):
            with connection.cursor() as cursor:
                cursor.execute("SELECT item FROM plainly WHERE words LIKE %s", [f"%{word}%"])
                keys = {key for (key,) in cursor.fetchall()}
            found = keys if found is None else found & keys
    return found or set()


def by_index(query: str) -> set[int]:
    query = Query(words_of(query))
    if not query.words:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(*engine().exact(query))
        return {key for (key,) in cursor.fetchall()}


def test_every_piece_of_every_record_finds_what_like_finds(register):
    texts = [text for each in register.values() for text in each]
    wrong, asked, found = [], 0, 0
    for number, query in enumerate(queries(texts, QUERIES, seed=5)):
        if not query.strip():
            continue  # nothing is asked
        expected = by_like(query)
        asked, found = asked + 1, found + len(expected)

        if by_index(query) != expected or (
            number % 20 == 0 and find(Listing(query=query)).count != len(expected)
        ):
            wrong.append(query)

    assert not wrong
    assert found > asked
