import errno
import io
import sqlite3

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files import uploadhandler
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from museum.upkeep.trouble import Trouble, behind
from tests.factories import photo_file

handler400 = "museum.upkeep.plain_pages.not_understood"
handler500 = "museum.upkeep.plain_pages.went_wrong"
RAISED: list[BaseException] = []
TYPED = {"name": "王桂兰", "note": "一<b>行", "key": "8e2f", "csrfmiddlewaretoken": "t0ken"}


@csrf_exempt
def breaking(request):
    request.POST  # noqa: B018 (as a form does)
    if RAISED:
        raise RAISED[0]
    return HttpResponse("well")


def guarded(request):
    return HttpResponse("well")


urlpatterns = [
    path("breaking/", breaking),
    path("guarded/", guarded),
    path("", include("museum.urls")),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor():
    RAISED.clear()
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def sqlite_error(name):
    raised = sqlite3.OperationalError("the database says so")
    raised.sqlite_errorname = name
    return caused(OperationalError("the database says so"), raised)


def postgres_error(state):
    raised = Exception("the database says so")
    raised.sqlstate = state
    return caused(OperationalError("the database says so"), raised)


def caused(error, cause):
    error.__cause__ = cause
    return error


def heading(response):
    return BeautifulSoup(response.content, "html.parser").h1.text


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (sqlite_error("SQLITE_BUSY"), Trouble.BUSY),
        (sqlite_error("SQLITE_BUSY_SNAPSHOT"), Trouble.BUSY),
        (sqlite_error("SQLITE_LOCKED"), Trouble.BUSY),
        (sqlite_error("SQLITE_FULL"), Trouble.STUCK),
        (sqlite_error("SQLITE_READONLY_DBMOVED"), Trouble.STUCK),
        (sqlite_error("SQLITE_IOERR_WRITE"), Trouble.STUCK),
        (sqlite_error("SQLITE_CANTOPEN"), Trouble.STUCK),
        (sqlite_error("SQLITE_ERROR"), None),
        (postgres_error("55P03"), Trouble.BUSY),
        (postgres_error("40P01"), Trouble.BUSY),
        (postgres_error("53300"), Trouble.BUSY),
        (postgres_error("53100"), Trouble.STUCK),
        (postgres_error("25006"), Trouble.STUCK),
        (postgres_error("42P01"), None),
        (OperationalError("connection refused"), Trouble.STUCK),
        (InterfaceError("connection already closed"), Trouble.BUSY),
        (OSError(errno.ENOSPC, "no space left"), Trouble.STUCK),
        (OSError(errno.EROFS, "read-only"), Trouble.STUCK),
        (OSError(errno.EDQUOT, "quota"), Trouble.STUCK),
        (OSError(errno.ENAMETOOLONG, "too long"), None),
        (ValueError("a fault of the program"), None),
        (caused(RuntimeError("while saving"), OSError(errno.ENOSPC, "full")), Trouble.STUCK),
    ],
)
def test_what_stands_behind_an_error_is_told_apart(error, trouble):
    assert behind(error) is trouble


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite_error("SQLITE_BUSY"), "请过一会儿再按一次"),
        (OSError(errno.ENOSPC, ""), "请找管电脑的人"),
    ],
)
def test_a_form_that_could_not_be_written_comes_back_with_what_was_typed(visitor, error, words):
    RAISED.append(error)

    answered = visitor.post("/breaking/?from=desk", TYPED)

    form = BeautifulSoup(answered.content, "html.parser").form
    sent = {each["name"]: each.get("value", each.text) for each in form.select("[name]")}
    assert answered.status_code == 503
    assert words in answered.content.decode()
    assert sent == TYPED
    assert form["action"] == "/breaking/?from=desk"
    assert form.select_one("textarea[name=note]").text == "一<b>行"
    assert b"<b>" not in answered.content
    assert answered["Retry-After"] == "10"
    assert answered["Cache-Control"] == "no-store"


def test_photographs_that_could_not_be_kept_are_spoken_of(visitor, tmp_path):
    RAISED.append(sqlite_error("SQLITE_BUSY"))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")

    with photo.open("rb") as file:
        with_photo = visitor.post("/breaking/", TYPED | {"photos": file})
    without = visitor.post("/breaking/", TYPED)

    assert "照片没能留住" in with_photo.content.decode()
    assert "照片" not in without.content.decode()


