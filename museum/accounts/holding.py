"""Whoever is signed out while they write meets the sign-in page, and what they typed stands behind it.

Held in that page alone, sealed, and never on the server: the browser hands it on with the password.
It goes on only with the account that was signed in here before: nobody else is shown it. A page that
has a script keeps it in the telephone besides (static/museum/keeping.js).
"""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from museum import sealing
from museum.accounts import signing_in
from museum.accounts.forms import LoginForm

SALT = "museum.accounts.held"
FIELD = "held"
# Who comes back tomorrow has what the telephone kept.
WITHIN = datetime.timedelta(hours=12)
ROOT, DOORS = "admin/", ("admin/login/", "admin/logout/")
NOT_TYPED = ("csrfmiddlewaretoken", FIELD)


def is_form(request) -> bool:
    """Return whether a person sent a form from a page, and waits for the next page."""
    return (
        request.method == "POST"
        and request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded")
        and request.accepts("text/html")
        and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        and not request.headers.get("X-Requested-With")
    )


def typed(request) -> list[tuple[str, str]]:
    """Return what was typed into a form, in order."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
    ]


def hold(request) -> str:
    """Return what came with a form as text that only we read again, "" where nobody knows whose it is."""
    name = signing_in.last_name(request)
    if not name:
        return ""
    files = [file.name for _name, files in request.FILES.lists() for file in files]
    return sealing.seal([name, request.get_full_path(), typed(request), files], salt=SALT)


class Holding:
    """Middleware. Asked once the view is known, after the check of the form's token."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        route = request.resolver_match.route
        if not route.startswith(ROOT) or route.startswith(DOORS) or not is_form(request):
            return None
        if request.user.is_authenticated:
            return None
        held = hold(request)
        return sign_in_first(request, held) if held else None


def sign_in_first(request, held: str) -> TemplateResponse:
    """Return the sign-in page with what was typed behind it."""
    said = {"form": LoginForm(request), "next": request.get_full_path(), FIELD: held}
    response = TemplateResponse(request, "wagtailadmin/login.html", said, status=403)
    add_never_cache_headers(response)
    return response


def go_on(request, name: str) -> TemplateResponse | None:
    """Return the page from which name, signed in again, hands in what was held; None where nothing was,
    or where somebody else has signed in."""
    try:
        opened = sealing.open_seal(
            request.POST.get(FIELD, ""), salt=SALT, max_age=int(WITHIN.total_seconds())
        )
    except sealing.BadSignature:
        return None
    whose, path, fields, files = opened
    if whose != signing_in.normal(name):
        return None
    if not url_has_allowed_host_and_scheme(path, None) or not path.startswith(f"/{ROOT}"):
        raise PermissionDenied
    said = {"path": path, "typed": fields, "lost": files}
    response = TemplateResponse(request, "accounts/go_on.html", said)
    add_never_cache_headers(response)
    return response


class HandedIn:
    """Middleware. Tells the page's script which form was taken over, so that it forgets what it kept, and
    which is shown again with its refusals."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kept_as = getattr(request, "kept_as", "")
        how = {200: "shown", 302: "done", 303: "done"}.get(response.status_code)
        if kept_as and how:
            tell(response, "handed_in", f"{kept_as}.{how}")
        return response

    def process_view(self, request, view, args, kwargs):
        """Asked last: whoever is stopped on the way has handed nothing in."""
        if request.method == "POST" and request.resolver_match.route.startswith(ROOT):
            kept_as = request.POST.get("kept-as", "")
            request.kept_as = kept_as if len(kept_as) == 32 and kept_as.isalnum() else ""


def tell(response, name: str, value: str) -> None:
    """Tell the script something that it reads once."""
    response.set_cookie(
        name,
        value,
        max_age=600,
        path=f"/{ROOT}",
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
