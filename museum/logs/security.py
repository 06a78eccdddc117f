"""What bears on the museum's safety: who signed in and out, what was refused, rights, accounts, what was
taken out, backups. Accounts and rows by their keys, never a name; the address from which somebody signs in
stands here and nowhere else, since without it nobody could trace a break-in (网络安全法 §21)."""

import contextlib
import logging
import re
from collections.abc import Iterator
from contextvars import ContextVar

logger = logging.getLogger("museum.security")
# Only what can be no name and no number of somebody's: a key, a code of ours, an address.
KEY = re.compile(r"[A-Za-z0-9_.:,/-]{0,80}")
ADDRESS = re.compile(r"[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){1,7}|\d{1,3}(\.\d{1,3}){3}")
LONG_NUMBER = re.compile(r"\d{7,}")

_request: ContextVar = ContextVar("museum.logs.security.request", default=None)


@contextlib.contextmanager
def asked_by(request) -> Iterator[None]:
    """What is written meanwhile was done by whoever sent request."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def write(event: str, *, by=None, **facts: object) -> None:
    """Write down event. by: the account, where it is not the one that the request comes from."""
    pairs = [f"{name}={_harmless(value)}" for name, value in facts.items()]
    logger.info(" ".join([event, f"by={_by(by)}", *pairs]))


def _by(account) -> str:
    request = _request.get()
    if account is None:
        if request is None:
            return "program"
        account = getattr(request, "user", None)
    return str(getattr(account, "pk", None) or "nobody")


def _harmless(value: object) -> str:
    said = str(value)
    if ADDRESS.fullmatch(said):
        return said
    is_fit = isinstance(value, int) or (KEY.fullmatch(said) and not LONG_NUMBER.search(said))
    return said if is_fit and said else "-"