def test_a_disk_that_is_full_before_the_photograph_is_read_does_not_cost_the_words(
    visitor, tmp_path, monkeypatch, settings
):
    def full(self, raw_data, start):
        raise OSError(errno.ENOSPC, "no space left")

    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    monkeypatch.setattr(uploadhandler.TemporaryFileUploadHandler, "receive_data_chunk", full)
    body, kind = encode_multipart(BOUNDARY, TYPED | {"photo": photo_file()}), MULTIPART_CONTENT

    answered = visitor.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/breaking/",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
    )

    form = BeautifulSoup(answered.content, "html.parser").form
    assert answered.status_code == 503
    assert {each["name"]: each.get("value", each.text) for each in form.select("[name]")} == TYPED
    assert "照片没能留住" in answered.content.decode()


def test_no_page_signs_what_another_site_posted(visitor):
    RAISED.append(sqlite_error("SQLITE_BUSY"))
    posted = {name: value for name, value in TYPED.items() if name != "csrfmiddlewaretoken"}

    answered = visitor.post("/breaking/", posted)

    assert answered.status_code == 503
    assert b"csrfmiddlewaretoken" not in answered.content


def test_a_reader_is_asked_to_come_again(visitor):
    RAISED.append(sqlite_error("SQLITE_BUSY"))

    answered = visitor.get("/breaking/")

    assert answered.status_code == 503
    assert BeautifulSoup(answered.content, "html.parser").form is None
    assert 'href="/breaking/"' in answered.content.decode()


def test_that_somebody_was_here_could_not_be_noted_is_no_bad_request(client, curator, monkeypatch):
    def busy(session, must_create=False):
        try:
            raise sqlite_error("SQLITE_BUSY")
        except OperationalError:
            raise UpdateError  # noqa: B904 (as Django's own does)

    client.force_login(curator)
    monkeypatch.setattr(SessionStore, "save", busy)

    answer = client.get("/admin/")

    assert answer.status_code == 503
    assert 'href="/admin/"' in answer.content.decode()


def test_a_fault_of_the_program_stays_a_500_in_chinese(visitor):
    RAISED.append(ValueError("SELECT name FROM people_person"))

    answered = visitor.post("/breaking/", TYPED)

    assert answered.status_code == 500
    assert heading(answered) == "网站出了点毛病"
    assert "王桂兰" not in answered.content.decode()
    assert "people_person" not in answered.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (BadRequest("?"), 400, "没看懂这个请求"),
        (PermissionDenied("?"), 403, "这里您进不来"),
    ],
)
def test_each_refusal_has_a_page_in_chinese(visitor, error, status, words):
    RAISED.append(error)

    answered = visitor.get("/breaking/")

    assert (answered.status_code, heading(answered)) == (status, words)


def test_a_form_without_its_token_is_told_why(visitor):
    answered = visitor.post("/guarded/", {})

    assert answered.status_code == 403
    assert heading(answered) == "这一页放得太久了"


def test_too_much_at_once_is_413_and_not_400(visitor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    answered = visitor.post("/breaking/", {f"f{n}": n for n in range(5)})

    assert answered.status_code == 413
    assert heading(answered) == "一次送得太多了"


def test_what_is_not_there_is_told_in_chinese(visitor, db):
    answered = visitor.get("/nothing/here/")

    assert answered.status_code == 404
    assert heading(answered) == "没有这一页"


@pytest.mark.parametrize(
    "error", [BadRequest(), PermissionDenied(), ValueError(), InterfaceError()]
)
def test_a_page_for_when_something_is_wrong_asks_the_database_nothing(visitor, error):
    RAISED.append(error)

    answered = visitor.get("/breaking/")  # without db, any query would fail

    assert answered.status_code in (400, 403, 500, 503)
    assert not connection.in_atomic_block


@pytest.mark.parametrize("path", ["/robots.txt", "/nothing/", "/visit/", "/admin/login/"])
def test_head_says_how_long_the_answer_is_and_sends_none_of_it(visitor, db, path):
    whole, head = visitor.get(path, follow=False), Client().head(path)

    assert head.status_code == whole.status_code
    assert head.content == b""
    if whole.content:
        assert abs(int(head["Content-Length"]) - len(whole.content)) < 200  # a token may differ
