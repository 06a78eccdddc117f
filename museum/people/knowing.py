"""Whom the museum knows already: by a name however it is written, also that of a row which turned out
to be another's; and which body a name may mean, to be asked about."""

from collections.abc import Callable

from museum.people.models import Person
from museum.reading.bodies import may_be_one
from museum.reading.normal import plain
from museum.reading.pinyin import spells

TAIL = 4  # digits of a telephone number, enough to tell namesakes apart


def likely_same(name: str, *, but: Person | None = None) -> list[Person]:
    """Return those already known whose name is the same in the one form: 买买提·艾则孜 and 买买提•艾则孜,
    張三 and 张三. but: a person who is not meant."""
    form = plain(name)
    return _known(lambda other: plain(other) == form, but) if form else []


def likely_bodies(name: str, *, but: Person | None = None) -> list[Person]:
    """Return the bodies already known that may be the one of this name: 柳河市第六小学 for 柳河市六小."""
    found = _known(lambda other: may_be_one(name, other), but, kind=Person.Kind.ORGANISATION)
    return sorted(found, key=lambda each: (plain(each.name) != plain(name), each.pk))


def likely(name: str, *, but: Person | None = None) -> list[Person]:
    """Return whoever a form that writes somebody down has to ask about."""
    same = likely_same(name, but=but)
    return same + [each for each in likely_bodies(name, but=but) if each not in same]


def holding(words: str) -> set[int]:
    """Return those already known whose name, or that of a row merged into theirs, holds words in the
    one form, as keys."""
    form = plain(words)
    return _keys(lambda other: form in plain(other)) if form else set()


def meant(words: str) -> set[int]:
    """Return those already known who may be meant by what is typed to find them: part of a name, its
    pinyin or first letters, or the last four digits of a telephone. As keys."""
    found = holding(words)
    if words.isascii():
        found |= _keys(lambda other: spells(words, other))
    if len(words) == TAIL and words.isdigit():
        tails = Person.objects.known().filter(phone__endswith=words)
        found |= {into or pk for pk, into in tails.values_list("pk", "merged_into")}
    return found


def _known(is_it: Callable[[str], bool], but: Person | None, **of) -> list[Person]:
    known = Person.objects.one_each().filter(pk__in=_keys(is_it, **of))
    return list(known.exclude(pk=but.principal.pk) if but else known)


def _keys(is_it: Callable[[str], bool], **of) -> set[int]:
    """Return the keys of the people, each once, of whose names one is it."""
    written = Person.objects.known().filter(**of).values_list("pk", "merged_into", "name")
    return {into or pk for pk, into, name in written.iterator() if is_it(name)}
