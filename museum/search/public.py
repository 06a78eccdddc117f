"""The door of the search: a list of public objects asked for, and its answer. Objects cross as keys;
what a page says of them comes through the catalogue's own door."""

from museum.reading.queries import LONGEST, is_too_long
from museum.search.counting import Choice
from museum.search.finding import FuzzyTier, Hit, Results, find
from museum.search.indexing import fresh
from museum.search.listing import ERA, NEWEST, NUMBER, RELEVANCE, Listing
from museum.search.meaning import Reading
from museum.search.suggesting import suggest

SORTS = (NUMBER, ERA, NEWEST)

__all__ = ["ERA", "LONGEST", "NEWEST", "NUMBER", "RELEVANCE", "SORTS", "Choice", "FuzzyTier", "Hit",
           "Listing", "Reading", "Results", "find", "fresh", "is_too_long", "suggest"]  # fmt: skip
