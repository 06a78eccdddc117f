"""A sentence of many pieces, written on many lines and shown on one."""

import re

from django import template
from django.template.base import TextNode

register = template.Library()
BROKEN = re.compile(r"\s*\n\s*")
BEFORE_AN_ATTRIBUTE = re.compile(r"\s*\n\s*(?=[\w-]+=)")


class OneLine(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return self.nodelist.render(context)


@register.tag
def oneline(parser, token):
    """Leave out the line breaks of the template; those within a value stay.

    Between Chinese words a line break would show as a gap: {% oneline %} … {% endoneline %}.
    """
    nodes = parser.parse(("endoneline",))
    parser.delete_first_token()
    for node in nodes.get_nodes_by_type(TextNode):
        node.s = BROKEN.sub("", BEFORE_AN_ATTRIBUTE.sub(" ", node.s))
    return OneLine(nodes)
