from exhibits.models.exhibition import ExhibitionPage
from exhibits.models.home import HomePage
from exhibits.models.text import TextPage, texts

__all__ = ["ExhibitionPage", "HomePage", "TextPage", "texts"]
