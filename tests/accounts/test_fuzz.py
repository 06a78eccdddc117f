"""Whatever is sent to whichever address, by whomever: never a 500. Bounded, and the same each time."""

import json
import random
import re
import sys
import traceback
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.urls import URLResolver, get_resolver
from wagtail.models import Page

from museum.accounts.roles import ON_DUTY
from tests.accounts.test_every_address import (  # noqa: F401
    ARGUMENT,
    addresses,
    filled,
    form_at,
    watched,
    world,
)
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SHARES = 4
AWKWARD = ["", "x", "0", "-1", "9" * 30, "1.5", "\x00", "纺" * 400, "' OR 1=1 --", "[]", "😀", "%", "1e9",
           "2026-13-45", "٣"]  # fmt: skip
QUERIES = ["page={}", "id={}", "person={}", "q={}", "ordering={}", "year={}", "month={}", "day={}",
           "from={}&until={}", "by={}&of={}", "category={}", "sort={}", "kind={}", "era={}", "p={}",
           "layout={}", "surname={}", "next={}", "place={}", "status={}"]  # fmt: skip
DEEP = "[" * 200_000
ORDERING = re.compile(r"[?&;](ordering=-?\w+)")
# As somebody narrows, orders and leafs through a list at once, by fields it has and has not.
NARROWED = [
    "q=a&tag=x&ordering=name&p=abc",
    "q=王&tag=x&ordering=-title&p=2",
    "q=a&collection_id=x&ordering=created_at&page=abc",
    "q=a&ordering=position&category=x&p=-1",
    "q=a&ordering=-number&p=99",
]
BODIES = {
    "nested": ("application/json", DEEP),
    "not json": ("application/json", "{"),
    "json of another kind": (
        "application/json",
        json.dumps({"taps": 3, "key": [], "touches": "x"}),
    ),
    "json list": ("application/json", "[1, null, {}]"),
    "utf-7": ("application/x-www-form-urlencoded; charset=utf-7", "q=+AGE-"),
    "no charset": ("application/x-www-form-urlencoded; charset=klingon", "q=1"),
    "nothing": ("application/x-www-form-urlencoded", ""),
    "odd boundary": ("multipart/form-data; boundary=" + "x" * 300, "x"),
    "thousands of fields": (
        "application/x-www-form-urlencoded",
        "&".join(f"a{each}=1" for each in range(20_000)),
    ),
    "half a form": ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; na"),
    "no boundary": ("multipart/form-data", "x"),
    "broken percent": ("application/x-www-form-urlencoded", "a=%zz&%00=%ff&b"),
}


def public_addresses(resolver=None, path=""):
    for each in (resolver or get_resolver()).url_patterns:
        whole = path + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from public_addresses(each, whole)
        elif not whole.startswith(("admin/", "^((", "documents/")):
            yield whole


def mangled(path, chance):
    """Yield path with awkward words where its arguments stand, two of them chosen by chance."""
    plain = ARGUMENT.sub("{}", path).replace("^", "").replace("$", "").replace("\\", "")
    count = plain.count("{}")
    for word in chance.sample([each for each in AWKWARD if each not in ("", "\x00")], 2):
        yield "/" + plain.format(*[quote(word, safe="")] * count)


def spoilt(form, chance):
    """Return the form as somebody with a broken telephone would send it: some fields gone, some
    doubled, some with awkward words."""
    sent = {}
    for name, values in form.items():
        fate = chance.random()
        if fate < 0.15:
            continue
        sent[name] = [chance.choice(AWKWARD)] * chance.choice([1, 1, 2]) if fate < 0.6 else values
    return sent


def why(raised):
    """Return the last lines of what broke: which error, and where it was raised."""
    kind, error, trace = raised
    where = traceback.extract_tb(trace)[-3:]
    return f"{kind.__name__}: {str(error)[:90]} at {[(Path(at.filename).name, at.lineno, at.name) for at in where]}"


