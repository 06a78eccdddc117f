"""What is loaded stays until the process ends: nobody need look through it for garbage.

Django, Wagtail and the museum are half a million objects. Python's collector walks through them
several times while they are being loaded, and again whenever enough new ones have come: of a page
that is a tenth of its time, of the tests it was more than half.
"""

import gc
from importlib import import_module


def application():
    """Return the WSGI application, with everything loaded that its pages need."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    gc.disable()
    try:
        loaded = get_wsgi_application()
        import_module(settings.ROOT_URLCONF)
    finally:
        freeze()
        collect_often()
        gc.enable()
    return loaded


def collect_often() -> None:
    """For what answers pages for months: what a page leaves behind is gone after a few more. A command
    that begins to serve has looked seldom until then, and its memory would grow by a third."""
    gc.set_threshold(700, 10, 10)


def collect_seldom() -> None:
    """For commands and tests: they make thousands of rows, and drop most before anybody looks."""
    gc.set_threshold(50_000, 20, 50)


def freeze() -> None:
    """Let everything that is loaded be, for good."""
    gc.freeze()
