import pytest
from django.core.exceptions import ValidationError
from django.db import DataError
from django.test import RequestFactory

from museum.desk.malformed import is_of_the_request
from museum.refusals import refuse
from tests.factories import UserFactory

DEEP = "[" * 200_000
NUMBER = "9" * 5000  # more signs than Python reads as one
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def desk(client, db):
    client.force_login(UserFactory(is_superuser=True))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", [
    "/admin/volunteers/new/?person=x",
    "/admin/volunteers/new/?person=" + "9" * 40,
    "/admin/person_chooser/chosen-multiple/?id=abc",
    "/admin/images/chooser/chosen-multiple/?id=abc",
    "/admin/snippets/choose/catalogue/item/chosen-multiple/?id=abc&id=1",
    "/admin/choose-page/chosen-multiple/?id=abc",
    "/media/" + "x" * 300,
    "/media/" + "纺" * 300,
    "/media/%00",
    "/media/../museum.env",
    "/objects/" + "9" * 300 + "/",
    "/o/" + "x" * 5000,
    "/objects/?q=%00",
    "/objects/?page=" + "9" * 400,
    *(f"{path}{NUMBER}" for path in (
        "/admin/figures/?year=", "/admin/figures/?campaign=", "/admin/figures/yearly/?year=", "/figures/?year=",
        "/admin/figures/records/hours/?by=work&of=", "/admin/volunteers/new/?person=", "/objects/?hall=",
    )),
])  # fmt: skip
def test_an_address_that_no_page_of_ours_makes_is_no_fault_of_the_museum(desk, address):
    assert desk.get(address).status_code in (200, 301, 302, 400, 404)


@pytest.mark.parametrize(("address", "body", "kind"), [
    ("/admin/visits/door/hand-in/", DEEP, "application/json"),
    ("/admin/visits/door/hand-in/", '{"taps": ' + DEEP, "application/json"),
    ("/visit/book/", "name=+AGE-", f"{URLENCODED}; charset=utf-7"),
    ("/visit/book/", "name=x", f"{URLENCODED}; charset=klingon"),
    ("/visit/book/", "--x\r\nContent-Disposition: form-data; na", "multipart/form-data; boundary=x"),
    ("/admin/login/", "username=+AGE-&password=+AGE-", f"{URLENCODED}; charset=utf-7"),
    ("/admin/choose-external-link/", "{", "application/json"),
    ("/admin/redirects/import/process/", "", URLENCODED),
    ("/admin/images/multiple/add/", "", URLENCODED),
    ("/admin/volunteers/hours/", f"act=accept&pk={NUMBER}", URLENCODED),
    ("/admin/figures/yearly/final/", f"year={NUMBER}", URLENCODED),
])  # fmt: skip
def test_a_body_that_no_form_of_ours_sends_is_no_fault_of_the_museum(desk, address, body, kind):
    answer = desk.generic("POST", address, body, content_type=kind)

    assert answer.status_code in (200, 302, 400, 403, 404)


@pytest.mark.parametrize(
    "named", ["zlib", "hex", "base64", "undefined", "idna", "utf-16", "utf-7", "klingon"]
)
@pytest.mark.parametrize(
    "address", ["/", "/objects/?q=纺车", "/figures/", "/visit/book/", "/admin/login/", "/no"]
)
def test_what_a_request_calls_its_encoding_is_of_no_account(desk, address, named):
    usual = desk.get(address)
    odd = desk.generic("GET", address, content_type=f"text/plain; charset={named}")
    sent = desk.generic("POST", "/visit/book/", "day=2026-12-01&name=x",
                        content_type=f"application/x-www-form-urlencoded; charset={named}")  # fmt: skip

    assert odd.status_code == usual.status_code
    assert sent.status_code in (200, 302, 400)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("address", [
    "/admin/donations/?happened_at_from={}", "/admin/donations/?happened_at_to={}",
    "/admin/reports/site-history/?timestamp_from={}", "/admin/reports/site-history/?timestamp_to={}",
    "/admin/pages/?latest_revision_created_at_from={}", "/admin/reports/workflow/?created_at_from={}",
    "/admin/reports/workflow_tasks/?started_at_from={}", "/admin/reports/locked/?locked_at_from={}",
    "/admin/volunteers/sheet/{}/31/", "/admin/figures/?from={0}&until={0}", "/admin/objects/?accepted_from={}",
])  # fmt: skip
def test_a_day_at_the_end_of_all_days_is_no_fault_of_the_museum(desk, address, day):
    answer = desk.get(address.format(day))

    assert answer.status_code in (200, 302, 400, 404)


@pytest.mark.parametrize("spoilt", [
    {"photos-TOTAL_FORMS": "x"},
    {"photos-TOTAL_FORMS": "1", "photos-INITIAL_FORMS": "1", "photos-0-id": "x"},
    {"photos-TOTAL_FORMS": "9999999999", "photos-INITIAL_FORMS": "0"},
    {"stories-TOTAL_FORMS": "-1", "stories-INITIAL_FORMS": "-5"},
    {},
], ids=str)  # fmt: skip
def test_a_mangled_list_of_photos_is_no_fault_of_the_museum(desk, wheel, spoilt):
    answer = desk.post(f"/admin/objects/edit/{wheel.pk}/", {"title": "纺车", **spoilt})

    assert answer.status_code in (200, 302, 400)


def test_a_rule_of_ours_that_nobody_caught_stays_a_fault_of_ours():
    request = RequestFactory().post("/admin/")

    with pytest.raises(ValidationError) as refusal:
        refuse("title", "no", "invalid")

    assert not is_of_the_request(request, refusal.value)
    assert not is_of_the_request(request, ValueError("month must be in 1..12"))
    assert not is_of_the_request(request, KeyError("x"))
    assert not is_of_the_request(request, AttributeError("x"))
    assert not is_of_the_request(request, RecursionError("x"))


@pytest.mark.parametrize(("exception", "is_ours"), [
    (DataError("integer out of range"), False),
    (DataError("division by zero"), True),
    (OverflowError("Python int too large to convert to SQLite INTEGER"), False),
    (OverflowError("cannot convert float infinity to integer"), True),
    (OverflowError("date value out of range"), False),
    (LookupError("no such thing"), True),
    (ValueError("Field 'id' expected a number but got 'x'."), False),
    (ValueError("not enough values to unpack"), True),
    (ValueError("Exceeds the limit (4300 digits) for integer string conversion"), False),
    (UnicodeError("x"), False),
    (RuntimeError("x"), True),
], ids=str)  # fmt: skip
def test_what_no_form_of_ours_sends_is_told_from_our_own_faults(exception, is_ours):
    assert bool(is_of_the_request(RequestFactory().get("/"), exception)) is not is_ours
