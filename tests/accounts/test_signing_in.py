import time

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import LoginView as DjangoLoginView
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import URLResolver, get_resolver
from wagtail.models import Page, PageViewRestriction

from exhibits.models import TextPage
from museum.accounts import locking, signing_in
from museum.accounts.views import SignInView
from museum.routes import OPEN
from museum.throttling import Tries
from tests.factories import PASSWORD

LOGIN = "/admin/login/"


def sign_in(client, name="guanzhang", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password}, **more)


def every_route(resolver=None, path=""):
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from every_route(each, path + str(each.pattern))
        else:
            yield path + str(each.pattern), each.callback


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_after_five_wrong_passwords_the_right_one_waits_too(client, curator):
    for _each in range(5):
        sign_in(client, password="falsch")

    said = sign_in(client).content.decode()

    assert "10分钟" in said
    assert not is_in(client)


def test_the_same_name_in_other_letters_is_the_same_name(client, curator):
    for name in ("guanzhang", "GUANZHANG", " guanzhang", "Guanzhang", "guanzhang "):
        sign_in(client, name=name, password="falsch")

    assert "10分钟" in sign_in(client).content.decode()


def test_others_at_the_same_address_sign_in_as_ever(client, curator, registrar):
    for _each in range(6):
        sign_in(client, password="falsch")

    sign_in(client, name="dengji")

    assert is_in(client)


def test_nobody_shuts_the_curator_out_of_the_browser_she_has_used(curator):
    hers, strange = Client(), Client()
    sign_in(hers)
    hers.post("/admin/logout/")
    for _each in range(20):
        sign_in(strange, password="falsch")

    sign_in(hers)

    assert is_in(hers)
    assert not is_in(strange)


def test_a_known_browser_has_its_own_brake_and_a_forged_one_is_none(curator):
    known, forged = Client(), Client()
    sign_in(known)
    assert is_in(known)
    known.post("/admin/logout/")
    for _each in range(6):
        sign_in(known, password="falsch")
    forged.cookies[signing_in.COOKIE] = "WyJndWFuemhhbmciLCJhYSJd:x:y"
    for _each in range(5):
        sign_in(forged, password="falsch")

    sign_in(known)
    sign_in(forged)

    assert not is_in(known)
    assert not is_in(forged)


def test_the_browser_one_knows_is_known_for_that_name_alone(curator, registrar):
    client = Client()
    sign_in(client)
    client.post("/admin/logout/")
    for _each in range(5):
        sign_in(Client(), name="dengji", password="falsch")

    sign_in(client, name="dengji")
    as_the_other = is_in(client)
    sign_in(client)

    assert not as_the_other
    assert is_in(client)


def test_a_right_password_forgets_the_wrong_ones(client, curator):
    for _round in range(3):
        for _each in range(4):
            sign_in(client, password="falsch")
        sign_in(client)
        assert is_in(client)
        client.post("/admin/logout/")


def test_an_address_in_a_header_fools_nobody(client, curator):
    sign_in(client)
    assert is_in(client)
    client = Client()
    for number in range(5):
        sign_in(client, password="falsch", headers={"X-Forwarded-For": f"10.0.0.{number}"})

    sign_in(client, headers={"X-Forwarded-For": "10.9.9.9"})

    assert not is_in(client)


def test_there_is_one_door_and_it_has_the_brake(client, curator):
    answering: dict = {}
    for route, callback in every_route():
        answering.setdefault(route, getattr(callback, "view_class", object))
    doors = {route for route, view in answering.items() if issubclass(view, DjangoLoginView)}

    assert {answering[route] for route in doors & {*OPEN}} == {SignInView}
    for closed in ("/_util/login/", "/_util/authenticate_with_password/1/1/"):
        assert (
            client.post(closed, {"username": curator.username, "password": "secret"}).status_code
            == 404
        )


