"""A page of text: how personal data is kept, who to tell about a mistake."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from exhibits.blocks import PROSE
from exhibits.models.public_page import PublicPage, rendered
from museum.freshness.remembering import remembered


@dataclass(frozen=True, slots=True)
class TextReading:
    title: str
    body: str


class TextPage(PublicPage):
    body = StreamField(PROSE, verbose_name=_("text"), blank=True)

    template = "exhibits/text_page.html"
    parent_page_types = ["exhibits.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, "body"]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def reading(self, request):
        return TextReading(title=self.title, body=rendered(self.body))


def texts(request) -> list[tuple[str, str]]:
    """Return (title, address) of every text for the footer."""

    def read():
        open_to_all = TextPage.objects.live().filter(view_restrictions=None)
        return [(page.title, page.get_url(request)) for page in open_to_all]

    # Addresses are relative only to visitors of the site they belong to.
    key = ("texts", request.get_host() if request else "")
    return remembered(key, read)
