"""What else may be meant by a word: another name, what sounds so, initials, the nearest."""

import itertools

from museum.reading.queries import is_chinese, plain
from museum.search.engines import Fuzzy, Query, Sound, engine
from museum.search.entries import names_of
from museum.search.excerpts import Why, why
from museum.search.sounds import cut, heard, syllables, typed_sounds
from museum.search.synonyms import also_called

NAMED = ("title", "other", "dialect")
EMPTY = "子的了一人用来个家大小上下老做东西"  # in every second sentence


def fuzzy(query: Query, tier: Fuzzy) -> tuple[str, list] | None:
    """Return the query for a fuzzy tier, None where it makes no sense for these words."""
    found = ways(query, tier)
    return engine().fuzzy(query, tier, found) if found else None


def ways(query: Query, tier: Fuzzy) -> list:
    letters = query.joined if query.joined.isalpha() and query.joined.isascii() else ""
    match tier:
        case Fuzzy.CALLED:
            called = [(word, *also_called(word)) for word in query.words]
            return called if any(len(each) > 1 for each in called) else []
        case Fuzzy.SOUND:
            if letters or "ü" in query.joined:
                # What is still being typed may go on: fan, fang, fangche.
                return [Sound(way, closed=way[-1] in syllables() and not query.typing)
                        for way in cut(query.joined)]  # fmt: skip
            if all(map(is_chinese, query.joined)) and len(query.joined) <= 8:
                signs = tuple(dict.fromkeys(query.joined))
                return [Sound(way, closed=True, sharing=signs)
                        for way in typed_sounds(query.joined)]  # fmt: skip
        case Fuzzy.INITIALS:
            # Two letters begin half of all names: good to be offered, not to be found.
            return [letters] if (2 if query.typing else 3) <= len(letters) <= 8 else []
        case Fuzzy.NEAR:
            return pieces(query)
    return []


def pieces(query: Query) -> list[tuple[str, ...]]:
    """Return what is left to look for when a word is not found: its pairs, of a short one its
    characters. Of each tuple all must be there."""
    # Half a number is near to every number.
    words = [word for word in query.words if not any(map(str.isdigit, word)) or not word.isascii()]
    found: list[tuple[str, ...]] = [(word[at : at + 2],) for word in words for at in range(len(word) - 1)
             if len(word) > 2]  # fmt: skip
    if not found:
        found = [(sign,) for word in query.words for sign in word if is_chinese(sign)]
    else:
        # 打豆子 is 打落豆麦: two characters of it, wherever they stand.
        signs = [
            sign for sign in dict.fromkeys(query.joined) if is_chinese(sign) and sign not in EMPTY
        ]
        found += itertools.combinations(signs[:5], 2)
    return list(dict.fromkeys(found))[:24]


def why_found(said, query: Query, tier: Fuzzy | None) -> Why | None:
    """Return why an object was found, with what of it the words met."""
    if tier is None:
        if found := why(said, query.words):
            return found
        # Not written so: by what it is for, or by the name of what is made for it.
        for purpose in query.purposes:
            if found := why(said, (*purpose.uses, *purpose.names), among=("use", *NAMED)):
                return found
        return None
    if tier == Fuzzy.CALLED:
        return why(said, tuple(word for each in ways(query, tier) for word in each))
    if tier == Fuzzy.NEAR:
        return why(said, tuple(dict.fromkeys(word for each in ways(query, tier) for word in each)))
    names = [plain(each) for each in names_of(said or ())]
    met_by = ways(query, tier)
    if tier == Fuzzy.INITIALS:
        met_by = [Sound(tuple(letters), closed=False) for letters in met_by]
    met = (
        heard(name, tuple(each.rstrip("0") for each in way.syllables),
              begun=tier == Fuzzy.INITIALS, closed=way.closed)
        for way in met_by for name in names
    )  # fmt: skip
    return why(said, tuple(filter(None, met))[:1])
