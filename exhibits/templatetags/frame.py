"""What stands at the head of every page, written once for all of them."""

from django import template

from exhibits.written import Written

register = template.Library()
MASTHEAD = Written("components/masthead.html")


@register.simple_tag(takes_context=True)
def masthead(context, section: str) -> str:
    named = context["museum_itself"]()
    shown = {"museum": named, "section": section}
    return MASTHEAD.known(section, (named,)) or MASTHEAD.write(section, (named,), shown)
