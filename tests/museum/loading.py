"""A server of another make loads the museum (tests/museum/test_settings.py)."""

import gc


def load() -> tuple[bool, int, bool]:
    """Return whether garbage is collected, of how many objects it is not, and whether they serve."""
    from museum.wsgi import application

    return gc.isenabled(), gc.get_freeze_count(), callable(application)
