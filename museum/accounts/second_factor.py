"""第二道锁: beside the password six figures that change every half minute, for whoever switches it on.

django-otp keeps the secret, counts steps and refuses a code that was used already; ten backup codes stand
on paper for the day on which the telephone is lost, and here as keyed hashes alone. Asked for at the door:
who is signed in has shown both, so the desk's lock asks for the password as it does everybody.
"""

import datetime
import unicodedata

import django_otp
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from museum import ledger, sealing
from museum.accounts.models import User
from museum.accounts.permissions import LAW
from museum.logs import security
from museum.refusals import refuse
from museum.throttling import Brake, minutes

NAME, BACKUP = "telephone", "paper"
CODES = 10
# Whoever knows the password guesses six figures; the device itself waits longer after each wrong one.
BRAKE = Brake("accounts.second_factor", tries=5, within=datetime.timedelta(minutes=10))
SALT = "museum.accounts.backup_code"
# A village's computer may be some minutes off: how far is found out once, when both clocks are here.
WITHIN_AT_FIRST, WITHIN = 20, 2
FIGURES, KEPT_OF_A_HASH = 6, 16


def is_on(user) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def device_of(user, *, confirmed: bool) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=confirmed).order_by("-pk").first()


def codes_left(user) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def users() -> list[User]:
    """Return who has it switched on."""
    devices = TOTPDevice.objects.filter(confirmed=True).values("user")
    return list(User.objects.filter(pk__in=devices, is_active=True).order_by("pk"))


@transaction.atomic
def begin(user) -> TOTPDevice:
    """Return a device to be confirmed, with a secret that nobody has seen yet."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(
        user=user, name=NAME, confirmed=False, tolerance=WITHIN_AT_FIRST
    )


def turn_on(user, code: str) -> list[str]:
    """Confirm what was begun by a code of it, and return the backup codes. Refuses by code: not_begun,
    braked, wrong_code."""
    device = device_of(user, confirmed=False)
    if device is None:
        refuse("code", _("Begin again: there is no code to confirm."), "not_begun")
    _check_try(user)
    # Nobody guesses against whom they sign in as: the device need not slow it down.
    TOTPDevice.objects.filter(pk=device.pk).update(throttling_failure_count=0)
    if django_otp.verify_token(user, device.persistent_id, _plain(code)) is None:
        refuse("code", _("That is not what the telephone should show. Scan the square again, and look "
                         "whether the telephone’s clock is right."), "wrong_code")  # fmt: skip
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True, tolerance=WITHIN)
        codes = new_codes(user)
    BRAKE.forget(user.pk)
    security.write("second_factor_on", account=user.pk)
    return codes


@transaction.atomic
def new_codes(user) -> list[str]:
    """Return ten backup codes, to be printed now; those before are worth nothing any more."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=BACKUP)
    codes = [StaticToken.random_token() for _each in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(code)) for code in codes)
    security.write("backup_codes_made", account=user.pk)
    return codes


def check_code(user, code: str) -> None:
    """Refuse by code: braked, wrong_code."""
    _check_try(user)
    plain = _plain(code)
    if plain.isdecimal() and len(plain) == FIGURES:
        found, shown = device_of(user, confirmed=True), plain
    else:
        found, shown = StaticDevice.objects.filter(user=user).first(), _kept(plain)
    if found is None or django_otp.verify_token(user, found.persistent_id, shown) is None:
        security.write("second_factor_refused", account=user.pk)
        refuse("code", _("That code is not right, or it was used already. Wait for the next one."),
               "wrong_code")  # fmt: skip
    BRAKE.forget(user.pk)
    if shown != plain:
        security.write("backup_code_used", account=user.pk, left=codes_left(user))


def turn_off(user) -> None:
    """Let the password alone be enough again: by whoever has just typed it."""
    _remove(user)
    security.write("second_factor_off", account=user.pk)


def check_take_off(user, *, by) -> None:
    """Refuse by code: forbidden, own, not_on."""
    LAW.demand(by, "take_off_second_factor")
    if user == by:
        refuse(None, _("Your own is switched off on the page of your account."), "own")
    if not is_on(user):
        refuse(
            None, _("%(name)s signs in by the password alone already.") % {"name": user}, "not_on"
        )


@transaction.atomic
def take_off(user, *, by) -> None:
    """Take a lost second factor off another's account, and write down who did it."""
    check_take_off(user, by=by)
    _remove(user)
    ledger.write("accounts.second_factor_taken_off", user, by=by, happened_at=timezone.now())
    security.write("second_factor_taken_off", account=user.pk, by=by)


@transaction.atomic
def take_off_here(user) -> None:
    """Take it off by whoever sits at the computer itself and is nobody's account: the last curator
    has lost her telephone and the paper."""
    _remove(user)
    ledger.write("accounts.second_factor_taken_off", user, by=user, happened_at=timezone.now(),
                 at_the_computer=True)  # fmt: skip
    security.write("second_factor_taken_off", account=user.pk)


def forget(user) -> None:
    """Somebody is erased: their secrets go too."""
    _remove(user)


def _remove(user) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _check_try(user) -> None:
    if wait := BRAKE.wait(user.pk):
        security.write("second_factor_braked", account=user.pk)
        refuse("code", _("Too many wrong tries. Wait %(minutes)s minutes, then try again; or ask the "
                         "curator.") % {"minutes": minutes(wait)}, "braked")  # fmt: skip


def _plain(code: str) -> str:
    """Return a code as it is kept, however it was typed: 123 456, １２３４５６, ABCD-2345."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", code).lower()))


def _kept(code: str) -> str:
    return sealing.keyed_hash(code, salt=SALT)[:KEPT_OF_A_HASH]
