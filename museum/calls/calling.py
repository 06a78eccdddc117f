"""Tick a call, with one line of what was said; take the tick away again; forget what has served."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from museum.calls.due import Due
from museum.calls.models import Call
from museum.calls.permissions import demand
from museum.catalogue.models import Holding
from museum.clock import today
from museum.people.models import Person
from museum.refusals import refuse
from museum.volunteers.models import SignIn

LONGEST = 200
KEPT = datetime.timedelta(days=90)


def check_call(*, by, said: str) -> None:
    """Refuse by code: forbidden, long."""
    demand(by, "call")
    if len(said) > LONGEST:
        refuse("said", _("One line is enough: %(longest)s letters at most.")
               % {"longest": LONGEST}, "long")  # fmt: skip


@transaction.atomic
def call(due: Due, *, by, said: str = "") -> Call:
    """They were called today. Ticked twice it is one call, with what was said last."""
    said = " ".join(said.split())
    check_call(by=by, said=said)
    made, _created = Call.objects.update_or_create(
        about=due.about, why=due.why, day=today(), defaults={"said": said, "by": by}
    )
    return made


@transaction.atomic
def untick(due: Due, *, by) -> None:
    """They were not called today after all."""
    check_call(by=by, said="")
    Call.objects.filter(about=due.about, why=due.why, day=today()).delete()


def forget_of(person: Person, _by) -> None:
    """What was said by somebody who is erased goes at once. Heard inside that transaction."""
    hers = Q(owner=person) | Q(donation__owner=person) | Q(donation__brought_by=person)
    things = Holding.objects.filter(hers).values_list("pk", flat=True)
    sign_ins = SignIn.objects.filter(volunteer__person=person).values_list("pk", flat=True)
    about = {f"catalogue.holding:{pk}" for pk in things} | {
        f"volunteers.signin:{pk}" for pk in sign_ins
    }
    Call.objects.filter(about__in=about).delete()


def forget_calls() -> int:
    """Delete what is older than it is of use, and return how many. Said every night."""
    return Call.objects.filter(day__lt=today() - KEPT).delete()[0]
