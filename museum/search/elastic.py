"""The same search on Elasticsearch or OpenSearch, by a setting (see museum.search.backend).

Sent are our own tokens, not the server's: every text in the one form, its characters set apart by
blanks and analysed as they stand; every word as a phrase of its characters. So what is found does
not depend on which analysers a server has, and it is what the database finds. Wanted besides: the
client library (`pip install "elasticsearch>=9,<10"`), and Wagtail's tasks on a worker, because a
server that is away must not hold up the desk.
"""

import functools
from importlib import import_module
from typing import Any

from modelsearch.query import Phrase, PlainText

from museum.catalogue.models import Item
from museum.reading.queries import words_of
from museum.search import indexing
from museum.search.backend import text_of
from museum.search.models import Words

FIELD = "museum_text"
# Texts of one document stand this far apart: no phrase runs from one into the next.
GAP = 1000
FOUND_IN = ("title", "names", "numbers", "facts", "uses", "text", "staff")
VERSIONS = {
    "Elasticsearch7": "elasticsearch7",
    "Elasticsearch8": "elasticsearch8",
    "Elasticsearch9": "elasticsearch9",
    "OpenSearch2": "opensearch2",
    "OpenSearch3": "opensearch3",
}


def spaced(text: str) -> str:
    return " ".join(text)


def lines_of(thing) -> list[str]:
    """Return every text under which staff find thing, in the one form."""
    if isinstance(thing, Item):
        indexing.fresh()
        words = Words.objects.get(pk=thing.pk)
        texts = "\n".join(getattr(words, name) for name in FOUND_IN)
    else:
        texts = text_of(thing)
    return [line for line in texts.split("\n") if line]


class ChineseMapping:
    def get_mapping(self):
        mapping = super().get_mapping()
        mapping["properties"][FIELD] = {
            "type": "text",
            "analyzer": "whitespace",
            "position_increment_gap": GAP,
        }
        return mapping

    def get_document(self, thing):
        return super().get_document(thing) | {FIELD: [spaced(line) for line in lines_of(thing)]}


class ChineseCompiler:
    def get_inner_query(self):
        if isinstance(self.query, PlainText):
            every = self.query.operator != "or"
            return _phrases(words_of(self.query.query_string), "must" if every else "should")
        if isinstance(self.query, Phrase):
            return _phrases(words_of(self.query.query_string.replace(" ", "")), "must")
        return super().get_inner_query()


def _phrases(words, how: str) -> dict:
    if not words:
        return {"match_none": {}}
    found: dict[str, dict[str, Any]] = {
        "bool": {how: [{"match_phrase": {FIELD: spaced(word)}} for word in words]}
    }
    if how == "should":
        found["bool"]["minimum_should_match"] = 1
    return found


def chinese(backend: Any) -> type:
    """Return a search engine's backend as it is, with our tokens and our questions."""
    mapping = type("Mapping", (ChineseMapping, backend.mapping_class), {})
    asking = {"mapping_class": mapping, "DEFAULT_OPERATOR": "and"}
    compiler = type("Compiler", (ChineseCompiler, backend.query_compiler_class), asking)
    autocomplete = type(
        "Autocomplete", (ChineseCompiler, backend.autocomplete_query_compiler_class), asking
    )
    return type(
        f"Chinese{backend.__name__}",
        (backend,),
        {
            "mapping_class": mapping,
            "query_compiler_class": compiler,
            "autocomplete_query_compiler_class": autocomplete,
        },
    )


@functools.cache
def __getattr__(name: str):
    """Return the backend for a server's version, which needs that version's client library."""
    if name not in VERSIONS:
        raise AttributeError(name)
    return chinese(import_module(f"modelsearch.backends.{VERSIONS[name]}").SearchBackend)
