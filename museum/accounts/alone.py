"""What only one person can do: from the law, and from who can sign in.

What the program cannot know (who holds the keys of the store, who knows a stick's passphrase) is not
guessed at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from museum.accounts import law
from museum.accounts.models import User
from museum.wording import StrOrPromise


@dataclass(frozen=True)
class Alone:
    """What one person alone can do (None: nobody can), each act with the roles that a second one
    would need for it."""

    person: User | None
    acts: list[tuple[StrOrPromise, tuple[str, ...]]] = field(default_factory=list)


def acts() -> list[Alone]:
    """Return what fewer than two people can do: what nobody can first, then person by person."""
    people = list(User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk"))
    found: dict[User | None, Alone] = {}
    for rule, right in _named():
        may = [each for each in people if each.has_perm(right.name)]
        if len(may) < 2:
            person = may[0] if may else None
            found.setdefault(person, Alone(person)).acts.append((rule, right.holders))
    return sorted(found.values(), key=lambda each: (each.person is not None, str(each.person)))


def _named() -> Iterator[tuple[StrOrPromise, law.Right]]:
    for each in law.LAWS:
        for act, right in each.acts.items():
            yield each.rules[act], right