def answer_of(client, method, address, *given, **more):
    with watched():
        if method == "raw":
            body, kind = given
            response = client.generic("POST", address, body, content_type=kind, **more)
        else:
            response = getattr(client, method)(address, *given, **more)
        if response.streaming:
            b"".join(response.streaming_content)
    if response.status_code == 503 and address.startswith("/health/"):
        return 200  # its way of saying that something is not well
    return response.status_code


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_that_is_sent_breaks_an_address(world, client, share):  # noqa: F811
    chance = random.Random(share)
    client.raise_request_exception = False
    client.force_login(UserFactory(is_superuser=True))
    visitor, on_duty = type(client)(raise_request_exception=False), type(client)(
        raise_request_exception=False
    )  # fmt: skip
    on_duty.force_login(UserFactory(groups=[Group.objects.get(name=ON_DUTY)]))
    paths = list(addresses()) + list(public_addresses())
    asked, broken, said = 0, [], []
    got_request_exception.connect(remember := lambda **told: said.append(why(sys.exc_info())))

    def ask(who, method, address, *given, **more):
        nonlocal asked
        asked += 1
        try:
            status = answer_of(who, method, address, *given, **more)
        except Exception as error:
            status = repr(error)
        if not isinstance(status, int) or status >= 500:
            broken.append((status, method, address[:120], str(given)[:200], said[-1:]))

    for path in paths[share::SHARES]:
        known = list(filled(path, world))[:2] if path.startswith("admin/") else []
        for address in [*known, *mangled(path, chance)]:
            for query in chance.sample(QUERIES, 2):
                word = chance.choice(AWKWARD)
                joint = "&" if "?" in address else "?"
                ask(client, "get", address + joint + query.format(word, word))
            if not path.startswith("admin/"):
                ask(visitor, "get", address)
                ask(visitor, "post", address, {"name": chance.choice(AWKWARD)})
            name = chance.choice(list(BODIES))
            kind, body = BODIES[name]
            ask(client, "raw", address, body, kind)
        for address in known[:1]:
            with watched():
                form = form_at(client, address)
            ask(client, "post", address, spoilt(form, chance))
            ask(client, "post", address, {"file": SimpleUploadedFile("x" * 300, b"\x00")})
            ask(on_duty, "post", address, spoilt(form, chance))

    got_request_exception.disconnect(remember)
    assert asked > 500
    assert not broken, "\n".join(map(str, broken))


def lists_of(client, address):
    """Return the orders that the list at address offers, as its own links say them."""
    with watched():
        answer = client.get(address)
    if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
        return []
    return sorted(set(ORDERING.findall(answer.content.decode())))


def test_no_list_and_no_chooser_breaks_however_it_is_narrowed(world, client):  # noqa: F811
    client.raise_request_exception = False
    client.force_login(UserFactory(is_superuser=True))
    broken, asked, orders = [], 0, 0
    got_request_exception.connect(remember := lambda **told: broken.append(why(sys.exc_info())))

    for path in addresses():
        if "delete" in path or "history" in path:
            continue
        for address in list(filled(path, world))[:1]:
            found = lists_of(client, address)
            orders += len(found)
            joint = "&" if "?" in address else "?"
            for query in [*NARROWED, *(f"q=a&p=abc&{order}" for order in found)]:
                asked += 1
                status = answer_of(client, "get", address + joint + query)
                if status >= 500:
                    broken.append((address, query, status))

    got_request_exception.disconnect(remember)
    assert not broken, "\n".join(map(str, broken))
    assert asked > 800
    assert orders > 20


@pytest.mark.parametrize("share", range(2))
def test_no_body_breaks_an_address_nor_one_that_is_not_there(world, client, share):  # noqa: F811
    """With the check against forged forms, which reads them, and for the root of all pages too."""
    boss = UserFactory(is_superuser=True)
    forms = type(client)(enforce_csrf_checks=True, raise_request_exception=False)
    posts = type(client)(raise_request_exception=False)
    for each in (forms, posts):
        each.force_login(boss)
    forms.cookies["csrftoken"] = "a" * 32
    root = {"page": Page.objects.get(depth=1), "home": Page.objects.get(depth=1)}
    known = [
        address
        for path in addresses()
        for address in [
            *list(filled(path, world))[:1],
            *(list(filled(path, world | root))[:1] if path.startswith("admin/pages") else []),
        ]
    ]
    plain = [next(mangled(path, random.Random(1))) for path in public_addresses()]
    there = [*dict.fromkeys([*known, *plain])][share::2]
    nowhere = ["/((", "/nope", "/nope/", "/admin/((", "/admin/nope/", "/admin/api/main/images/",
               "/admin/test404/", "/documents/1/x", "/media/x", "/%ff/", "/o/", "/visit/booking/x/y/"]  # fmt: skip
    broken, asked = [], 0
    got_request_exception.connect(remember := lambda **told: broken.append(why(sys.exc_info())))

    for address in [*there, *nowhere]:
        asked += 1
        if answer_of(posts, "post", address) >= 500:
            broken.append((address, "empty form"))
        for name, (kind, body) in BODIES.items():
            if name in ("nested", "thousands of fields") and address not in nowhere:
                continue  # large, and sent to some of them by chance above
            if answer_of(forms, "raw", address, body, kind) >= 500:
                broken.append((address, name))

    got_request_exception.disconnect(remember)
    assert not broken, "\n".join(map(str, broken))
    assert asked > 150
