"""Headings, paragraphs and words that somebody said."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("heading")
        icon = "title"
        template = "exhibits/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Text with links and little else: bold now and then, a list where there is one."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": ["bold", "link", "ol", "ul"], **kwargs})

    class Meta:
        label = _("paragraph")
        icon = "pilcrow"
        template = "exhibits/blocks/paragraph.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("words"))
    said_by = blocks.CharBlock(label=_("said by"), required=False)

    class Meta:
        label = _("quotation")
        icon = "openquote"
        template = "exhibits/blocks/quote.html"
