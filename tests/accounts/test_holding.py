import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museum.people.models import Person
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "/admin/people/new/"
TYPED = {"name": "马德全", "former_group": "三组", "kind": "person"}
HERE = {"HTTP_ORIGIN": "http://testserver"}


def door(client, name, **more):
    said = {"username": name, "password": PASSWORD} | more
    return client.post("/admin/login/", said)


@pytest.fixture
def signed_out(curator):
    """The curator's browser, whose session has come to its end while she wrote."""
    client = Client()
    door(client, curator.get_username())
    client.cookies.pop("sessionid")
    return client


def on(page):
    return BeautifulSoup(page.content, "html.parser")


def held_on(page) -> str:
    return on(page).select_one("textarea[name=held]").text.strip()


def fields(page) -> dict:
    form = on(page).select_one("form[method=post]")
    return {each["name"]: each.text.removeprefix("\n") for each in form.select("textarea")} | {
        "to": form["action"]
    }


def test_a_form_that_meets_the_sign_in_page_goes_on_behind_it(signed_out, curator):
    page = signed_out.post(NEW, TYPED)

    again = door(signed_out, curator.get_username(), password="wrong", held=held_on(page))
    on = door(signed_out, curator.get_username(), held=held_on(again))
    handed_in = signed_out.post(fields(on).pop("to"), fields(on))

    assert page.status_code == 403
    assert "no-store" in page["Cache-Control"]
    assert fields(on) == TYPED | {"to": NEW}
    assert handed_in.status_code == 302
    assert Person.objects.filter(name="马德全").count() == 1


def test_somebody_else_who_signs_in_is_not_shown_it(signed_out, keeper):
    page = signed_out.post(NEW, TYPED)

    answer = door(signed_out, keeper.get_username(), held=held_on(page))

    assert "马德全" not in page.text
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/"


def test_files_are_named_since_they_have_to_be_chosen_again(signed_out, curator):
    file = SimpleUploadedFile("奖状.jpg", b"1")
    page = signed_out.post(NEW, TYPED | {"file": file})

    answer = door(signed_out, curator.get_username(), held=held_on(page))

    assert "奖状.jpg" in answer.text


def test_what_was_changed_on_the_way_is_not_gone_on_with(signed_out, curator):
    held = held_on(signed_out.post(NEW, TYPED))

    answer = door(signed_out, curator.get_username(), held=held[:-2] + "xx")

    assert answer.status_code == 302


@pytest.mark.parametrize(
    "header", [{"HTTP_SEC_FETCH_MODE": "cors"}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}]
)
def test_a_script_is_told_as_before(signed_out, header):
    answer = signed_out.post(NEW, TYPED, **header)

    assert answer.status_code in (302, 403)
    assert b"held" not in answer.content


def test_a_browser_that_nobody_signed_in_from_is_led_to_the_door_as_before(db):
    answer = Client().post(NEW, TYPED)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_the_page_s_script_is_told_what_was_handed_in_and_what_is_shown_again(client, curator):
    client.force_login(curator)
    ids = ["a" * 32, "b" * 32]

    refused = client.post(NEW, {"name": "", "kept-as": ids[0]})
    taken = client.post(NEW, TYPED | {"kept-as": ids[1]})
    strange = client.post(NEW, {"name": "", "kept-as": "x;y"})

    assert refused.cookies["handed_in"].value == f"{ids[0]}.shown"
    assert taken.cookies["handed_in"].value == f"{ids[1]}.done"
    assert "handed_in" not in strange.cookies


def test_whoever_signs_out_takes_along_what_the_telephone_kept(client, curator):
    client.force_login(curator)

    answer = client.post("/admin/logout/")

    assert answer.cookies["signed_out"].value == str(curator.pk)


@pytest.fixture
def strict(curator):
    """A browser whose token has gone stale: the curator signed in anew on another page."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(curator)
    client.cookies["csrftoken"] = "a" * 32
    return client


def test_a_stale_token_offers_what_was_typed_with_a_new_one(strict):
    page = strict.post(NEW, TYPED | {"csrfmiddlewaretoken": "b" * 32}, **HERE)

    form = on(page).select_one("form")
    again = {each["name"]: each.get("value", each.text) for each in form.select("[name]")}
    handed_in = strict.post(form["action"], again, **HERE)

    assert page.status_code == 403
    assert "放得太久" in page.text
    assert {name: again[name] for name in TYPED} == TYPED
    assert handed_in.status_code == 302
    assert Person.objects.filter(name="马德全").exists()


def test_a_visitor_s_stale_page_offers_what_was_typed_too(strict):
    strict.logout()
    strict.cookies["csrftoken"] = "a" * 32

    page = strict.post("/visit/book/", {"name": "沙老师", "organisation": "青石桥小学"}, **HERE)

    assert page.status_code == 403
    assert on(page).select_one("form")["action"] == "/visit/book/"
    assert "青石桥小学" in page.text


@pytest.mark.parametrize("origin", [{"HTTP_ORIGIN": "http://evil.example"}, {}])
def test_a_form_of_another_site_is_not_signed_by_us(strict, origin):
    page = strict.post(NEW, TYPED | {"csrfmiddlewaretoken": "b" * 32}, **origin)

    assert page.status_code == 403
    assert not on(page).select("form, [name=csrfmiddlewaretoken]")
    assert "马德全" not in page.text


def test_a_password_is_never_offered_again(strict):
    page = strict.post("/admin/login/", {"username": "a", "password": "secret word"}, **HERE)

    assert page.status_code == 403
    assert "secret word" not in page.text


def test_a_sign_in_page_that_was_open_for_too_long_still_holds_it(signed_out, curator):
    held = held_on(signed_out.post(NEW, TYPED))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_out.cookies
    said = {"username": "a", "password": PASSWORD, "held": held}

    still_out = strict.post("/admin/login/", said, **HERE)
    strict.force_login(curator)
    in_again = strict.post("/admin/login/", said, **HERE)

    assert held_on(still_out) == held
    assert fields(in_again) == TYPED | {"to": NEW}


def test_it_goes_on_past_the_second_lock(signed_out, curator, monkeypatch):
    from museum.accounts import second_factor

    monkeypatch.setattr(second_factor, "is_on", lambda user: True)
    monkeypatch.setattr(second_factor, "check_code", lambda user, code: None)
    held = held_on(signed_out.post(NEW, TYPED))

    asked = door(signed_out, curator.get_username(), held=held)
    action = re.search(r'action="([^"]*code[^"]*)"', asked.text)[1]
    answer = signed_out.post(action, {"code": "123456", "held": held_on(asked)})

    assert fields(answer) == TYPED | {"to": NEW}
