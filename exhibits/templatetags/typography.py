"""Small courtesies of Chinese typesetting that an editor should not have to think of."""

import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()
TIMES = re.compile(r"\d{1,2}:\d{2}(?:\s?[–—~-]\s?\d{1,2}:\d{2})?")


@register.filter
@stringfilter
def sentence(text):
    """End text with a full stop, once; nothing stays nothing."""
    text = text.strip()
    return text + "。" if text and text[-1] not in "。！？…" else text


@register.filter
@stringfilter
def times(text):
    """Keep 9:00–16:30 on one line."""
    return mark_safe(TIMES.sub(r'<span class="nowrap">\g<0></span>', str(conditional_escape(text))))
