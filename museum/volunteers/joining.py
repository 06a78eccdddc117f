"""来当志愿者: taken on, promoted, gone, come back. The only writer of who is a volunteer, and when."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum import ledger, numbering
from museum.people.models import Person
from museum.people.naming import Naming
from museum.refusals import refuse
from museum.volunteers import rota
from museum.volunteers.models import Shift, Volunteer, VolunteerEntry, Volunteering
from museum.volunteers.models.volunteers import Level
from museum.volunteers.permissions import demand
from museum.volunteers.recording import day_of, moment, spoken

Act = VolunteerEntry.Act


def check_join(person: Person, *, born, by, joined_on=None) -> None:
    """Refuse by code: forbidden, not_a_person, erased, already, born, too_young, born_on."""
    demand(by, "enrol")
    if person.is_erased:
        refuse("person", _("This person asked to be forgotten."), "erased")
    if person.kind != Person.Kind.PERSON:
        refuse("person", _("A volunteer is one person. Choose who of %(name)s it is.")
               % {"name": person.name}, "not_a_person")  # fmt: skip
    known = Volunteer.objects.filter(person=person).first()
    if known:
        refuse("person", _("%(name)s is in the register already, as %(label)s.")
               % {"name": person.name, "label": known.label}, "already")  # fmt: skip
    day = day_of(moment(joined_on))
    year = born.year if isinstance(born, datetime.date) else born
    if not day.year - 110 <= year <= day.year:
        refuse(
            "birth_year", _("Born in %(year)s? Look at the year again.") % {"year": year}, "born"
        )
    minimum = Volunteering.load().minimum_age
    age = _draft(person, born).age_on(day)
    if age >= minimum:
        return
    if not isinstance(born, datetime.date) and day.year - year == minimum:
        refuse("born_on", _("Whoever was born in %(year)s may be %(minimum)s already or not yet. "
                            "Write down the day.")
               % {"year": year, "minimum": minimum}, "born_on")  # fmt: skip
    refuse("birth_year", _("%(name)s is not %(minimum)s yet. Volunteers here are %(minimum)s at least.")
           % {"name": person.name, "minimum": minimum}, "too_young")  # fmt: skip


def _draft(person, born) -> Volunteer:
    day = born if isinstance(born, datetime.date) else None
    return Volunteer(person=person, birth_year=day.year if day else born, born_on=day)


@transaction.atomic
def join(person: Person, *, born: int | datetime.date, by, joined_on=None,
         level: str = Level.TRAINEE, naming: str = Naming.SURNAME) -> Volunteer:  # fmt: skip
    """Take person on and give them a number. Of the birth only the year is kept, wherever it is
    enough to know that they are of age."""
    number = numbering.allot("volunteer")  # first: whoever sends it twice waits here
    check_join(person, born=born, by=by, joined_on=joined_on)
    happened_at = moment(joined_on)
    volunteer = _draft(person, born)
    day = day_of(happened_at)
    minimum = Volunteering.load().minimum_age
    if volunteer.born_on and day.year - volunteer.birth_year > minimum:
        volunteer.born_on = None
    volunteer.number = number
    volunteer.label = numbering.label(Volunteering.load().volunteer_prefix, number, width=4)
    volunteer.joined_on, volunteer.level, volunteer.naming = day, level, naming
    volunteer.save()
    _write(Act.JOINED, volunteer, by=by, happened_at=happened_at, level=level)
    return volunteer


def check_leave(volunteer: Volunteer, *, by, happened_at) -> None:
    """Refuse by code: forbidden, left, before_last."""
    demand(by, "enrol")
    if volunteer.left_on:
        refuse(None, _("%(name)s left on %(day)s.") % {"name": volunteer.person.name,
               "day": spoken(volunteer.left_on)}, "left")  # fmt: skip
    check_order(volunteer, happened_at)


def check_order(volunteer: Volunteer, happened_at) -> None:
    """Refuse (code "before_last") an act that would lie before the last one."""
    acts = volunteer.entries.exclude(act=Act.LEVEL).order_by("-happened_at", "-pk")
    last = acts.values_list("happened_at", flat=True).first()
    if last and day_of(happened_at) < day_of(last):
        refuse("day", _("The last entry is of %(day)s. The new one cannot lie before it.")
               % {"day": spoken(last)}, "before_last")  # fmt: skip


@transaction.atomic
def leave(volunteer: Volunteer, *, by, left_on=None, reason="") -> Volunteer:
    """The volunteer goes. Number, hours and records stay; their shifts to come are given free."""
    happened_at = moment(left_on)
    # Shifts before the volunteer, always: two that lock both must not wait in a circle.
    coming = list(Shift.objects.of(volunteer).filter(starts_at__gt=happened_at).order_by("pk"))
    shifts = [Shift.objects.lock(shift) for shift in coming]
    volunteer = Volunteer.objects.lock(volunteer)
    check_leave(volunteer, by=by, happened_at=happened_at)
    for shift in shifts:
        rota.take_off(shift, volunteer, by=by, reason=pgettext("volunteer", "left"))
    volunteer.left_on, volunteer.feed_key = day_of(happened_at), None
    volunteer.save(update_fields=["left_on", "feed_key"])
    _write(Act.LEFT, volunteer, by=by, happened_at=happened_at, reason=reason)
    return volunteer


def check_come_back(volunteer: Volunteer, *, by, happened_at) -> None:
    """Refuse by code: forbidden, not_left, erased, before_last."""
    demand(by, "enrol")
    if volunteer.person.is_erased:
        refuse(None, _("This person asked to be forgotten."), "erased")
    if not volunteer.has_left:
        refuse(None, _("%(name)s has not left.") % {"name": volunteer.person.name}, "not_left")
    check_order(volunteer, happened_at)


@transaction.atomic
def come_back(volunteer: Volunteer, *, by, on=None, reason="") -> Volunteer:
    """The volunteer is here again, under the same number."""
    volunteer = Volunteer.objects.lock(volunteer)
    happened_at = moment(on)
    check_come_back(volunteer, by=by, happened_at=happened_at)
    volunteer.left_on = None
    volunteer.save(update_fields=["left_on"])
    _write(Act.RETURNED, volunteer, by=by, happened_at=happened_at, reason=reason)
    return volunteer


def check_grade(volunteer: Volunteer, level: str, *, by) -> None:
    """Refuse by code: forbidden, left, same."""
    demand(by, "enrol")
    if volunteer.left_on:
        refuse(None, _("%(name)s left on %(day)s.") % {"name": volunteer.person.name,
               "day": spoken(volunteer.left_on)}, "left")  # fmt: skip
    if volunteer.level == level:
        refuse("level", _("%(name)s is %(level)s already.") % {"name": volunteer.person.name,
               "level": Level(level).label}, "same")  # fmt: skip


@transaction.atomic
def grade(volunteer: Volunteer, level: str, *, by, on=None, reason="") -> Volunteer:
    """转正, or back to trainee."""
    volunteer = Volunteer.objects.lock(volunteer)
    check_grade(volunteer, level, by=by)
    volunteer.level = level
    volunteer.save(update_fields=["level"])
    _write(Act.LEVEL, volunteer, by=by, happened_at=moment(on), level=level, reason=reason)
    return volunteer


def _write(act, volunteer, *, by, happened_at, level="", reason="") -> VolunteerEntry:
    entry = VolunteerEntry.objects.create(
        volunteer=volunteer, act=act, level=level, reason=reason, by=by, happened_at=happened_at
    )
    ledger.write(f"volunteers.{act}", volunteer, by=by, happened_at=happened_at, key=entry.uuid,
                 entry=entry.pk, level=level)  # fmt: skip
    return entry
