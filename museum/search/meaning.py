"""What else may be meant by a word: another name, what sounds so, initials, the nearest."""

from museum.search.calling import also_called
from museum.search.engines import Like, Question, engine
from museum.search.marking import Why, why
from museum.search.reading import names_of
from museum.search.sounds import cut, heard, readings
from museum.search.words import is_chinese, plain


def looser(question: Question, like: Like) -> tuple[str, list] | None:
    """Return the query for a looser tier, None where it makes no sense for these words."""
    found = ways(question, like)
    return engine().looser(question, like, found) if found else None


def ways(question: Question, like: Like) -> list:
    letters = question.joined if question.joined.isalpha() and question.joined.isascii() else ""
    match like:
        case Like.CALLED:
            called = [(word, *also_called(word)) for word in question.words]
            return called if any(len(each) > 1 for each in called) else []
        case Like.SOUND:
            if letters or "ü" in question.joined:
                return cut(question.joined)
            if len(question.joined) > 1 and all(map(is_chinese, question.joined)):
                if len(question.joined) > 8:
                    return []
                return readings(question.joined, usual=False)[:8]
        case Like.INITIALS:
            return [letters] if 2 <= len(letters) <= 8 else []
        case Like.NEAR:
            return pieces(question)
    return []


def pieces(question: Question) -> list[str]:
    """Return what is left to look for when a word is not found: its pairs, of a short one its
    characters."""
    found = [word[at : at + 2] for word in question.words for at in range(len(word) - 1)
             if len(word) > 2]  # fmt: skip
    if not found:
        found = [sign for word in question.words for sign in word if is_chinese(sign)]
    return list(dict.fromkeys(found))[:24]


def why_found(said, question: Question, like: Like | None) -> Why | None:
    """Return why an object was found, with what of it the words met."""
    if like is None:
        return why(said, question.words)
    if like == Like.CALLED:
        return why(said, tuple(word for each in ways(question, like) for word in each))
    if like == Like.NEAR:
        return why(said, tuple(ways(question, like)))
    names = [plain(each) for each in names_of(said or ())]
    met_by = ways(question, like)
    if like == Like.INITIALS:
        met_by = [tuple(letters) for letters in met_by]
    met = (heard(name, way, begun=like == Like.INITIALS) for way in met_by for name in names)
    return why(said, tuple(filter(None, met))[:1])
