"""What a sentence is before anybody reads it: a string, or one that waits for its reader's language.

Whoever takes words from gettext_lazy declares StrOrPromise; str says that they are spelled out by
now. The checker's own word for it comes with django-stubs, which no museum has installed.
"""

from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
else:
    StrOrPromise = str | Promise

__all__ = ["StrOrPromise"]
