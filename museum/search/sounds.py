"""How words sound: pinyin in every reading, initials, and what was meant by fangche and fc."""

import functools
import itertools
import re
import threading

from museum.reading.pinyin import dictionary
from museum.reading.queries import is_chinese

READINGS_AT_MOST = 8
ONE_LOADS = threading.Lock()
LETTERS = re.compile(r"[a-zü]+")


@functools.cache
def _phrases() -> None:
    """Load the phrases too, forty megabytes: for the index, which has to know the usual reading."""
    with ONE_LOADS:
        from pypinyin.phrases_dict import phrases_dict

        dictionary().load_phrases_dict(phrases_dict)


@functools.lru_cache(maxsize=20_000)
def _of_sign(sign: str) -> tuple[str, ...]:
    read = dictionary()
    found = read.pinyin(sign, style=read.Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()


@functools.lru_cache(maxsize=20_000)
def _usual(run: str) -> tuple[str, ...]:
    read = dictionary()
    _phrases()
    found = read.pinyin(run, style=read.Style.NORMAL, errors="ignore")
    return tuple(each[0] for each in found)


def readings(run: str, *, usual: bool = True) -> list[tuple[str, ...]]:
    """Return how a run of Chinese characters can be read, the usual reading first, at most sixteen.

    长凳 is chang deng and zhang deng: what the dictionary takes for usual is not always right.
    usual=False asks no phrase: for what somebody mistyped, which is in no dictionary.
    """
    signs = [_of_sign(sign) for sign in run]
    if not run or not all(signs):
        return []
    as_phrase = _usual(run) if usual else ()
    found = [as_phrase] if len(as_phrase) == len(run) else []
    # Where a long title has very many readings, the characters near its end vary first; so each
    # other reading of one character is taken before any two of them together.
    base = as_phrase if found else tuple(each[0] for each in signs)
    for place, options in enumerate(signs):
        found += [(*base[:place], other, *base[place + 1 :]) for other in options]
    found += itertools.islice(itertools.product(*signs), READINGS_AT_MOST)
    return list(dict.fromkeys(found))[: 2 * READINGS_AT_MOST]


# What the dictionary takes for usual and no village does.
AT_HOME = {"长凳": ("chang", "deng"), "长条凳": ("chang", "tiao", "deng")}


def usual_sounds_of(text: str) -> list[tuple[str, ...]]:
    """Return how a name is usually read, each syllable closed by a 0: fang0 che0. So none is the
    beginning of another, and no rare reading of a character (方 as wang) is taken for what was meant."""
    found = []
    for run in runs(text):
        each_alone = tuple(signs[0] for each in run if (signs := _of_sign(each)))
        for way in (AT_HOME.get(run, _usual(run)), each_alone):
            if len(way) == len(run):
                found.append(closed(way))
    return list(dict.fromkeys(found))


def closed(way: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{syllable}0" for syllable in way)


def typed_sounds(run: str) -> list[tuple[str, ...]]:
    """Return how Chinese that somebody mistyped may be meant, each syllable closed."""
    return [closed(way) for way in readings(run, usual=False)[:READINGS_AT_MOST] if len(run) > 1]


def runs(text: str) -> list[str]:
    """Return the runs of Chinese characters in text."""
    return ["".join(run) for chinese, run in itertools.groupby(text, key=is_chinese) if chinese]


def sounds_of(text: str) -> list[tuple[str, ...]]:
    """Return all that a name can sound like, for the index: a list of syllables in a row."""
    return [each for run in runs(text) for each in readings(run)]


def initials_of(text: str) -> list[str]:
    """Return the initials under which a name is typed: 手摇纺车 → syfc."""
    found = ["".join(syllable[0] for syllable in each) for each in sounds_of(text)]
    return list(dict.fromkeys(found))


def heard(text: str, way: tuple[str, ...], begun: bool = False, closed: bool = False) -> str:
    """Return the piece of text that sounds like way, "" where none does. The last syllable may be
    unfinished; begun: each may be, as initials are; closed: none may."""
    for start in range(len(text) - len(way) + 1):
        piece = text[start : start + len(way)]
        for place, (sign, syllable) in enumerate(zip(piece, way, strict=True)):
            open_ended = begun or (place == len(way) - 1 and not closed)
            if not any(
                each.startswith(syllable) if open_ended else each == syllable
                for each in _of_sign(sign)
            ):
                break
        else:
            return piece
    return ""


@functools.cache
def syllables() -> frozenset[str]:
    """Return every syllable that a character of the usual block can have."""
    from pypinyin.pinyin_dict import pinyin_dict

    read, style = dictionary(), dictionary().Style
    usual = (chr(code) for code in pinyin_dict if 0x4E00 <= code <= 0x9FFF)
    found = {each for sign in usual
             for each in read.pinyin(sign, style=style.NORMAL, heteronym=True)[0]}  # fmt: skip
    return frozenset(
        each
        for each in found
        if LETTERS.fullmatch(each) and each[0] not in "iuvü" and set(each) & set("aeiouvü")
    )


def cut(letters: str) -> list[tuple[str, ...]]:
    """Return the ways to read letters as pinyin: fangche → fang che; fangch → fang ch…

    The last syllable may be unfinished. Nothing where the letters are no pinyin.
    """
    letters = letters.replace("ü", "v")
    if not 2 <= len(letters) <= 48 or not LETTERS.fullmatch(letters):
        return []
    known = syllables()
    ways: dict[int, list[tuple[str, ...]]] = {0: [()]}
    for start in range(len(letters)):
        for way in ways.get(start, ()):
            for length in range(1, 7):
                piece = letters[start : start + length]
                if len(piece) == length and piece in known:
                    ways.setdefault(start + length, []).append((*way, piece))
        for end in ways:
            ways[end] = sorted(ways[end], key=len)[:READINGS_AT_MOST]
    if whole := ways.get(len(letters)):
        return whole
    # An unfinished last syllable, after at least one whole one.
    return [
        (*way, rest)
        for start in sorted(ways, reverse=True)
        if start and any(each.startswith(rest := letters[start:]) for each in known)
        for way in ways[start]
    ][:READINGS_AT_MOST]
