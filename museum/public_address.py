"""The website's address as others are given it: in a search engine's hands, on a screen, on paper.

What was printed cannot be called back: an address that nobody outside of the house reaches, or that
a browser warns of, is not printed and not drawn as a code (`printable`)."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from museum.refusals import refuse

OF_ONE_HOUSE = (".local", ".lan", ".home.arpa", ".localhost", ".internal")


def absolute(path: str) -> str:
    """Return the full address of a path, under the one name that the museum has for everybody."""
    return settings.BASE_URL + path


def printable(path: str) -> str:
    """Return the full address of a path for paper and codes, "" while it would lead nowhere."""
    base = settings.BASE_URL
    return base + path if base.startswith("https://") and is_public(base) else ""


def check_printable() -> None:
    """Refuse what hangs on things for years while the one name that the museum has for everybody
    (BASE_URL) would lead nowhere. Refuses by code: no_name, one_house, bare_number, not_secure."""
    base = settings.BASE_URL
    said, host = {"address": base}, _host(base)
    if is_of_this_computer(base) or not host:
        refuse(None, _("%(address)s is found by this computer alone. A code that is printed now would lead "
                       "nowhere. Give the museum its own name first (BASE_URL).") % said, "no_name")  # fmt: skip
    if _number(host):
        refuse(None, _("%(address)s is a number, which will be another one some day; what hangs on the things "
                       "stays. Give the museum a name first (BASE_URL).") % said, "bare_number")  # fmt: skip
    if not is_public(base):
        refuse(None, _("%(address)s is found in this house alone. Give the museum a name that telephones "
                       "find everywhere (BASE_URL).") % said, "one_house")  # fmt: skip
    if not base.startswith("https://"):
        refuse(None, _("%(address)s is not sealed, and telephones warn of it. Have it served with https "
                       "first.") % said, "not_secure")  # fmt: skip


def on_paper(path: str) -> str:
    """Return the address of a path as it is written by hand, museum.example/visit/, or ""."""
    return printable(path).removeprefix("https://")


def is_public(address: str) -> bool:
    """Return whether this address is reached from outside the house."""
    host = _host(address)
    number = _number(host)
    if number is None:
        own = ("localhost", socket.gethostname().lower())
        return "." in host and host not in own and not host.endswith(OF_ONE_HOUSE)
    return not (number.is_private or number.is_loopback or number.is_link_local)


def is_of_this_computer(address: str) -> bool:
    """Return whether no other computer or telephone finds what this address names."""
    host = _host(address)
    number = _number(host)
    return host == "localhost" or host.endswith(".localhost") or bool(number and number.is_loopback)


def _host(address: str) -> str:
    """Return whom an address names. A dot at the end, which a browser takes, changes nothing."""
    return (urlsplit(address).hostname or "").rstrip(".")


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:  # as browsers read it: 10.1 is 10.0.0.1
        return ipaddress.ip_address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None
