"""Where a name stands a second time: in lists of changes, old versions, sessions, the account.

Erasing wipes these at once. What somebody wrote in words of their own (a story, a note, a reason)
is shown beforehand by museum.people.mentions, and is theirs to mend.
"""

import contextlib
import json
import re

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, PageLogEntry, Revision
from wagtail.users.models import UserProfile

from museum.accounts import second_factor
from museum.people.forgetting import empty
from museum.people.models import ERASED_NAME, Contact, Person

LOGS = {ModelLogEntry: ("label", "data"), PageLogEntry: ("label", "data")}


def wipe(person: Person, names: list[str]) -> None:
    """Take names out of everything that the museum keeps of person beside their row."""
    for model, fields in LOGS.items():
        _replace(model, fields, names)
    ModelLogEntry.objects.for_instance(person).update(label=ERASED_NAME)
    if names:
        _replace(Revision, ("content", "object_str"), names, but=_standing_texts(names))
    if person.user_id:
        _close(person.user)
    if person.phone:
        empty(Contact.objects.filter(phone=person.phone))


def _close(user) -> None:
    """Leave of an account its key: whoever wrote a line down is 匿名 from now on."""
    ModelLogEntry.objects.for_instance(user).update(label=ERASED_NAME, data={})
    user.username = f"{ERASED_NAME}-{user.pk}"
    user.first_name = user.last_name = user.email = ""
    user.is_active = False
    second_factor.forget(user)
    user.set_unusable_password()
    user.save()
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()
    for session in Session.objects.iterator():
        if str(session.get_decoded().get("_auth_user_id")) == str(user.pk):
            session.delete()


def writings(name: str) -> set[str]:
    """Return name as a database may hold it: plain, in JSON (SQLite writes every Chinese character
    out as \\uXXXX), and in JSON within JSON, as a page's blocks stand in its old versions."""
    once = json.dumps(name)[1:-1]
    return {name, once, json.dumps(once)[1:-1]}


def _holding(model, field: str, names: list[str]):
    found = models.Q()
    for written in (each for name in names for each in writings(name)):
        found |= models.Q(text__contains=written)
    rows = model._base_manager.alias(text=Cast(field, models.TextField()))
    return rows.filter(found) if names else rows.none()


def _replace(model, fields, names: list[str], but=frozenset()) -> None:
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len)[::-1]))
    for field in fields:
        for pk, value in _holding(model, field, names).values_list("pk", field):
            if pk not in but:
                model._base_manager.filter(pk=pk).update(**{field: _without(value, pattern)})


def _without(value, pattern: re.Pattern):
    """Return value, a text or what JSON holds, with every name made 匿名."""
    if isinstance(value, str):
        if value.startswith(("[", "{")):  # blocks of a page
            with contextlib.suppress(ValueError):
                return json.dumps(_without(json.loads(value), pattern))
        return pattern.sub(ERASED_NAME, value)
    if isinstance(value, dict):
        return {key: _without(each, pattern) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, pattern) for each in value]
    return value


def _standing_texts(names: list[str]) -> set[int]:
    """Return the newest versions of what still holds a name: mended, or left, with the text itself."""
    kept: set[int] = set()
    for revision in _holding(Revision, "content", names).only("pk", "content_type", "object_id"):
        thing = revision.content_object
        if thing is None or thing.latest_revision_id != revision.pk:
            continue
        said = json.dumps(thing.serializable_data(), default=str, ensure_ascii=False)
        if any(each in said for name in names for each in writings(name)):
            kept.add(revision.pk)
    return kept
