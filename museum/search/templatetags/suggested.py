"""What may be meant, where a list of the desk found nothing."""

from django import template

from museum.search.suggesting import suggest

register = template.Library()


@register.simple_tag
def suggested(query: str) -> list[str]:
    """Titles of objects that sound like what was sought: for whoever may see the register."""
    return suggest(query, staff=True)
