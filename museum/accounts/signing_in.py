"""Signing in: a brake on guessing, by name and by where the guess comes from.

One router is one address for a whole village, and behind a proxy everybody may be one. So whoever
has signed in from a browser before is counted as that browser: nobody else's wrong guesses can shut
the curator out of her own computer.
"""

import datetime
import secrets

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import check_password
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import sealing
from museum.accounts import noting
from museum.logs import security
from museum.refusals import refuse
from museum.throttling import Brake, address_of, minutes

BRAKE = Brake("accounts.signing_in", tries=5, within=datetime.timedelta(minutes=10))
COOKIE = f"{settings.COOKIES}known_browser"
SALT = "museum.accounts.known_browser"
KNOWN_FOR = datetime.timedelta(days=400)


def normal(name: str) -> str:
    """Return a user name so that the same account always counts as the same."""
    return name.strip().casefold()


def whence(request, name: str) -> str:
    """Return from where somebody tries name: the browser that this name has used, or the address."""
    known_name, browser = _known(request)
    if browser and known_name == normal(name):
        return f"browser {browser}"
    return f"address {address_of(request)}"


def last_name(request) -> str:
    """Return the account that has signed in from this browser last, "" where nobody has."""
    return _known(request)[0]


def _known(request) -> tuple[str, str]:
    try:
        known = sealing.open_seal(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=int(KNOWN_FOR.total_seconds())
        )
    except sealing.BadSignature:
        known = None
    is_ours = isinstance(known, list) and len(known) == 2
    return (str(known[0]), str(known[1])) if is_ours else ("", "")


def check_try(request, name: str) -> None:
    """Count one try to sign in as name. Refuses (code "braked") once there were too many."""
    if wait := BRAKE.wait(normal(name), whence(request, name)):
        noting.refused("braked", name, request)
        refuse(None, _("Too many wrong tries. Wait %(minutes)s minutes, then try again; or ask the "
                       "curator.") % {"minutes": minutes(wait)}, "braked")  # fmt: skip


def check_password_again(request, password: str, *, where: str) -> None:
    """Let whoever is signed in show that it is them. Refuse by code: braked, wrong_password. Tries count
    with those at the door: no screen is a place to find a password out."""
    name = request.user.get_username()
    check_try(request, name)
    if not check_password(password, request.user.password):
        noting.refused(f"wrong_password_at_{where}", name, request)
        refuse(None, _("That is not the password of this account. Try again."), "wrong_password")
    signed_in(request, name)


def signed_in(request, name: str) -> None:
    """The try was a good one: what came before it counts no more."""
    BRAKE.forget(normal(name), whence(request, name))


def end_other_sessions(request) -> int:
    """Sign request's account out everywhere else, and return how many sessions that was. A new password
    does so by itself; a second lock put on or taken off does not."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        is_own = str(session.get_decoded().get(SESSION_KEY)) == str(request.user.pk)
        if is_own and session.session_key != request.session.session_key:
            session.delete()
            ended += 1
    security.write("other_sessions_ended", account=request.user.pk, count=ended)
    return ended


def know(response, name: str) -> None:
    """Let the browser that gets response be known as one from which name has signed in."""
    response.set_cookie(
        COOKIE,
        sealing.seal([normal(name), secrets.token_hex(8)], salt=SALT),
        max_age=KNOWN_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
