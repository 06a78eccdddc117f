"""What every page may say, looked up when a template asks for it and not before."""

import functools

from django.utils.functional import SimpleLazyObject

from exhibits.models import texts
from exhibits.written import Written
from museum.public import museum as the_museum
from museum.visits.public import opening, ordinary_week

FOOTER = Written("components/footer.html")


def museum(request):
    named = functools.cache(the_museum)  # once a page, though head and foot both ask
    return {
        "museum": SimpleLazyObject(named),
        "museum_itself": named,
        "opening": SimpleLazyObject(opening),
        "footer": SimpleLazyObject(lambda: footer(named(), ordinary_week(), texts(request))),
    }


def footer(*told) -> str:
    """Return the foot of every page, written anew where what it says is other than before."""
    context = dict(zip(("museum", "opening", "texts"), told, strict=True))
    return FOOTER.known("", told) or FOOTER.write("", told, context)
