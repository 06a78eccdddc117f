"""The public pages as files: opened by double click, with styles and pictures, without the program."""

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings

from museum.upkeep.backups.site import FILES, Page, address_of, client, file_of

ATTRIBUTE = re.compile(r'\b(href|src|srcset)="([^"]*)"')
# Nothing on a stick answers a form, and a browser runs no module from one.
WITHOUT_AN_ANSWER = re.compile(r'<(script|form)\b.*?</\1>|<link rel="canonical"[^>]*>', re.DOTALL)
CSS_FILE = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""")
ONWARD = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={}">'


class Copy:
    """Rewrites pages one after the other so that they lie in a folder, and gathers the files that
    they show. A link leads to every page that a visitor reaches: all of these come."""

    def __init__(self) -> None:
        self.count = 0
        self.files: set[str] = set()

    def rewritten(self, found: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
        """Yield file and content of every page."""
        for page in found:
            name = file_of(page.address)
            if page.status == 200:
                self.count += 1
                page_html = WITHOUT_AN_ANSWER.sub("", page.text)
                yield name, ATTRIBUTE.sub(self._rewriting(page.address, name), page_html).encode()
            elif page.moved_to and file_of(page.moved_to) != name:
                yield name, ONWARD.format(between(name, file_of(page.moved_to))).encode()

    def pictures(self) -> set[str]:
        """Return the pictures that pages show, as a backup names them: media/pictures/…"""
        return {
            placed(path).removeprefix("../") for path in self.files if path.startswith(FILES[1])
        }

    def _rewriting(self, address: str, name: str) -> Callable[[re.Match], str]:
        def rewritten(match: re.Match) -> str:
            kind, said = match[1], html.unescape(match[2])
            if kind == "srcset":
                pieces = (each.strip().partition(" ") for each in said.split(","))
                said = ", ".join(f"{self._to(link, address, name)} {size}".strip()
                                 for link, _space, size in pieces)  # fmt: skip
            else:
                said = self._to(said, address, name)
            return f'{kind}="{html.escape(said)}"'

        return rewritten

    def _to(self, link: str, address: str, name: str) -> str:
        if link.startswith(("#", "mailto:", "tel:", "data:")):
            return link
        path = urlsplit(link).path
        if path.startswith(FILES):
            self.files.add(path)
            return between(name, placed(path))
        target = address_of(link, address)
        if target:
            fragment = urlsplit(link).fragment
            return between(name, file_of(target)) + (f"#{fragment}" if fragment else "")
        return settings.BASE_URL + link if link.startswith("/") else link


def placed(path: str) -> str:
    """Return where a file lies, seen from site/: pictures are in the backup already."""
    return posixpath.join("..", unquote(path).strip("/")) if path.startswith(FILES[1]) else unquote(path).strip("/")  # fmt: skip


def between(name: str, target: str) -> str:
    return quote(posixpath.relpath(target, posixpath.dirname(name) or "."))


def static_of(files: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the styles and drawings that pages name, and what these name in turn."""
    asking, known = client(), {each for each in files if each.startswith(FILES[0])}
    waiting = sorted(known)
    while waiting:
        path = waiting.pop()
        answer = asking.get(path)
        if answer.status_code != 200:
            continue
        content = answer.getvalue()
        yield unquote(path).strip("/"), content
        if path.endswith(".css"):
            named = (posixpath.normpath(posixpath.join(posixpath.dirname(path), each.partition("#")[0]))
                     for each in CSS_FILE.findall(content.decode()) if ":" not in each)  # fmt: skip
            found = {each for each in named if each.startswith(FILES[0])} - known
            known |= found
            waiting += sorted(found)
