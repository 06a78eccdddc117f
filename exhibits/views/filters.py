"""The filters beside the list: every choice with its count and an address of its own."""

from dataclasses import dataclass
from urllib.parse import quote_plus

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from exhibits.addresses import address
from museum.search.public import Choice

Facets = dict[str, tuple[Choice, ...]]
CURRENT = ' aria-current="true"'
MARK = "\x00"  # nothing that was typed holds it: %00 in an address


@dataclass(frozen=True, slots=True)
class Facet:
    """A name, and its choices as lines of a list: there are a hundred of them on a page, and a
    template takes ten steps for each."""

    name: str
    choices: SafeString


def shown(counted: Facets, conditions: dict[str, str]) -> dict:
    """Return what the filters of a list say: see components/filter.html."""
    kept = [(name, code) for name, code in conditions.items() if name not in ("q", "like", "as")]
    return {"query": conditions.get("q", ""), "kept": kept, "facets": facets(counted, conditions)}


def facets(counted: Facets, conditions: dict[str, str]) -> list[tuple[str, list[Facet]]]:
    """Return the filters as (name, groups), those without a choice left out."""

    def group(parameter, name):
        # What all its addresses have in common, with a mark where the code will stand.
        before, after = map(escape, address(conditions | {parameter: MARK}).split("%00"))
        chosen = conditions.get(parameter)
        lines = (
            f'<li><a href="{before}{quote_plus(choice.code)}{after}"'
            f"{CURRENT if chosen == choice.code else ''}>"
            f"{escape(choice.name)}<span>{choice.count}</span></a></li>"
            for choice in counted[parameter][:60]
        )
        return Facet(name, mark_safe("".join(lines)))

    more = [
        group("material", _("Material")),
        group("household", _("From whom")),
        group("storied", _("Stories")),
        group("displayed", _("To be seen")),
    ]
    offered = [
        (_("Kind"), [group("category", "")]),
        (_("Era"), [group("era", "")]),
        (_("Hall"), [group("hall", "")]),
        (_("More"), more),
    ]
    filled = [(name, [each for each in groups if each.choices]) for name, groups in offered]
    return [(name, groups) for name, groups in filled if groups]
