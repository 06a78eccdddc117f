"""Components that say the same on page after page: the filters of a list, the footer.

Kept as written for as long as the very same values (`is`, not `==`) would go into them. Those who
make the values decide when they are new ones; nothing here can be older than what it was given.
"""

from collections.abc import Hashable

from django.template.loader import render_to_string

MANY = 128


class Written:
    def __init__(self, template: str):
        self.template = template
        self.kept: dict[Hashable, tuple[tuple, str]] = {}

    def known(self, key: Hashable, of: tuple) -> str | None:
        """Return what was written for key from these values, None where they are others now."""
        kept = self.kept.get(key)
        if kept is None or not all(a is b for a, b in zip(kept[0], of, strict=True)):
            return None
        return kept[1]

    def write(self, key: Hashable, of: tuple, context: dict) -> str:
        """Write the component with context, which follows from key and the values of."""
        html = render_to_string(self.template, context)
        if len(self.kept) >= MANY:
            self.kept.clear()
        self.kept[key] = of, html
        return html
