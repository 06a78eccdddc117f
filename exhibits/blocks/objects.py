"""Objects of the register within a page's text.

The register's own rows stay out of the template: a row carries the giver's telephone and the
store's shelf with it. In goes what the door gives, and nothing for an object that is not public.
"""

from collections.abc import Iterator

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin import telepath
from wagtail.blocks.list_block import ListBlockAdapter
from wagtail.snippets.blocks import SnippetChooserBlock

from museum.catalogue import public as register


class SeveralBlock(blocks.ListBlock):
    """A list into which several are chosen at once (exhibits/js/several.js), and one by one."""


class SeveralAdapter(ListBlockAdapter):
    js_constructor = "exhibits.blocks.SeveralBlock"

    def js_args(self, block):
        *given, meta = super().js_args(block)
        return [*given, meta | {"several": str(_("Choose several objects"))}]

    @cached_property
    def media(self):
        return super().media + forms.Media(js=["exhibits/js/several.js"])


telepath.register(SeveralAdapter(), SeveralBlock)
# What is kept of it is a list like any other: no migration knows the difference.
DECONSTRUCT_ALIASES = {SeveralBlock: "wagtail.blocks.ListBlock"}


class ObjectsBlock(blocks.StructBlock):
    objects = SeveralBlock(SnippetChooserBlock("catalogue.Item"), label=_("objects"))
    note = blocks.CharBlock(
        label=_("note"), required=False, help_text=_("Why these stand together, in a sentence.")
    )

    def get_context(self, value, parent_context=None):
        """Return cards and words, and neither `value` nor `self`.

        A page asks the door once for all its blocks and hands the answer down as `cards`.
        """
        given = parent_context or {}
        ids = [item.pk for item in value["objects"] if item]
        cards = given["cards"] if "cards" in given else register.cards(ids)
        return {
            "cards": [cards[pk] for pk in ids if pk in cards],
            "note": value["note"],
            "not_shown": len([pk for pk in ids if pk not in cards]),
            "in_preview": given.get("in_preview", False),
        }

    class Meta:
        label = _("objects")
        icon = "pick"
        template = "exhibits/blocks/objects.html"


def chosen_ids(body) -> Iterator[int]:
    """Yield the keys of the objects chosen in a stream, in order, without fetching any."""
    for block in body.raw_data:
        if block["type"] == "objects":
            for each in block["value"].get("objects", []):
                key = each["value"] if isinstance(each, dict) else each
                if key is not None:
                    yield key


def chosen_items(body) -> Iterator:
    """Yield the chosen objects themselves: for the desk, which may name them, never for a page."""
    for block in body:
        if block.block_type == "objects":
            yield from filter(None, block.value["objects"])
