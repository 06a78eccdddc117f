"""The public door of the register of objects. Nothing else of it reaches a public page."""

from museum.catalogue.public.browsing import addresses, first, kinds
from museum.catalogue.public.looking_up import (
    cards,
    copy_of,
    figures,
    item,
    opened_by,
    preview,
    resolve,
    scanned_by,
    visit,
)
from museum.catalogue.public.shapes import (
    Choice,
    Figures,
    Kin,
    Neighbours,
    PublicCard,
    PublicItem,
    PublicPicture,
    PublicPlace,
    PublicStory,
    Resolved,
    Visit,
)

__all__ = [
    "Choice",
    "Figures",
    "Kin",
    "Neighbours",
    "PublicCard",
    "PublicItem",
    "PublicPicture",
    "PublicPlace",
    "PublicStory",
    "Resolved",
    "Visit",
    "addresses",
    "cards",
    "copy_of",
    "figures",
    "first",
    "item",
    "kinds",
    "opened_by",
    "preview",
    "resolve",
    "scanned_by",
    "visit",
]
