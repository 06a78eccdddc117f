"""What is done on a volunteer's own page, as data: a line for each act."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from museum.clock import day_of, today
from museum.volunteers import certifying, joining, leaving, noting
from museum.volunteers.desk import forms
from museum.volunteers.models import Record, Statement, Volunteer


def nothing(_replaces: Record | None) -> dict:
    return {}


@dataclass(frozen=True)
class Act:
    """do(volunteer, form, by, replaced record or None) returns what to say, or what to show next."""

    slug: str
    label: Promise
    button: Promise
    form: type[django_forms.Form]
    do: Callable[..., str | Statement]
    initial: Callable[[Record | None], dict] = nothing
    right: str = "enrol"  # the line of museum.volunteers.permissions.LAW
    replaces: bool = False  # whether it can take the place of an older one of its kind


def leave(volunteer: Volunteer, form, by, _replaces) -> str:
    day, reason = form.cleaned_data["day"], form.cleaned_data["reason"]
    leaving.leave(volunteer, by=by, left_on=day, reason=reason)
    return _("%(name)s has left. Hours and records stay.") % {"name": volunteer.person.name}


def come_back(volunteer: Volunteer, form, by, _replaces) -> str:
    day, reason = form.cleaned_data["day"], form.cleaned_data["reason"]
    leaving.come_back(volunteer, by=by, on=day, reason=reason)
    return _("%(name)s is here again.") % {"name": volunteer.person.name}


def grade(volunteer: Volunteer, form, by, _replaces) -> str:
    given = form.cleaned_data
    after = joining.grade(volunteer, given["level"], by=by, on=given["day"], reason=given["reason"])
    named = {"name": volunteer.person.name, "level": after.get_level_display()}
    return _("%(name)s is %(level)s now.") % named


def note(volunteer: Volunteer, form, by, replaces) -> str:
    noting.note(volunteer, by=by, replaces=replaces, **form.arguments())
    return _("Written down.")


def certify(volunteer: Volunteer, form, by, _replaces) -> Statement:
    return certifying.certify(volunteer, by=by, **form.cleaned_data)


def as_it_was(replaces: Record | None) -> dict:
    if replaces is None:
        return {}
    return {"kind": replaces.kind, "title": replaces.title, "body": replaces.body,
            "place": replaces.place, "content": replaces.content,
            "hours": replaces.minutes / 60 or None, "day": day_of(replaces.happened_at)}  # fmt: skip


def this_year(_replaces: Record | None) -> dict:
    return {"first": today().replace(month=1, day=1), "last": today()}


ACTS = {
    act.slug: act
    for act in (
        Act("leave", gettext_lazy("Leaves the museum"), pgettext_lazy("volunteer", "Left"),
            forms.DayForm, leave),
        Act("return", gettext_lazy("Is here again"), gettext_lazy("Has come back"),
            forms.DayForm, come_back),
        Act("level", gettext_lazy("Change the level"), pgettext_lazy("rota", "Change"),
            forms.LevelForm, grade, initial=lambda _replaces: {"level": "regular"}),
        Act("record", gettext_lazy("Training, commendation, evaluation"),
            gettext_lazy("Write it down"), forms.RecordForm, note, initial=as_it_was, replaces=True),
        Act("statement", gettext_lazy("Service statement"), gettext_lazy("Issue it"),
            forms.PeriodForm, certify, initial=this_year, right="certify"),
    )
}  # fmt: skip
