"""Every form of the desk sent with nothing in it: each refusal is tied to its field, the title says
it, and somebody stands there at once, with a script or without."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from museum.accounts.models import User
from tests.journeys import village

BEGIN = ["/admin/", "/admin/receiving/", "/admin/people/", "/admin/visits/", "/admin/volunteers/",
         "/admin/figures/", "/admin/figures/yearly/", "/admin/objects/", "/admin/places/",
         "/admin/volunteers/welcome/", "/admin/visits/holidays/"]  # fmt: skip
# Wagtail's own editors and lists tell their refusals as Wagtail does.
NOT_OURS = ("/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/users/", "/admin/groups/",
            "/admin/reports/", "/admin/redirects/", "/admin/account/", "/admin/logout/", "/admin/settings/",
            "/admin/collections/", "/admin/sites/", "/admin/snippets/", "/admin/bulk/", "/admin/login/", "/admin/objects/edit/")  # fmt: skip
TYPED = ("text", "number", "date", "time", "tel", "email", "search", "password", "radio", "checkbox",
         "file", None)  # fmt: skip
REFUSED = ".ask-refusal, .error-message"


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def emptied(form):
    """Return what a browser sends of a form in which everything was emptied, nothing chosen."""
    sent = {}
    for each in form.select("input[name], textarea[name], select[name]"):
        if each.name == "input" and each.get("type") == "hidden":
            sent.setdefault(each["name"], []).append(each.get("value", ""))
        elif each.name == "textarea" or (each.name == "input" and each.get("type") not in (
            "radio", "checkbox", "file", "submit")) or each.name == "select":  # fmt: skip
            sent.setdefault(each["name"], []).append("")
    for button in form.select("button[name]")[:1]:
        sent[button["name"]] = [button.get("value", "")]
    return sent


def untied(page):
    """Return what is not told as it should be on a page on which a form was refused."""
    told = {
        name
        for each in page.select("[aria-describedby]")
        for name in each["aria-describedby"].split()
    }
    wrong = []
    for each in page.select(REFUSED):
        held = each if each.get("id") else each.find_parent(attrs={"id": True})
        if held is None or held["id"] not in told:
            wrong.append(f"not tied: {each.get_text(strip=True)[:40]}")
    if not page.title.get_text(strip=True).startswith("还没填好"):
        wrong.append(f"title: {page.title.get_text(strip=True)}")
    if not page.select("[autofocus], [data-refusals]"):
        wrong.append("no focus")
    return wrong


@pytest.mark.django_db
def test_each_refusal_of_the_desk_is_tied_to_its_field_and_gone_to(client):
    village.prepare()
    client.force_login(User.objects.get(username="dangjia"))
    waiting, seen, refused, wrong = list(BEGIN), set(), set(), {}
    while waiting:
        path = waiting.pop(0)
        try:
            match = resolve(path)
        except Resolver404:
            continue
        if match.route in seen or path.startswith(NOT_OURS) or "paper" in path or "poster" in path:
            continue
        seen.add(match.route)
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"] or answer.streaming:
            continue
        page = soup(answer)
        waiting += [urlsplit(link["href"]).path for link in page.select("a[href^='/admin/']")]
        for number, form in enumerate(
            page.select("main form[method=post], .content form[method=post]")
        ):
            sent = client.post(form.get("action") or path, emptied(form))
            if sent.status_code != 200 or "html" not in sent["Content-Type"]:
                continue
            after = soup(sent)
            if after.select(f"{REFUSED}, .desk-refusals") and (found := untied(after)):
                wrong[match.route, number] = found
            if after.select(REFUSED):
                refused.add(match.url_name)

    assert wrong == {}
    assert len(refused) > 8, refused
