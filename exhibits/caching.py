"""Pages for visitors, kept whole in each process, and dropped precisely.

While a page is made, everything that it shows is noted (museum/stamps.py). The kept copy is good
as long as nothing of that was touched since; asking costs one small query, whatever the page. A
page that was made from a table that nobody watches is not kept at all, so that what a later hand
adds to a template can be slow, and never stale.

Whoever is signed in, has a message waiting, posts or previews is served past it.
"""

import functools
import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import parse_etags, patch_vary_headers

from exhibits.stamping import SITE
from museum import stamps
from museum.search import indexing
from museum.stamping import TABLE, watched_tables, whole_tables

# Tables that a page may be made from although nobody watches them: they change with one that is
# watched (a movement is written once and its holding points to it), or are the index's own and its
# reader's affair, or never change.
WITH_OTHERS = frozenset(
    ["museum_stamp", "catalogue_movement", "django_content_type", "search_material",
     "search_tally", "search_code", "search_state", "search_document"]
)  # fmt: skip
TABLE_IN_SQL = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?')
BY_INDEX = frozenset([stamps.SHELF, stamps.WORDS])
# One page is some 30 kB: about 800 of them.
MOST_BYTES = 24 * 2**20
LONGEST_KEY = 600
BYPASS = (settings.SESSION_COOKIE_NAME, "messages")


@dataclass(slots=True)
class Kept:
    body: bytes
    headers: dict[str, str]
    etag: str
    names: frozenset[str]
    made: stamps.Moment
    generation: int  # until which it was looked at


class Store:
    """The pages of one process, the least used ones thrown out first."""

    def __init__(self):
        self.lock = threading.Lock()
        self.pages: OrderedDict[tuple, Kept] = OrderedDict()
        self.bytes = 0

    def get(self, key) -> Kept | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept is not None:
                self.pages.move_to_end(key)
            return kept

    def put(self, key, kept: Kept) -> None:
        with self.lock:
            self._drop(key)
            self.pages[key] = kept
            self.bytes += len(kept.body)
            while self.bytes > MOST_BYTES:
                self._drop(next(iter(self.pages)))

    def drop(self, key) -> None:
        with self.lock:
            self._drop(key)

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.bytes = 0

    def _drop(self, key) -> None:
        gone = self.pages.pop(key, None)
        if gone is not None:
            self.bytes -= len(gone.body)


store = Store()


class KeptPages:
    """Middleware. Stands before sessions, so that a kept page costs no more than its stamp."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.KEEP_PAGES or request.method not in ("GET", "HEAD") or _in_an_act():
            return self.get_response(request)
        if not _may_be_kept(request):
            with stamps.noting():
                return self.get_response(request)
        key, moment = _key(request), stamps.ask()
        kept = store.get(key)
        if kept is not None:
            if _is_good(kept, moment):
                return _answer(request, kept)
            store.drop(key)
            # Looking may have brought the index up to date.
            moment = stamps.ask()
        tables = Tables()
        with stamps.noting(moment) as names, connection.execute_wrapper(tables):
            response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.url_name not in OPEN or not _can_be_kept(response):
            return response
        if tables.read & every_table() - watched_tables() - WITH_OTHERS:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        # Whoever stands between asks again each time: what was closed is closed there too.
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Cookie"])
        names |= {SITE, *OPEN[match.url_name]}
        names |= {f"{TABLE}{table}" for table in tables.read & whole_tables()}
        kept = Kept(
            response.content,
            dict(response.headers),
            etag,
            frozenset(names),
            moment,
            moment.generation,
        )
        store.put(key, kept)
        return _answer(request, kept)


class Tables:
    """Remembers which tables were read while a page was made."""

    def __init__(self):
        self.read: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        self.read |= tables_of(sql)
        return execute(sql, params, many, context)


@functools.lru_cache(maxsize=500)
def tables_of(sql: str) -> frozenset[str]:
    return frozenset(TABLE_IN_SQL.findall(sql))


@functools.cache
def every_table() -> frozenset[str]:
    """Return the tables of all models. What else stands after FROM is a name within a statement."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models)


# What may be kept, by the name of its address, and what it shows beyond what was noted.
OPEN: dict[str, tuple[str, ...]] = {
    "objects": (stamps.SHELF,),
    "object": (),
    "visit": (),
    "wagtail_serve": (),
}


def _in_an_act() -> bool:
    """Whether this request is part of a transaction, which on PostgreSQL sees its own changes as
    old ones. No request of ours is."""
    return connection.vendor == "postgresql" and connection.in_atomic_block


def _may_be_kept(request: HttpRequest) -> bool:
    if any(name in request.COOKIES for name in BYPASS):
        return False
    return len(request.get_full_path()) <= LONGEST_KEY and "Authorization" not in request.headers


def _key(request: HttpRequest) -> tuple:
    """Everything of the question that an answer may depend on; the day for 「今天开门」."""
    return (
        request.scheme,
        request.get_host(),
        request.path,
        request.META.get("QUERY_STRING", ""),
        timezone.localdate(),
    )


def _is_good(kept: Kept, moment: stamps.Moment) -> bool:
    if kept.generation == moment.generation:
        return True
    if kept.names & BY_INDEX:
        indexing.fresh()
    if stamps.touched(kept.names, kept.made):
        return False
    # Something else changed. Until the next change there is no need to look again.
    kept.generation = moment.generation
    return True


def _can_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and response.headers.get("Vary", "").lower() in ("", "cookie")
    )


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    known = request.headers.get("If-None-Match")
    if known and (kept.etag in parse_etags(known) or f"W/{kept.etag}" in parse_etags(known)):
        response: HttpResponse = HttpResponseNotModified()
        told = ("ETag", "Cache-Control", "Vary", "Content-Security-Policy")
    else:
        response = HttpResponse(kept.body)
        told = tuple(kept.headers)
    for name in told:
        if name in kept.headers:
            response.headers[name] = kept.headers[name]
    return response
