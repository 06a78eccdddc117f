"""Addresses and ports as people type them, and those under which this computer is reached.

Asked before there are settings, which are made from what is written down here.
"""

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from museum.public_address import is_public
from museum.upkeep.early_words import _

LAST_PORT, USUAL = 65535, {"http": 80, "https": 443}
NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
PORT = re.compile(r"[0-9]{1,5}")


def normalized(address: str) -> str:
    """Return a full address in the one form in which it is written down. Refuses what is none."""
    if "@" in address:
        # Not repeated: what stands before the @ may be a password.
        raise ImproperlyConfigured(
            _(
                "An address that visitors get holds no name and no password before an @. Give one such "
                "as https://museum.example."
            )
        )
    try:
        parts = urlsplit(unicodedata.normalize("NFKC", address))
        host, port = _in_ascii(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError):  # no port, or no name that a network knows
        raise _no_address(address) from None
    more = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in USUAL or more or port == 0:
        raise _no_address(address)
    # A browser does not say the usual port: neither may what its forms are held against.
    return f"{parts.scheme}://{host}{'' if port in (None, USUAL[parts.scheme]) else f':{port}'}"


def _no_address(address: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        _("%(address)s is no full address. Give one such as https://museum.example.")
        % {"address": address}
    )


def _in_ascii(host: str) -> str:
    """Return a host as browsers send it: 回民村.中国 is xn--… on the way. Refuses what is no host."""
    if ":" in host:
        return f"[{ipaddress.ip_address(host).compressed}]"
    plain = host.replace("。", ".").encode("idna").decode("ascii").lower().rstrip(".")
    if not NAME.fullmatch(plain):
        raise ValueError(host)
    return plain


def checked_port(typed: str) -> str:
    """Return a port as it is written down. Refuses what no server can listen on."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not (PORT.fullmatch(plain) and 1 <= int(plain) <= LAST_PORT):
        raise ImproperlyConfigured(
            _("%(port)s is no port. Give a number from 1 to 65535, such as 8000.") % {"port": typed}
        )
    return str(int(plain))


def own_hosts() -> list[str]:
    """Return the names under which this computer is reached from its own network, as they are now."""
    name = socket.gethostname().lower()
    found = [name, f"{name}.local"]
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            asked.connect(("192.0.2.1", 9))  # sends nothing: which of our addresses would it be?
            found.append(asked.getsockname()[0])
    except OSError:
        pass  # no network at all
    return [host for host in dict.fromkeys(found) if host and not is_public(f"http://{host}")]
