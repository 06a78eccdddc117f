"""Small courtesies of Chinese typesetting that an editor should not have to think of."""

import re

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from museum import public_address

register = template.Library()
# An area code and a number, the groups of a 400 number, or a mobile number: neither years nor a day.
TELEPHONE = re.compile(
    r"(?<![\w-])(?:\+?\d{2,4}-\d{6,11}|400-\d{3,4}-\d{3,4}|1[3-9]\d{9})(?:-\d{1,6})?(?![\w-])",
    re.ASCII,
)
LINK = re.compile(r"<a\b")
TAG = re.compile(r"(<[^>]*>)")
TIMES = re.compile(r"\d{1,2}:\d{2}(?:\s?[–—~-]\s?\d{1,2}:\d{2})?")


@register.filter
@stringfilter
def sentence(text):
    """End text with a full stop, once; nothing stays nothing."""
    text = text.strip()
    return text + "。" if text and text[-1] not in "。！？…" else text


@register.filter
@stringfilter
def on_paper(address):
    """Write a full address of ours as one copies it, nothing where it would lead nowhere."""
    return public_address.on_paper(address.removeprefix(settings.BASE_URL)) if address else ""


@register.filter
@stringfilter
def times(text):
    """Keep 9:00–16:30 on one line."""
    return mark_safe(TIMES.sub(r'<span class="nowrap">\g<0></span>', str(conditional_escape(text))))


@register.filter
@stringfilter
def telephones(text):
    """Keep a telephone number on one line and let it be called by a tap, also in text that is HTML
    already; what is a link already stays the link it is."""
    inside, parts = False, []
    for part in TAG.split(str(conditional_escape(text))):
        if part.startswith("<"):
            inside = (inside or LINK.match(part) is not None) and part != "</a>"
            parts.append(part)
        else:
            parts.append(TELEPHONE.sub(_on_one_line if inside else _to_call, part))
    return mark_safe("".join(parts))


def _on_one_line(found):
    return f'<span class="nowrap">{found[0]}</span>'


def _to_call(found):
    return f'<a class="nowrap" href="tel:{found[0]}">{found[0]}</a>'
