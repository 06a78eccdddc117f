"""The public pages as they are served: to be kept in a backup and opened by double click, and to be
opened one by one where a museum was brought back."""

import html
import posixpath
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.test import Client

from museum.upkeep import static_files

FIRST = "/"
NOT_FOLLOWED = ("/admin/", "/documents/", "/o/", "/visit/book", "/_util/", "/robots.txt")
FILES = (f"/{settings.STATIC_URL.strip('/')}/", f"/{settings.MEDIA_URL.strip('/')}/")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
PAGE = "page"


@dataclass(frozen=True)
class Page:
    """A page as a visitor gets it. moved_to: the address to which another one leads on."""

    address: str
    status: int
    content: bytes = b""
    moved_to: str = ""

    @property
    def text(self) -> str:
        return self.content.decode()


def client() -> Client:
    base_url = urlsplit(settings.BASE_URL)
    storage = storages["staticfiles"]
    if isinstance(storage, static_files.JoinedStorage) and not static_files.is_collected():
        static_files.collect()
    asking = Client(headers={"host": base_url.netloc}, raise_request_exception=False)
    asking.defaults["wsgi.url_scheme"] = base_url.scheme
    return asking


def pages() -> Iterator[Page]:
    """Yield every page that a visitor reaches from the first one by links."""
    asking, known, waiting = client(), {FIRST}, deque([FIRST])
    while waiting:
        address = waiting.popleft()
        answer = asking.get(address)
        if answer.status_code in (301, 302):
            onward = address_of(answer.headers["Location"], address)
            yield Page(address, answer.status_code, moved_to=onward)
            found = {onward}
        elif "html" in answer.headers.get("Content-Type", ""):
            page = Page(address, answer.status_code, answer.content)
            yield page
            found = {address_of(html.unescape(each), address) for each in LINK.findall(page.text)}
        else:
            found = set()
        waiting.extend(sorted(found - known - {""}))
        known |= found


def address_of(link: str, at: str) -> str:
    """Return the address of a page that a link leads to, "" where it leads to none of ours. Of what
    stands behind a question mark only the page of a list is one of its own."""
    base = settings.BASE_URL
    target = urlsplit(link.removeprefix(base) if link.startswith(f"{base}/") else link)
    path = target.path or urlsplit(at).path
    if target.scheme or target.netloc or not path.startswith("/"):
        return ""
    if path.startswith((*NOT_FOLLOWED, *FILES)):
        return ""
    number = parse_qs(target.query)
    only_page = set(number) == {PAGE} and number[PAGE][0].isdecimal() and number[PAGE] != ["1"]
    return quote(unquote(path)) + (f"?{PAGE}={number[PAGE][0]}" if only_page else "")


def file_of(address: str) -> str:
    """Return the file below site/ that holds a page."""
    parts = urlsplit(address)
    path = unquote(parts.path).strip("/")
    name = f"{PAGE}-{parse_qs(parts.query)[PAGE][0]}.html" if parts.query else "index.html"
    return posixpath.join(path, name)
