"""不做了, and come back: number, hours and records stay."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.clock import day_in_words, day_of
from museum.plausible import moment_meant
from museum.refusals import refuse
from museum.volunteers import rota
from museum.volunteers.membership import Act, write_entry
from museum.volunteers.models import Shift, Volunteer
from museum.volunteers.permissions import demand


def check_leave(volunteer: Volunteer, *, by, happened_at) -> None:
    """Refuse by code: forbidden, left, before_last."""
    demand(by, "enrol")
    if volunteer.left_on:
        refuse(None, _("%(name)s left on %(day)s.") % {"name": volunteer.person.name,
               "day": day_in_words(volunteer.left_on)}, "left")  # fmt: skip
    check_order(volunteer, happened_at)


def check_order(volunteer: Volunteer, happened_at) -> None:
    """Refuse (code "before_last") an act that would lie before the last one."""
    acts = volunteer.entries.exclude(act=Act.LEVEL).order_by("-happened_at", "-pk")
    last = acts.values_list("happened_at", flat=True).first()
    if last and day_of(happened_at) < day_of(last):
        refuse("day", _("The last entry is of %(day)s. The new one cannot lie before it.")
               % {"day": day_in_words(last)}, "before_last")  # fmt: skip


@transaction.atomic
def leave(volunteer: Volunteer, *, by, left_on=None, reason="") -> Volunteer:
    """The volunteer goes. Number, hours and records stay; their shifts to come are given free."""
    happened_at = moment_meant(left_on)
    # Shifts before the volunteer, always: two that lock both must not wait in a circle.
    coming = list(Shift.objects.of(volunteer).filter(starts_at__gt=happened_at).order_by("pk"))
    shifts = [Shift.objects.lock(shift) for shift in coming]
    volunteer = Volunteer.objects.lock(volunteer)
    check_leave(volunteer, by=by, happened_at=happened_at)
    for shift in shifts:
        rota.take_off(shift, volunteer, by=by, reason=pgettext("volunteer", "left"))
    volunteer.left_on, volunteer.feed_key = day_of(happened_at), None
    volunteer.save(update_fields=["left_on", "feed_key"])
    write_entry(Act.LEFT, volunteer, by=by, happened_at=happened_at, reason=reason)
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
    happened_at = moment_meant(on)
    check_come_back(volunteer, by=by, happened_at=happened_at)
    volunteer.left_on = None
    volunteer.save(update_fields=["left_on"])
    write_entry(Act.RETURNED, volunteer, by=by, happened_at=happened_at, reason=reason)
    return volunteer
