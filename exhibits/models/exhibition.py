"""An exhibition: prose and objects, in the order in which they are to be met."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from exhibits.blocks import EXHIBITION
from exhibits.blocks.objects import chosen_ids, chosen_items
from exhibits.models.public_page import PublicPage, rendered
from exhibits.panels import NotShownPanel
from museum.catalogue import public as register

PLATES = 3


@dataclass(frozen=True, slots=True)
class ExhibitionCard:
    """An exhibition as the home page and its neighbours show it."""

    title: str
    address: str
    intro: str
    cards: tuple[register.PublicCard, ...]


@dataclass(frozen=True, slots=True)
class ExhibitionReading:
    title: str
    intro: str
    body: str
    others: tuple[ExhibitionCard, ...]


class ExhibitionQuerySet(PageQuerySet):
    def on_show(self):
        return self.live().filter(view_restrictions=None)


class ExhibitionPage(PublicPage):
    intro = models.TextField(_("introduction"), blank=True, max_length=400)
    body = StreamField(EXHIBITION, verbose_name=_("text and objects"), blank=True)

    objects = PageManager.from_queryset(ExhibitionQuerySet)()

    template = "exhibits/exhibition_page.html"
    parent_page_types = ["exhibits.HomePage"]
    subpage_types: list[str] = []
    content_panels = [NotShownPanel(), *Page.content_panels, "intro", "body"]

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "section": "exhibitions",
            "description": context["description"] or self.intro,
        }

    def reading(self, request):
        others = list(ExhibitionPage.objects.sibling_of(self, inclusive=False).on_show())
        ids = {key for page in [self, *others] for key in chosen_ids(page.body)}
        cards = register.cards(ids)
        in_preview = getattr(request, "is_preview", False)
        return ExhibitionReading(
            title=self.title,
            intro=self.intro,
            body=rendered(self.body, cards=cards, in_preview=in_preview),
            others=tuple(page.as_card(request, cards) for page in others),
        )

    def as_card(self, request, cards: dict[int, register.PublicCard]) -> ExhibitionCard:
        """Return this exhibition for a list, with the first public objects of its text, those with
        a picture before those without."""
        shown = [cards[key] for key in dict.fromkeys(chosen_ids(self.body)) if key in cards]
        shown.sort(key=lambda card: card.picture is None)
        return ExhibitionCard(
            self.title, self.get_url(request) or "", self.intro, tuple(shown[:PLATES])
        )

    def chosen(self):
        return chosen_items(self.body)
