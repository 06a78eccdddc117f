"""The key that a form carries, so that a report handed in twice is one report."""

import uuid


def new() -> uuid.UUID:
    return uuid.uuid4()


def read(posted) -> uuid.UUID:
    try:
        return uuid.UUID(posted.get("key", ""))
    except ValueError:
        return uuid.uuid4()
