"""The desk locks when nobody has touched it for a while: the office's computer is everybody's.

Unlocked by the same account. What was typed is not lost: it stands behind the lock, and goes on to
where it was sent once the password is there.
"""

import time

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from museum.accounts import signing_in
from museum.logs import security

SEEN = "seen_at"
LOCKED = "is_locked"  # and it was written down that it is
# The session is written to at most so often; the desk locks nine to ten minutes after the last act.
GRAIN = 60
IDLE = 10 * 60
# Whoever is remembered signs in anew after so long, however busy they were.
BEGAN, LONGEST = "signed_in_at", 30 * 24 * 60 * 60
PASSWORD = "unlock-password"
AGAIN = "unlock-again"  # nothing was sent: the page is asked for once more
STILL_HERE = "admin/still-here/"
# Stand open all day: they lead nowhere into the desk, or concern whoever holds the telephone alone.
STAYS_OPEN = (
    "admin/visits/door/",
    "admin/visits/slip/",
    "admin/volunteers/tablet/",
    "admin/volunteers/here/",
    "admin/login/",
    "admin/logout/",
    "admin/jsi18n/",
    "admin/sprite/",
)


def begin(request) -> None:
    """Somebody has just signed in."""
    request.session[BEGAN] = int(time.time())
    here(request)


def here(request) -> None:
    """Somebody is at the desk now."""
    request.session[SEEN] = int(time.time())
    request.session.setdefault(BEGAN, request.session[SEEN])
    if request.session.pop(LOCKED, None):
        security.write("unlocked")


class Locking:
    """Middleware. Asked once the view is known, after the checks of origin and account."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        route = request.resolver_match.route
        if not route.startswith("admin/") or route.startswith(STAYS_OPEN):
            return None
        if not request.user.is_authenticated:
            return None
        request.desk_locks_after = IDLE  # the page that comes covers itself then
        now, seen = int(time.time()), request.session.get(SEEN)
        if now - request.session.get(BEGAN, now) > LONGEST:
            logout(request)
            return None
        # A clock that was set back: nobody was here in the future.
        away = 0 if seen is None else now - seen if now >= seen else IDLE
        # Whoever stands before a covered page types it, also where another page was in use meanwhile.
        if away >= IDLE or (route == STILL_HERE and PASSWORD in request.POST):
            refusal = _try_to_unlock(request) if PASSWORD in request.POST else ""
            if refusal is not None:
                if not request.session.get(LOCKED):
                    request.session[LOCKED] = True
                    security.write("locked")
                return locked(request, refusal)
            here(request)
            if AGAIN in request.POST:
                return redirect(request.get_full_path())
        elif (seen is None or away >= GRAIN) and not is_by_itself(request):
            here(request)
        return None


def is_by_itself(request) -> bool:
    """Whether a page asks or sends without anybody's touch: whether the museum can be reached, what waits
    in a telephone (static/museum/photos.js, one_waiting.js). Nobody has to be at the desk for that."""
    return request.method == "HEAD" or "X-By-Itself" in request.headers


def _try_to_unlock(request) -> str | None:
    """Return why not, or None where the password is right. It goes no farther than here."""
    given = request.POST.copy()
    password = given.pop(PASSWORD)[-1]
    request.POST = given
    try:
        signing_in.check_password_again(request, password, where="the_lock")
    except ValidationError as refusal:
        return refusal.messages[0]
    return None


def locked(request, refusal: str = "") -> HttpResponse:
    """Return the lock, with what was typed behind it. Scripts are told in one line."""
    if not request.accepts("text/html") or request.headers.get("X-Requested-With"):
        sentence = refusal or _("The desk is locked. Type your password again.")
        response = HttpResponse(sentence, status=403)
    else:
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in ("csrfmiddlewaretoken", AGAIN)
            for value in values
        ]
        response = TemplateResponse(
            request,
            "accounts/locked.html",
            {
                "refusal": refusal,
                "typed": typed,
                "again": AGAIN if request.method != "POST" or AGAIN in request.POST else "",
                "password": PASSWORD,
                "lost": [file.name for _name, files in request.FILES.lists() for file in files],
            },
            status=403,
        )
    add_never_cache_headers(response)
    return response
