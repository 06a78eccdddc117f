"""The website's address as others are given it: in a search engine's hands, on a screen, on paper.

What was printed cannot be called back: an address that nobody outside of the house reaches, or that
a browser warns of, is not printed and not drawn as a code (`printable`)."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

OF_ONE_HOUSE = (".local", ".lan", ".home.arpa", ".localhost", ".internal")


def absolute(path: str) -> str:
    """Return the full address of a path, under the one name that the museum has for everybody."""
    return settings.BASE_URL + path


def printable(path: str) -> str:
    """Return the full address of a path for paper and codes, "" while it would lead nowhere."""
    base = settings.BASE_URL
    return base + path if base.startswith("https://") and is_public(base) else ""


def on_paper(path: str) -> str:
    """Return the address of a path as it is written by hand, museum.example/visit/, or ""."""
    return printable(path).removeprefix("https://")


def is_public(address: str) -> bool:
    """Return whether this address is reached from outside the house."""
    host = urlsplit(address).hostname or ""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        own = ("localhost", socket.gethostname().lower())
        return "." in host and host not in own and not host.endswith(OF_ONE_HOUSE)
    return not (number.is_private or number.is_loopback or number.is_link_local)


def is_of_this_computer(address: str) -> bool:
    """Return whether no other computer or telephone finds what this address names."""
    host = urlsplit(address).hostname or ""
    return (
        host == "localhost"
        or host.endswith(".localhost")
        or host == "::1"
        or host.startswith("127.")
    )
