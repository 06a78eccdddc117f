"""What every page may say, looked up when a template asks for it and not before."""

from django.utils.functional import SimpleLazyObject

from exhibits.models import texts
from exhibits.written import Written
from museum.public import museum as the_museum
from museum.visits.public import opening

FOOTER = Written("components/footer.html")


def museum(request):
    return {
        "museum": SimpleLazyObject(the_museum),
        "opening": SimpleLazyObject(opening),
        "footer": SimpleLazyObject(lambda: footer(request)),
    }


def footer(request) -> str:
    named, hours, links = the_museum(), opening(), texts(request)
    of = named, hours, links
    context = {"museum": named, "opening": hours, "texts": links}
    return FOOTER.known("", of) or FOOTER.write("", of, context)
