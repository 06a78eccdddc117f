"""The first page: whose question this was, and one object."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from exhibits import linked_data
from exhibits.blocks.objects import chosen_ids
from exhibits.models.exhibition import ExhibitionCard, ExhibitionPage
from exhibits.models.public_page import PublicPage
from exhibits.panels import NotShownPanel
from museum.catalogue import public as register
from museum.figures import public as counted
from museum.public import museum


@dataclass(frozen=True, slots=True)
class HomeReading:
    question: tuple[str, ...]
    asked_by: str
    story: tuple[str, ...]
    featured: register.PublicCard | None
    featured_item: register.PublicItem | None
    figures: register.Figures
    ledger: counted.PublicLedger
    kinds: tuple[register.Choice, ...]
    exhibitions: tuple[ExhibitionCard, ...]


class HomePage(PublicPage):
    question = models.TextField(
        _("question"),
        blank=True,
        max_length=60,
        help_text=_("A villager’s question, set upright; a line for each column, two look best."),
    )
    asked_by = models.CharField(
        _("who asked, and when"), blank=True, max_length=30, help_text=_("A few words.")
    )
    story = models.TextField(_("how the museum came about"), blank=True, max_length=1000)
    featured = models.ForeignKey(
        "catalogue.Item",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the one object"),
        help_text=_("Empty: the first public object of the register."),
    )

    template = "exhibits/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["exhibits.ExhibitionPage", "exhibits.TextPage"]
    max_count = 1
    content_panels = [
        NotShownPanel(),
        *Page.content_panels,
        "question",
        "asked_by",
        "featured",
        "story",
    ]

    class Meta:
        verbose_name = _("first page")
        verbose_name_plural = _("first pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        named = museum()
        linked = linked_data.of_museum(named, context["canonical"])
        return {**context, "museum": named, "linked_data": linked}

    def reading(self, request):
        exhibitions = list(ExhibitionPage.objects.child_of(self).on_show())
        ids = {key for page in exhibitions for key in chosen_ids(page.body)}
        cards = register.cards(ids | {self.featured_id} - {None})
        featured = cards.get(self.featured_id) or register.first()
        return HomeReading(
            question=lines(self.question),
            asked_by=self.asked_by,
            story=lines(self.story),
            featured=featured,
            featured_item=register.item(featured.number) if featured else None,
            figures=register.figures(),
            ledger=counted.ledger(),
            kinds=register.kinds(),
            exhibitions=tuple(page.as_card(request, cards) for page in exhibitions),
        )

    def chosen(self):
        return filter(None, [self.featured])


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
