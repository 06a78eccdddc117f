"""What all pages of the website have in common."""

from collections.abc import Iterable

from django.utils.html import format_html_join
from wagtail.models import Page

from museum.catalogue import public as register
from museum.public_address import absolute


class PublicPage(Page):
    """A page whose template reads what `reading` returns, and not the page itself.

    From the page every object chosen for it could be reached, with all that is private in it.
    """

    # No hour at which a page opens or closes by itself: nothing here would do it. Comments are off.
    settings_panels: list = []

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        return {
            "request": request,
            "page": self.reading(request),
            "description": self.search_description,
            "canonical": self.canonical(request),
        }

    def canonical(self, request) -> str:
        """Return this page's one address, "" while it has none: it was not saved yet."""
        parts = self.get_url_parts(request)
        return absolute(parts[2]) if parts else ""

    def reading(self, request):
        """Return a frozen dataclass of plain values and of what the door gives."""
        raise NotImplementedError

    def chosen(self) -> Iterable:
        """Return the objects of the register that this page wants to show."""
        return []

    def not_shown(self) -> list[str]:
        """Name the chosen objects that no visitor sees. For the editor, never for a page."""
        chosen = {item.pk: item for item in self.chosen()}
        shown = register.cards(chosen) if chosen else {}
        return [str(item) for pk, item in chosen.items() if pk not in shown]


def rendered(body, **given) -> str:
    """Return the blocks of body one after another as HTML."""
    return format_html_join("\n", "{}", ((block.render(given),) for block in body))
