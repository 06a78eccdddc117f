"""schema.org as JSON-LD, small: what search engines may read about the museum and an object."""

import json
from collections.abc import Callable

from django.utils.safestring import SafeString, mark_safe

from museum.catalogue.public import PublicItem
from museum.public import PublicMuseum

# Inside a script element nothing may look like its end.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def of_object(item: PublicItem, absolute: Callable[[str], str]) -> SafeString:
    return script(
        {
            "@type": "CreativeWork",
            "name": item.title,
            "identifier": item.number,
            "url": absolute(item.address),
            "alternateName": item.other_names,
            "material": item.materials,
            "temporalCoverage": item.era,
            "image": [absolute(picture.url) for picture in item.pictures],
        }
    )


def of_museum(museum: PublicMuseum, address: str) -> SafeString:
    return script(
        {
            "@type": "Museum",
            "name": museum.name,
            "url": address,
            "address": museum.address,
            "telephone": museum.telephone,
        }
    )


def script(facts: dict) -> SafeString:
    """Return facts as the text of a script element; what is empty is left out."""
    data = {"@context": "https://schema.org"} | {
        key: value for key, value in facts.items() if value
    }
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