def test_a_page_for_some_leads_to_that_door(client, curator):
    page = TextPage(title="值班室", slug="duty")
    Page.objects.get(depth=2).add_child(instance=page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    answer = client.get(page.url)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_an_open_desk_is_no_place_to_find_out_the_password(client, curator):
    curator.set_password("lantern-of-old")
    curator.save()
    client.force_login(curator)
    new = {"password-new_password1": "another-lantern", "password-new_password2": "another-lantern",
           "name_email-first_name": "馆", "name_email-last_name": "长"}  # fmt: skip
    answers = [client.post("/admin/account/", new | {"password-old_password": f"wrong{n}"})
               for n in range(6)]  # fmt: skip

    answers.append(
        client.post("/admin/account/", new | {"password-old_password": "lantern-of-old"})
    )

    assert "输错太多次了" not in answers[0].content.decode()
    assert "输错太多次了" in answers[-1].content.decode()
    curator.refresh_from_db()
    assert curator.check_password("lantern-of-old")


def test_a_password_is_changed_by_who_knows_the_old_one(client, curator):
    curator.set_password("lantern-of-old")
    curator.save()
    client.force_login(curator)

    answer = client.post("/admin/account/", {
        "password-old_password": "lantern-of-old", "password-new_password1": "another-lantern",
        "password-new_password2": "another-lantern", "name_email-first_name": "馆",
        "name_email-last_name": "长", "theme-theme": "system", "theme-contrast": "system",
        "theme-density": "default",
    })  # fmt: skip

    assert answer.status_code == 302
    curator.refresh_from_db()
    assert curator.check_password("another-lantern")


def test_no_picture_is_taken_that_nobody_would_see(client, curator):
    client.force_login(curator)

    page = client.get("/admin/account/").content.decode()

    assert "password-old_password" in page
    assert "avatar-avatar" not in page


def test_no_name_and_no_address_is_kept_of_who_tried(client, curator):
    sign_in(client, password="falsch")

    assert not any("guanzhang" in str(vars(row)) or "127.0.0.1" in str(vars(row))
                   for row in Tries.objects.all())  # fmt: skip
    assert Tries.objects.count() == 1


@pytest.mark.parametrize(
    "password", ["guanzhang", "guanzhang1", "杨振华杨振华", "振华杨2026", "Guanzhang!"]
)
def test_a_password_that_is_the_name_is_refused(curator, password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, curator)

    assert "password_too_similar" in {each.code for each in refusal.value.error_list}


def test_a_password_that_has_nothing_to_do_with_the_name_is_taken(curator):
    validate_password("三只喜鹊飞过河去", curator)


def test_reading_the_address_of_signing_out_signs_nobody_out(client, curator):
    client.force_login(curator)

    answer = client.get("/admin/logout/")

    assert answer.status_code == 405
    assert "sessionid" not in answer.cookies
    assert is_in(client)
    client.post("/admin/logout/")
    assert not is_in(client)


# The lock


@pytest.fixture
def clock(monkeypatch):
    start = time.time()

    def after(minutes):
        monkeypatch.setattr(time, "time", lambda: start + 60 * minutes)

    return after


@pytest.fixture
def at_the_desk(client, curator, clock):
    clock(0)
    sign_in(client)
    return client


def test_the_desk_locks_after_ten_minutes_and_says_whose_it_is(at_the_desk, clock):
    clock(10)

    answer = at_the_desk.get("/admin/people/")

    assert answer.status_code == 403
    assert "杨振华" in answer.content.decode()
    assert answer["Cache-Control"].count("no-store") == 1


def test_whoever_goes_on_working_is_never_locked_out(at_the_desk, clock):
    for minutes in range(0, 120, 9):
        clock(minutes)
        assert at_the_desk.get("/admin/people/").status_code == 200


@pytest.mark.parametrize("how", ["head", "by itself"])
def test_what_a_page_sends_by_itself_holds_no_desk_open(at_the_desk, clock, how):
    for minutes in range(1, 11, 3):
        clock(minutes)
        if how == "head":
            answer = at_the_desk.head("/admin/people/")
        else:
            answer = at_the_desk.get("/admin/people/", headers={"X-By-Itself": "yes"})
    clock(11)

    assert answer.status_code == 403  # at the tenth minute
    assert at_the_desk.get("/admin/people/").status_code == 403


def test_it_opens_with_the_password_of_the_same_account_where_one_was(at_the_desk, clock):
    clock(20)
    at_the_desk.get("/admin/people/?q=马")

    wrong = at_the_desk.post(
        "/admin/people/?q=马", {locking.PASSWORD: "falsch", locking.AGAIN: "yes"}
    )
    right = at_the_desk.post(
        "/admin/people/?q=马", {locking.PASSWORD: PASSWORD, locking.AGAIN: "yes"}
    )

    assert wrong.status_code == 403
    assert right.status_code == 302
    assert right["Location"].startswith("/admin/people/?q=")
    assert at_the_desk.get("/admin/people/").status_code == 200


def test_what_was_typed_before_it_locked_goes_on_with_the_password(at_the_desk, clock):
    typed = {"kind": "person", "name": "马德全\n二行<b>", "surname": "马"}
    clock(16)

    locked = at_the_desk.post("/admin/people/new/", typed)
    assert locked.status_code == 403
    assert "马德全" in locked.content.decode()
    assert "二行&lt;b&gt;" in locked.content.decode()

    opened = at_the_desk.post("/admin/people/new/", typed | {locking.PASSWORD: PASSWORD})
    assert opened.status_code in (200, 302)
    assert locking.PASSWORD not in opened.content.decode()


def test_a_page_that_was_left_open_is_opened_by_the_password_alone(at_the_desk, clock):
    page = BeautifulSoup(at_the_desk.get("/admin/people/").content, "html.parser")
    door = BeautifulSoup(at_the_desk.get("/admin/visits/door/").content, "html.parser")
    wrong = at_the_desk.post("/admin/still-here/", {locking.PASSWORD: "falsch"},
                             headers={"X-Requested-With": "XMLHttpRequest"})  # fmt: skip
    right = at_the_desk.post("/admin/still-here/", {locking.PASSWORD: PASSWORD})

    assert page.select_one(".desk-cover")["data-locks-after"] == "600"
    assert door.select_one(".desk-cover") is None
    assert (wrong.status_code, "密码" in wrong.content.decode()) == (403, True)
    assert right.status_code == 204


def test_who_is_signed_in_stands_on_every_screen(at_the_desk):
    for address in ("/admin/", "/admin/people/", "/admin/objects/", "/admin/visits/door/", "/admin/account/",
                    "/admin/receiving/", "/admin/people/new/"):  # fmt: skip
        page = BeautifulSoup(at_the_desk.get(address).content, "html.parser")
        assert page.select_one(".desk-who strong").text == "杨振华", address


def test_wrong_passwords_at_the_lock_are_braked(at_the_desk, clock):
    clock(16)
    for _each in range(5):
        at_the_desk.post("/admin/people/", {locking.PASSWORD: "falsch", locking.AGAIN: "yes"})

    answer = at_the_desk.post("/admin/people/", {locking.PASSWORD: PASSWORD, locking.AGAIN: "yes"})

    assert answer.status_code == 403
    assert "分钟" in answer.content.decode()


def test_a_script_at_a_locked_desk_is_told_in_one_line(at_the_desk, clock):
    clock(16)

    answer = at_the_desk.get(
        "/admin/search/objects/suggest/?q=纺", headers={"Accept": "application/json"}
    )

    assert answer.status_code == 403
    assert "锁" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_the_door_stays_open_all_day_and_leads_nowhere_else(at_the_desk, clock):
    for minutes in range(0, 600, 30):
        clock(minutes)
        assert at_the_desk.get("/admin/visits/door/").status_code == 200

    assert at_the_desk.get("/admin/people/").status_code == 403


def test_a_clock_set_back_by_a_day_locks_the_desk(at_the_desk, clock):
    clock(-24 * 60)

    assert at_the_desk.get("/admin/people/").status_code == 403


def test_at_most_one_write_of_the_session_in_a_minute(
    at_the_desk, clock, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    at_the_desk.get("/admin/still-here/")
    with CaptureQueriesContext(connection) as told:
        for seconds in (10, 20, 40, 55):
            clock(seconds / 60)
            at_the_desk.get("/admin/still-here/")
    before = [
        each for each in told if "django_session" in each["sql"] and "SELECT" not in each["sql"]
    ]
    clock(1.1)
    with CaptureQueriesContext(connection) as told:
        at_the_desk.get("/admin/still-here/")

    assert before == []
    assert any("UPDATE" in each["sql"] and "django_session" in each["sql"] for each in told)


def test_signing_in_again_finds_an_open_desk(at_the_desk, clock):
    clock(60)

    sign_in(at_the_desk)

    assert is_in(at_the_desk)


def test_somebody_else_at_a_locked_desk_signs_out_and_in(at_the_desk, clock, registrar):
    clock(60)
    at_the_desk.post("/admin/logout/")

    sign_in(at_the_desk, name="dengji")

    assert is_in(at_the_desk)


def test_nobody_is_locked_out_of_the_pages_for_visitors(at_the_desk, clock):
    clock(60)

    assert at_the_desk.get("/objects/").status_code == 200


def test_being_here_is_said_anew_each_time(client, curator):
    client.force_login(curator)

    answer = client.get("/admin/still-here/")

    assert answer.status_code == 204
    assert "no-store" in answer["Cache-Control"]
