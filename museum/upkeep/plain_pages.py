"""The pages for when something is wrong. They need neither database nor session, and what somebody
typed is not lost with them."""

import inspect
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParser
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found, permission_denied

from museum.accounts import holding
from museum.upkeep.trouble import Trouble, behind

TEMPLATES = {400: "400.html", 413: "413.html", 500: "500.html", 503: "503.html"}
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
TOKEN = "csrfmiddlewaretoken"
LONG = 24


def text_of(status: int) -> str:
    """Return the page for status; what has none of its own is a request nobody understands."""
    context = {"sentence": sentence(Trouble.STUCK)} if status == 503 else {}
    return render_to_string(TEMPLATES.get(status, TEMPLATES[400]), context)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: too much at once has a page of its own, which says how much is taken.

    Django takes a session that could not be written for a bad request: that somebody was here is
    noted each minute, and the database may be busy just then.
    """
    if trouble := behind(exception):
        return _in_trouble(request, trouble)
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return HttpResponse(text_of(status), status=status, headers=HEADERS)


# handler403, handler404: Django's own, without the look for a form's token before them. Of a form
# that nobody can read it made a 500.
not_allowed, not_there = (inspect.unwrap(view) for view in (permission_denied, page_not_found))


def went_wrong(request: HttpRequest) -> HttpResponse:
    """handler500: called while the error is being handled, in views and middleware alike.

    Where the database is busy or nothing can be written, it is no 500: 503 says so, and offers to
    send the same once more.
    """
    error = sys.exc_info()[1]
    trouble = behind(error)
    if trouble is None:
        return HttpResponse(text_of(500), status=500, headers=HEADERS)
    return _in_trouble(request, trouble)


def _in_trouble(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    if _wants_json(request):
        answer: HttpResponse = JsonResponse({"sentence": sentence(trouble)}, status=503)
    else:
        page = render_to_string("503.html", _form_again(request, trouble))
        answer = HttpResponse(page, status=503)
    for name, value in (HEADERS | {"Retry-After": "10"}).items():
        answer.headers[name] = value
    return answer


def open_for_too_long(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the form's token is not, or no longer, this browser's.

    Somebody signed in anew on another page, or the page is of yesterday. Where the browser itself says
    that the form comes from a page of ours, it is offered with a new token; a page of another site is
    not signed by us, and shows nothing.
    """
    if holding.FIELD in request.POST and _is_ours(request):
        return _behind_the_door(request)
    context = _form_again(request, None) if _is_ours(request) else {}
    if context.get("is_form"):
        context["hidden"] = [each for each in context["hidden"] if each[0] != TOKEN]
        context["token"] = get_token(request)
    page = render_to_string("403_csrf.html", context | {"back": _back(request)})
    return HttpResponse(page, status=403, headers=HEADERS)


def _behind_the_door(request: HttpRequest) -> HttpResponse:
    """The sign-in page itself was open for too long, with something held behind it."""
    if request.user.is_authenticated:
        on = holding.go_on(request, request.user.get_username())
        return on.render() if on else redirect("wagtailadmin_home")
    return holding.sign_in_first(request, request.POST[holding.FIELD]).render()


def _is_ours(request: HttpRequest) -> bool:
    """Return whether a page of this very site has sent the form: a browser does not lie about it."""
    origin = request.headers.get("Origin", "")
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def _back(request: HttpRequest) -> str:
    """Return the page from which the form came, where that is one of ours."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_here = came_from.netloc == request.get_host()
    return came_from._replace(scheme="", netloc="").geturl() if is_here else "/"


def sentence(trouble: Trouble) -> str:
    if trouble is Trouble.BUSY:
        return _("Somebody else is writing just now. Please press once more in a moment.")
    return _("The museum's computer can write nothing down at the moment. Please tell whoever looks "
             "after the computer.")  # fmt: skip


def _wants_json(request: HttpRequest) -> bool:
    accepts = request.headers.get("Accept", "")
    return request.content_type == "application/json" or (
        "application/json" in accepts and "text/html" not in accepts
    )


def _form_again(request: HttpRequest, trouble: Trouble | None) -> dict:
    typed, files = _typed(request)
    has_password = any("password" in name.lower() for name, _value in typed)
    typed = [] if has_password else typed
    return {
        "sentence": sentence(trouble) if trouble else "",
        "is_busy": trouble is Trouble.BUSY,
        "path": request.get_full_path(),
        "is_form": request.method == "POST" and bool(typed),
        "hidden": [(name, value) for name, value in typed if not _is_text(name, value)],
        "texts": [(name, value) for name, value in typed if _is_text(name, value)],
        "files": files,
    }


def _typed(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """Return what came with a form, in order, and whether files came with it.

    The token is the one that was sent, never a new one: a page of another site that posts here
    would otherwise get its form signed by us.
    """
    if request.method != "POST":
        return [], False
    try:
        if request.POST:
            return list(_pairs(request.POST)), any(request.FILES.values())
    except Exception:  # too much, or cut off
        return [], False
    # It was while the form was read that a photograph could not be put aside.
    return list(_pairs(_read_again(request))), True


def _pairs(posted: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in posted.lists():
        yield from ((name, value) for value in values)


class NoFiles(FileUploadHandler):
    """Passes over the files of a form: what was typed beside them shall be read."""

    def new_file(self, *args, **kwargs):
        raise SkipFile


def _read_again(request: HttpRequest) -> QueryDict:
    """Return what was typed into a form whose files could not be put aside, from its beginning."""
    try:
        stream = request.environ["wsgi.input"]  # type: ignore[attr-defined]
        stream.seek(0)
        parser = MultiPartParser(request.META, stream, [NoFiles(request)], request.encoding)
        return parser.parse()[0]
    except Exception:  # no form at all, or a server that keeps no body
        return QueryDict()


def _is_text(name: str, value: str) -> bool:
    """Return whether a person wrote this, so that it shall be seen."""
    written = not value.isascii() or "\n" in value or " " in value.strip()
    return name != TOKEN and (
        written or (len(value) > LONG and not value.isalnum() and "-" not in value)
    )
