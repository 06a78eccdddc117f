"""Why an object was found: the text that holds the words, the words in it marked."""

from dataclasses import dataclass

from museum.reading.queries import plain, spans

AROUND = 14  # characters before the first mark
LONGEST = 48


@dataclass(frozen=True, slots=True)
class Why:
    """Where the words stand: the kind of text, and the text in pieces, (words, marked or not)."""

    label: str  # title, other, dialect, number, category, era, material, giver, use, story …
    pieces: tuple[tuple[str, bool], ...]


def why(said: list | None, words: tuple[str, ...], among: tuple[str, ...] = ()) -> Why | None:
    """Return the best text that holds most of the words, None where no public text holds any. among:
    the kinds of text that count, all where it is empty."""
    best, most = None, 0
    for _field, label, text in said or ():
        if among and label not in among:
            continue
        folded = plain(text)
        held = sum(word in folded for word in words)
        if held > most:
            best, most = (label, text), held
        if most == len(words):
            break
    if best is None:
        return None
    label, text = best
    longest = len(text) if label == "title" else LONGEST
    return Why(label, pieces(" ".join(text.split()), words, longest))


def pieces(
    text: str, words: tuple[str, ...], longest: int = LONGEST
) -> tuple[tuple[str, bool], ...]:
    """Return text around the first mark, cut into (piece, marked)."""
    marks = spans(text, words)
    start = max(0, marks[0][0] - AROUND) if marks and len(text) > longest else 0
    end = min(len(text), max(start + longest, marks[0][1] if marks else 0))
    found, at = ([("…", False)] if start else []), start
    for first, last in marks:
        if first >= end:
            break
        found += [(text[at:first], False), (text[first:last], True)]
        at = last
    found.append((text[at : max(at, end)] + ("…" if end < len(text) else ""), False))
    return tuple((piece, marked) for piece, marked in found if piece)
