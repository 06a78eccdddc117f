"""来当志愿者: taken on under a number, promoted."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from museum import numbering
from museum.clock import day_in_words, day_of
from museum.people.models import Person
from museum.people.naming import Naming
from museum.plausible import moment_meant
from museum.refusals import refuse
from museum.volunteers.membership import Act, write_entry
from museum.volunteers.models import Volunteer, VolunteerSettings
from museum.volunteers.models.volunteers import Level
from museum.volunteers.permissions import demand


def check_join(person: Person, *, born, by, joined_on=None) -> None:
    """Refuse by code: forbidden, not_a_person, erased, already, born, too_young, born_on."""
    demand(by, "enrol")
    if person.is_erased:
        refuse("person", _("This person asked to be forgotten."), "erased")
    if person.kind != Person.Kind.PERSON:
        refuse("person", _("A volunteer is one person. Choose who of %(name)s it is.")
               % {"name": person.name}, "not_a_person")  # fmt: skip
    known = Volunteer.objects.of(Person.objects.filter(pk=person.pk)).first()
    if known:
        refuse("person", _("%(name)s is in the register already, as %(label)s.")
               % {"name": person.name, "label": known.label}, "already")  # fmt: skip
    day = day_of(moment_meant(joined_on))
    year = born.year if isinstance(born, datetime.date) else born
    if not day.year - 110 <= year <= day.year:
        refuse(
            "birth_year", _("Born in %(year)s? Look at the year again.") % {"year": year}, "born"
        )
    minimum = VolunteerSettings.load().minimum_age
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
    person = Person.objects.lock_whole(person)  # who else they are stays as it is meanwhile
    check_join(person, born=born, by=by, joined_on=joined_on)
    happened_at = moment_meant(joined_on)
    volunteer = _draft(person, born)
    day = day_of(happened_at)
    minimum = VolunteerSettings.load().minimum_age
    if volunteer.born_on and day.year - volunteer.birth_year > minimum:
        volunteer.born_on = None
    volunteer.number = number
    volunteer.label = numbering.label(VolunteerSettings.load().volunteer_prefix, number, width=4)
    volunteer.joined_on, volunteer.level, volunteer.naming = day, level, naming
    volunteer.save()
    write_entry(Act.JOINED, volunteer, by=by, happened_at=happened_at, level=level)
    return volunteer


def check_grade(volunteer: Volunteer, level: str, *, by) -> None:
    """Refuse by code: forbidden, left, same."""
    demand(by, "enrol")
    if volunteer.left_on:
        refuse(None, _("%(name)s left on %(day)s.") % {"name": volunteer.person.name,
               "day": day_in_words(volunteer.left_on)}, "left")  # fmt: skip
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
    write_entry(
        Act.LEVEL, volunteer, by=by, happened_at=moment_meant(on), level=level, reason=reason
    )
    return volunteer
