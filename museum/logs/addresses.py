"""An address as a log may hold it: the words that are the museum's own, and numbers of rows. Whatever
somebody typed or was given (a code, a name to search for, where to go next) is cut out."""

import functools
import re

from django.conf import settings
from django.urls import Resolver404, get_resolver

CUT = "…"
# Arguments of routes that name a thing of the museum and nobody.
OF_THE_MUSEUM = frozenset(
    ["act", "number", "label", "first", "app_label", "model_name", "action_name", "filter_spec"]
)
PLAIN = re.compile(r"[A-Za-z0-9_-]{1,40}")
NO_TELEPHONE = 10**6  # the shortest has seven figures
UNKNOWN = "(none)"  # no address of ours


def of(request, status: int) -> str:
    """Return the address of request. Where nothing was found, what stood in it may be anything."""
    return cut(request.path_info, status < 400)


@functools.lru_cache(maxsize=2000)
def cut(path: str, was_found: bool) -> str:
    try:
        match = get_resolver().resolve(path)
    except Resolver404:
        return UNKNOWN
    given: list[tuple[object, object]] = [*enumerate(match.args), *match.kwargs.items()]
    held = [
        part
        for name, value in given
        if not _is_the_museum_s(name, value, was_found)
        for part in str(value).split("/")
        if part
    ]
    return "/".join(_without(segment, held) for segment in path.split("/"))


def _is_the_museum_s(name: object, value: object, was_found: bool) -> bool:
    if isinstance(value, int):
        return value < NO_TELEPHONE
    return was_found and name in OF_THE_MUSEUM and PLAIN.fullmatch(str(value)) is not None


def _without(segment: str, held: list[str]) -> str:
    for part in sorted(held, key=len)[::-1]:
        segment = segment.replace(part, CUT)
    return segment


def is_worth_a_line(request, status: int) -> bool:
    """Styles, scripts and public copies of pictures come with every page, and say nothing more."""
    quiet = (f"/{settings.STATIC_URL.lstrip('/')}", f"/{settings.MEDIA_URL.lstrip('/')}")
    return status >= 400 or not request.path_info.startswith(quiet)
