"""Wagtail's search, on our index: pages, pictures, the admin's lists, choosers, the API.

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "museum.search.backend"}}

Objects are asked of the same index as the public's, with the words that staff alone may see; all
else has a document of its own. Whatever stands in a model's search_fields is found, inside a word
too, for any number of characters. Which rows somebody may see stays the queryset's business.

A search engine of its own, for a museum whose pictures go into the hundred thousands, is a setting:

    WAGTAILSEARCH_BACKENDS = {"default": {
        "BACKEND": "museum.search.elastic.Elasticsearch9",  # or …8, …7, OpenSearch2, OpenSearch3
        "URLS": ["http://127.0.0.1:9200"], "INDEX": "museum"}}

followed by `manage.py update_index` (museum.search.elastic says what is sent). The public's search
with its tiers and counts stays in the database.
"""

from django.db import connection
from django.db.models import Manager, Q, QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import BaseIndex
from modelsearch.backends.database.fallback import (
    MATCH_ALL,
    MATCH_NONE,
    DatabaseSearchBackend,
    DatabaseSearchQueryCompiler,
    DatabaseSearchResults,
)
from modelsearch.index import (
    AutocompleteField,
    RelatedFields,
    SearchField,
    class_is_indexed,
    get_indexed_models,
)
from modelsearch.query import Phrase, PlainText

from museum.catalogue.models import Item
from museum.reading.queries import plain, words_of
from museum.search import indexing
from museum.search.engines import Query, engine
from museum.search.models import Document


def label(model) -> str:
    """Return under which name model's documents stand: a page is one, of whatever type it is."""
    parents = [each for each in model._meta.get_parent_list() if class_is_indexed(each)]
    return (parents[-1] if parents else model)._meta.label_lower


def text_of(thing) -> str:
    """Return all that thing is found by, in the one form, each text on a line of its own."""
    found = dict.fromkeys(plain(text) for text in _texts(thing, thing.get_search_fields()))
    return "\n".join(filter(None, found))


def _texts(thing, fields):
    for each in fields:
        if isinstance(each, SearchField | AutocompleteField):
            yield from _plainly(each.get_value(thing))
        elif isinstance(each, RelatedFields):
            related = each.get_value(thing)
            if isinstance(related, Manager | QuerySet):
                related = related.all()
            elif related is None:
                continue
            else:
                related = [related]
            for other in related:
                yield from _texts(other, each.fields)


def _plainly(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _plainly(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _plainly(each)
    elif value is not None:
        yield str(value)


class ChineseIndex(BaseIndex):
    def add_items(self, model, things):
        if issubclass(model, Item):
            return  # objects have an index of their own, which triggers keep
        name = label(model)
        rows = {str(thing.pk): text_of(thing) for thing in things}
        before = {each.key: each for each in Document.objects.filter(model=name, key__in=rows)}
        changed = [(before[key].pk, before[key].text) for key in rows if key in before]
        for key, text in rows.items():
            if key in before:
                before[key].text = text
        Document.objects.bulk_update(before.values(), ["text"], batch_size=500)
        new = Document.objects.bulk_create(
            Document(model=name, key=key, text=text)
            for key, text in rows.items()
            if key not in before
        )
        with connection.cursor() as cursor:
            engine().put_documents(cursor, [*before.values(), *new], changed)

    def delete_item(self, thing):
        if isinstance(thing, Item):
            return
        found = Document.objects.filter(model=label(type(thing)), key=str(thing.pk))
        for each in found:
            with connection.cursor() as cursor:
                engine().put_documents(cursor, [], [(each.pk, each.text)])
            each.delete()

    def reset(self):
        with connection.cursor() as cursor:
            engine().clear_documents(cursor)
        Document.objects.all().delete()


class Rebuilder:
    """`manage.py update_index`: everything from nothing, objects included."""

    def __init__(self, index):
        self.index = index

    def start(self):
        self.index.reset()
        return self.index

    def finish(self):
        indexing.rebuild()


class Compiler(DatabaseSearchQueryCompiler):
    """Turns every term into the rows whose text holds it."""

    def get_fields_names(self):
        return ()

    def check(self):
        """Refuse nothing: the database narrows and orders by whatever column a list asks for. Only a
        search engine of its own has to be told of each beforehand."""

    def build_database_filter(self, query, boost=1.0):
        if isinstance(query, PlainText):
            return self._found(words_of(query.query_string), query.operator == "or")
        if isinstance(query, Phrase):
            return self._found(words_of(query.query_string.replace(" ", "")))
        return super().build_database_filter(query, boost)

    def _found(self, words, any_word=False):
        if not words:
            return MATCH_NONE
        if any_word and len(words) > 1:
            found = Q()
            for word in words:
                found |= self._found((word,))
            return found
        if issubclass(self.queryset.model, Item):
            indexing.fresh()
            select, values = engine().exact(Query(words, staff=True))
            return Q(pk__in=RawSQL(select, values))
        select, values = engine().documents(words)
        key = "key" if self._key_is_text() else f"CAST(key AS {self._key_type()})"
        statement = f"SELECT {key} FROM search_document d WHERE d.model = %s AND d.id IN ({select})"
        return Q(pk__in=RawSQL(statement, [label(self.queryset.model), *values]))

    def _key_type(self) -> str:
        return "bigint" if connection.vendor == "postgresql" else "integer"

    def _key_is_text(self) -> bool:
        field = self.queryset.model._meta.pk
        while field.remote_field:
            field = field.target_field
        return (
            "Integer" not in field.get_internal_type() and "Auto" not in field.get_internal_type()
        )


class Results(DatabaseSearchResults):
    def get_queryset(self):
        compiler = self.query_compiler
        found = compiler.build_database_filter(compiler.query)
        queryset = compiler.queryset
        if found == MATCH_NONE:
            queryset = queryset.none()
        elif found != MATCH_ALL:
            queryset = queryset.filter(found)
        if not compiler.order_by_relevance and not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[self.start : self.stop]


class ChineseSearchBackend(DatabaseSearchBackend):
    index_class = ChineseIndex
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = Compiler
    results_class = Results
    rebuilder_class = Rebuilder


SearchBackend = ChineseSearchBackend


def read_anew(thing) -> None:
    """Bring the document of thing up to date, inside the caller's transaction."""
    ChineseIndex(None).add_items(type(thing), [thing])


def differences() -> list[str]:
    """Return in words which documents do not say what their pages, pictures or people say."""
    found, known = [], {(each.model, each.key): each.text for each in Document.objects.all()}
    there = set()
    for model in get_indexed_models():
        if issubclass(model, Item):
            continue
        for thing in model.get_indexed_objects().order_by("pk"):
            key = (label(model), str(thing.pk))
            there.add(key)
            if known.get(key) != text_of(thing):
                found.append(f"{key[0]} {key[1]}: differs")
    return found + [f"{model} {key}: is no more" for model, key in sorted(set(known) - there)]


def rebuild_documents() -> int:
    """Make the documents of everything but objects anew. Returns how many there are."""
    backend = ChineseSearchBackend({})
    index = ChineseIndex(backend)
    index.reset()
    for model in get_indexed_models():
        if not issubclass(model, Item):
            things = model.get_indexed_objects().order_by("pk")
            for start in range(0, things.count(), 500):
                index.add_items(model, things[start : start + 500])
    return Document.objects.count()
