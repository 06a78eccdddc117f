"""Pages for visitors, kept whole in each process until anything changes that they show.

Two numbers tell (museum/freshness/versions.py): asking for both is one small question, whatever the
page. Whoever is signed in, has a message waiting, posts or previews is served past what is kept.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from museum import clock
from museum.freshness import versions
from museum.search import public as search

# What may be kept, by the name of its address.
OPEN = frozenset(["objects", "object", "visit", "wagtail_serve"])
# The lists are made from the index, which is brought up to date when somebody asks.
FROM_THE_INDEX = frozenset(["objects"])
# One page is some 30 kB, and 7 kB more compressed: about 650 of them.
MOST_BYTES = 24 * 2**20
LONGEST_KEY = 600
BYPASS = (settings.SESSION_COOKIE_NAME, "messages")


@dataclass(frozen=True, slots=True)
class StoredPage:
    body: bytes
    compressed: bytes  # once, for nearly everybody who asks
    headers: dict[str, str]
    etag: str
    made_at: versions.Versions
    has_counts: bool
    is_from_the_index: bool

    @property
    def size(self) -> int:
        return len(self.body) + len(self.compressed)

    def is_good(self, now: versions.Versions) -> bool:
        if self.has_counts:
            return self.made_at == now
        return self.made_at.shown == now.shown


class Store:
    """The pages of one process, the least used ones thrown out first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pages: OrderedDict[tuple, StoredPage] = OrderedDict()
        self.bytes = 0

    def get(self, key) -> StoredPage | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept is not None:
                self.pages.move_to_end(key)
            return kept

    def put(self, key, kept: StoredPage) -> None:
        with self.lock:
            self._drop(key)
            self.pages[key] = kept
            self.bytes += kept.size
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
            self.bytes -= gone.size


store = Store()


class KeptPages:
    """Middleware. Stands before sessions, so that a kept page costs no more than its one question."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.KEEP_PAGES or request.method not in ("GET", "HEAD") or _in_an_act():
            return self.get_response(request)
        with versions.answering() as answer:
            if not _may_be_kept(request):
                return self.get_response(request)
            key = _key(request)
            kept = store.get(key)
            if kept is not None:
                if kept.is_from_the_index:
                    search.fresh()
                if kept.is_good(answer.versions):
                    return _answer(request, kept)
                store.drop(key)
            # Before anything is read: a page is never younger than it says.
            made_at = answer.versions
            response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.url_name not in OPEN or not _can_be_kept(response):
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        # Whoever stands between asks again each time: what was closed is closed there too.
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        # No secret stands in a page that everybody gets, so nothing is found out by how small it gets.
        kept = StoredPage(response.content, gzip.compress(response.content, mtime=0),
                          dict(response.headers), etag, made_at, answer.has_counts,
                          match.url_name in FROM_THE_INDEX)  # fmt: skip
        store.put(key, kept)
        return _answer(request, kept)


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
        clock.today(),
    )


def _can_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and response.headers.get("Vary", "").lower() in ("", "cookie")
    )


def _answer(request: HttpRequest, kept: StoredPage) -> HttpResponse:
    is_compressed = _takes_gzip(request)
    # Two forms of one page are told apart, or a store between would mix them up.
    etag = f'{kept.etag[:-1]}-gzip"' if is_compressed else kept.etag
    known = request.headers.get("If-None-Match")
    if known and {etag, f"W/{etag}"} & {*parse_etags(known)}:
        response: HttpResponse = HttpResponseNotModified()
        names: tuple[str, ...] = ("Cache-Control", "Vary", "Content-Security-Policy")
    else:
        response = HttpResponse(kept.compressed if is_compressed else kept.body)
        names = tuple(name for name in kept.headers if name not in ("ETag", "Content-Length"))
        response.headers["Content-Length"] = str(len(response.content))
        if is_compressed:
            response.headers["Content-Encoding"] = "gzip"
    for name in names:
        if name in kept.headers:
            response.headers[name] = kept.headers[name]
    response.headers["ETag"] = etag
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    """Return whether Accept-Encoding names gzip and does not refuse it (gzip;q=0)."""
    for each in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _semicolon, quality = each.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
