"""Wagtail's admin must speak Chinese: its own zh_Hans plus our catalogue leave nothing in English."""

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

OURS = Path(__file__).parents[2] / "museum/locale/wagtail/zh_Hans/LC_MESSAGES"
WAGTAIL = Path(find_spec("wagtail").submodule_search_locations[0])
DJANGO = Path(find_spec("django").submodule_search_locations[0])
# Of Django what a form, a model or the sign-in can say here.
SPEAKS = ["conf", "contrib/auth", "contrib/contenttypes", "contrib/sessions"]
DOMAINS = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
# 用语：这些词我们不说
UNWANTED = re.compile(r"系统|成功|请勿|片段|工作流|集合|页面|站点|后台")


def key(entry):
    return entry.msgctxt, entry.msgid


def texts(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def done(path):
    return {key(e) for e in polib.pofile(path) if e.translated() and not e.obsolete}


def ours(domain):
    return polib.pofile(OURS / f"{domain}.po")


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_is_translated(domain):
    have = done(OURS / f"{domain}.po")
    missing, sources = [], sorted(WAGTAIL.glob(f"**/locale/en/LC_MESSAGES/{domain}.po"))
    assert sources, f"no English {domain}.po under {WAGTAIL}"
    for source in sources:
        theirs = source.parents[2] / "zh_Hans/LC_MESSAGES" / source.name
        known = have | (done(theirs) if theirs.exists() else set())
        app = source.parents[3].relative_to(WAGTAIL.parent)
        missing += [
            f"{app}: {e.msgid!r}"
            for e in polib.pofile(source)
            if not e.obsolete and key(e) not in known
        ]
    assert not missing, f"{len(missing)} without Chinese, first ten:\n" + "\n".join(missing[:10])


@pytest.mark.parametrize("part", SPEAKS)
def test_what_django_lacks_is_in_ours(part):
    locale = DJANGO / part / "locale"
    wanted = {key(e) for e in polib.pofile(locale / "en/LC_MESSAGES/django.po") if not e.obsolete}

    missing = wanted - done(OURS / "django.po") - done(locale / "zh_Hans/LC_MESSAGES/django.po")

    assert len(wanted) > 1
    assert not missing, sorted(k[1] for k in missing)


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_is_empty_or_fuzzy(domain):
    bad = [e.msgid for e in ours(domain) if not e.translated() or e.fuzzy or e.obsolete]
    assert not bad, bad[:10]


@pytest.mark.parametrize("domain", DOMAINS)
def test_plural_form_is_chinese(domain):
    po = ours(domain)
    assert po.metadata["Language"] == "zh_Hans"
    assert po.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    bad = [e.msgid for e in po if e.msgid_plural and set(e.msgstr_plural) != {0}]
    assert not bad, bad[:10]


@pytest.mark.parametrize("domain", DOMAINS)
def test_mo_says_what_po_says(domain):
    po = {key(e): (e.msgid_plural, texts(e)) for e in ours(domain)}
    mo_file = polib.mofile(OURS / f"{domain}.mo")
    mo = {key(e): (e.msgid_plural, texts(e)) for e in mo_file}
    stale = [k[1] for k in po.keys() | mo.keys() if po.get(k) != mo.get(k)]
    assert not stale, f"compile {domain}.po again, first ten: {sorted(stale)[:10]}"
    assert mo_file.metadata == ours(domain).metadata


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_tags_survive(domain):
    bad = []
    for entry in ours(domain):
        needed = set(PLACEHOLDER.findall(entry.msgid))
        allowed = needed | set(PLACEHOLDER.findall(entry.msgid_plural))
        tags = Counter(TAG.findall(entry.msgid))
        for text in texts(entry):
            found = set(PLACEHOLDER.findall(text))
            # A count of one may be written out in English; Chinese always needs the number.
            if not needed <= found <= allowed or Counter(TAG.findall(text)) != tags:
                bad.append(entry.msgid)
    assert not bad, bad[:10]


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_words(domain):
    bad = [t for e in ours(domain) for t in texts(e) if UNWANTED.search(t)]
    assert not bad, bad[:10]


def test_django_filter_is_chinese_too():
    """Its Chinese lies in zh_CN, which Django does not read under zh-hans."""
    chinese = Path(find_spec("django_filters").submodule_search_locations[0]) / "locale/zh_CN"
    wanted = {key(e) for e in polib.pofile(chinese / "LC_MESSAGES/django.po") if not e.obsolete}
    wagtail = {
        k for po in WAGTAIL.glob("**/locale/zh_Hans/LC_MESSAGES/django.po") for k in done(po)
    }
    missing = wanted - done(OURS / "django.po") - wagtail
    assert not missing, sorted(k[1] for k in missing)[:10]


def test_live_is_published():
    said = {e.msgid: e.msgstr for e in ours("django")}
    assert said["live"] == said["Live"] == "已发布"
    assert said["Snippets"] == "条目"
