"""What stands at the head of every page, written once for all of them."""

from django import template

from exhibits.written import Written
from museum.public import museum

register = template.Library()
MASTHEAD = Written("components/masthead.html")


@register.simple_tag
def masthead(section: str) -> str:
    named = museum()
    context = {"museum": named, "section": section}
    return MASTHEAD.known(section, (named,)) or MASTHEAD.write(section, (named,), context)
