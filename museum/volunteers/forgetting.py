"""要求删除: what goes with a volunteer who asked to be forgotten. Number and hours stay, of nobody."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from museum.volunteers.models import SignIn, SignUp, Volunteer
from museum.volunteers.rota import take_off


def forget(person, by) -> None:
    """Close the calendar, keep of the birth no more than the decade, and give free the places on
    shifts that are still to come: nobody of that name will stand there."""
    volunteer = Volunteer.objects.filter(person=person).first()
    if volunteer is None:
        return
    volunteer.feed_key = volunteer.born_on = None
    volunteer.birth_year -= volunteer.birth_year % 10
    volunteer.save(update_fields=["feed_key", "born_on", "birth_year"])
    now = timezone.now()
    coming = SignUp.objects.current().filter(volunteer=volunteer, shift__ends_at__gt=now)
    there = SignIn.objects.filter(shift=OuterRef("shift"), volunteer=volunteer)
    for row in coming.exclude(Exists(there)).select_related("shift"):
        take_off(row.shift, volunteer, by=by, happened_at=now)
