"""Where somebody's name stands in free text: in a story, a reason, on whose behalf.

Erasing a person does not reach these. A story is somebody's own words, and a line that was signed
stays as it is. So whoever erases is shown every one of them beforehand, and mends what can be
mended. Every text of every register is read, so that a new field cannot be forgotten.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from museum.append_only import AppendOnly
from museum.clock import day_in_words
from museum.ledger import LedgerLine
from museum.people.models import Person
from museum.people.traces import writings

HOUSES = ("museum", "exhibits")
# The people themselves, who signs in, and what is made from other rows by itself.
NOT_READ = ("people", "accounts", "search")
MOST = 20  # rows shown of one kind


@dataclass(frozen=True)
class Mention:
    of: str  # what kind of row it is
    row: str
    texts: tuple[str, ...]  # the names of its fields, or the day of an earlier version
    url: str | None  # where it is mended; None where it stays for ever


def names(person: Person) -> list[str]:
    """Return what person may be called in a text: 王桂兰, 王婆婆."""
    called = [person.name]
    if person.surname and person.address_form:
        called.append(person.surname + person.address_form)
    return [name for name in called if len(name) > 1]


def mentions(person: Person, *, user) -> Iterator[Mention]:
    """Yield every row whose free text holds person's name, with where user can mend it."""
    called = names(person)
    finder = AdminURLFinder(user)
    if not called or person.is_erased:
        return
    for model in _read():
        fields = [field for field in model._meta.local_concrete_fields if _is_free(field)]
        for row in _holding(model, fields, called)[:MOST]:
            said = tuple(str(each.verbose_name) for each in fields if _says(row, each, called))
            if said and model is Revision:
                day = day_in_words(row.created_at)
                yield Mention(_("earlier version"), row.object_str, (day,), None)
            elif said:
                yield Mention(str(model._meta.verbose_name), str(row), said, _url(row, finder))


def _read() -> Iterator[type[models.Model]]:
    for app in apps.get_app_configs():
        if app.name.startswith(HOUSES) and app.label not in NOT_READ:
            yield from (model for model in app.get_models() if model is not LedgerLine)
    yield from (Page, Revision)


def _is_free(field: models.Field) -> bool:
    if field.choices or not (field.editable or field.model is Revision):
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField | StreamField)


def _holding(model, fields, called):
    found = models.Q()
    rows = model._base_manager.all()
    for field in fields:
        alias = f"text_of_{field.name}"
        rows = rows.alias(**{alias: Cast(field.name, models.TextField())})
        for written in (each for name in called for each in writings(name)):
            found |= models.Q(**{f"{alias}__contains": written})
    return rows.filter(found) if found else rows.none()


def _says(row, field, called) -> bool:
    value = field.get_prep_value(field.value_from_object(row))
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return any(each in text for name in called for each in writings(name))


def _url(row, finder) -> str | None:
    if isinstance(row, AppendOnly | Revision):
        return None
    whole = getattr(row, "item", None) or row  # a story is mended with its object
    return finder.get_edit_url(whole)
