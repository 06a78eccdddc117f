"""What lasts or is printed is sealed with the museum's own keys, never with SECRET_KEY.

The code of a shift hangs at the door for weeks, and a throttle goes on counting. A new SECRET_KEY
signs everybody out, which is what it is for, and touches nothing else. Of MUSEUM_KEYS the first one
seals; what an older one sealed is still read.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature  # noqa: F401 (who opens a seal catches this)
from django.utils.crypto import salted_hmac


def seal(value: Any, *, salt: str) -> str:
    """Return value as text that can stand in an address, and that nobody else can make."""
    return signing.dumps(value, key=settings.MUSEUM_KEYS[0], salt=salt)


def open_seal(text: str, *, salt: str, max_age: int | None = None) -> Any:
    """Return what was sealed. Raises BadSignature for what was not, or more seconds ago."""
    first, *others = settings.MUSEUM_KEYS
    older: list[str | bytes] = [*others]
    return signing.loads(text, key=first, fallback_keys=older, salt=salt, max_age=max_age)


def keyed_hash(text: str, *, salt: str) -> str:
    """Return a hash of text from which nobody without the key can guess it, as 64 hex digits."""
    return salted_hmac(salt, text, secret=settings.MUSEUM_KEYS[0], algorithm="sha256").hexdigest()
