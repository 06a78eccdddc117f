"""What every page may say, looked up when a template asks for it and not before."""

from django.utils.functional import SimpleLazyObject

from exhibits.models import texts
from museum.public import museum as the_museum
from museum.visits.public import opening, ordinary_week


def museum(request):
    return {
        "museum": SimpleLazyObject(the_museum),
        "opening": SimpleLazyObject(opening),
        "ordinary_week": SimpleLazyObject(ordinary_week),
        "texts": SimpleLazyObject(lambda: texts(request)),
    }
