"""What happens to accounts and rights stands in the security log, whoever does it: a screen, a command,
a migration. Django's own signals tell of it; ours are none."""

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from museum.accounts.models import User
from museum.logs import security
from museum.throttling import address_of

CHANGED = {"post_add": "given", "post_remove": "taken", "post_clear": "taken_all"}
NAMED = 12  # of many rights at once; a line stays a line


def listen() -> None:
    """To be said once, when the accounts get ready."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_refused)
    m2m_changed.connect(_roles_changed, sender=User.groups.through)
    m2m_changed.connect(_own_rights_changed, sender=User.user_permissions.through)
    m2m_changed.connect(_rights_changed, sender=Group.permissions.through)
    for model in (GroupPagePermission, GroupCollectionPermission):
        post_save.connect(_right_given, sender=model)
        post_delete.connect(_right_taken, sender=model)


def whence(request) -> str:
    return address_of(request) if request is not None else ""


def _signed_in(sender, request, user, **kwargs):
    security.write("signed_in", by=user, address=whence(request))


def _signed_out(sender, request, user, **kwargs):
    if user is not None:
        security.write("signed_out", by=user, address=whence(request))


def _refused(sender, credentials, request=None, **kwargs):
    refused("wrong_password", credentials.get("username"), request)


def refused(why: str, name: str | None, request) -> None:
    """Somebody was not let in. What was typed as a name may be a password: it is not written down."""
    known = User.objects.filter(username=name or "").values_list("pk", flat=True).first()
    security.write("sign_in_refused", why=why, account=known or "unknown", address=whence(request))


def _roles_changed(sender, instance, action, pk_set, reverse, **kwargs):
    if action not in CHANGED or (pk_set is not None and not pk_set):
        return
    if reverse:
        security.write("rights_changed", group=instance.pk, **{CHANGED[action]: _keys(pk_set)})
    else:
        security.write("rights_changed", account=instance.pk,
                       **{f"groups_{CHANGED[action]}": _keys(pk_set)})  # fmt: skip


def _own_rights_changed(sender, instance, action, pk_set, **kwargs):
    if action in CHANGED and pk_set != set():
        security.write("rights_changed", account=instance.pk,
                       **{f"rights_{CHANGED[action]}": _keys(pk_set)})  # fmt: skip


def _rights_changed(sender, instance, action, pk_set, **kwargs):
    if action in CHANGED and pk_set != set():
        security.write("rights_changed", group=instance.pk,
                       **{f"rights_{CHANGED[action]}": _keys(pk_set)})  # fmt: skip


def _keys(pk_set) -> str:
    """Return the keys of what was given or taken; of many, the first, and how many more."""
    keys = sorted(pk_set or ())
    more = [f"and_{len(keys) - NAMED}_more"] if len(keys) > NAMED else []
    return ",".join([*map(str, keys[:NAMED]), *more]) or "all"


def _right_given(sender, instance, **kwargs):
    security.write("rights_changed", group=instance.group_id, rights_given=instance.permission_id)


def _right_taken(sender, instance, **kwargs):
    security.write("rights_changed", group=instance.group_id, rights_taken=instance.permission_id)
