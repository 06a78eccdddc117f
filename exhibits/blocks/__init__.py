from exhibits.blocks.objects import ObjectsBlock
from exhibits.blocks.prose import HeadingBlock, ParagraphBlock, QuoteBlock

PROSE = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("quote", QuoteBlock()),
]
EXHIBITION = [*PROSE, ("objects", ObjectsBlock())]

__all__ = ["EXHIBITION", "PROSE", "HeadingBlock", "ObjectsBlock", "ParagraphBlock", "QuoteBlock"]
