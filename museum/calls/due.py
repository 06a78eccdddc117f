"""What waits for a call, asked of every register: who, why in one sentence that can be said, the number."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from museum.accounts.models import User
from museum.calls.models import Call
from museum.catalogue.models import Holding, RegisterEntry
from museum.catalogue.models.holdings import IN_THE_MUSEUM, Status, Way
from museum.catalogue.permissions import may as may_with_objects
from museum.clock import day_in_words, day_of, today
from museum.people.models import Person
from museum.people.naming import phone_for
from museum.visits.contacting import phone_for as phone_of_contact
from museum.visits.models import Booking, BookingEntry
from museum.visits.permissions import may as may_with_visits
from museum.volunteers.models import SignIn
from museum.volunteers.permissions import may as may_with_volunteers
from museum.wording import StrOrPromise

Why = Call.Why
SOON = datetime.timedelta(days=14)
PATIENCE = datetime.timedelta(days=3)
# Once called, so long nobody is reminded of it; a booking is not asked about twice.
RESTS = datetime.timedelta(days=7)
FOR_GOOD = {Why.ASKED, Why.ANSWERED}
TO_US: dict[str, StrOrPromise] = {
    Way.DEPOSIT: gettext_lazy("keeps things with us"),
    Way.LOAN: gettext_lazy("lends to us"),
}


@dataclass(frozen=True)
class Due:
    about: str
    why: Why
    who: str
    to_us: StrOrPromise
    sentence: str
    phone: str
    url: str
    called: Call | None = None

    @property
    def key(self) -> str:
        return f"{self.why}|{self.about}"


def calls_for(user) -> list[Due]:
    """Return what waits for a call and what was ticked today, for whoever may know of it."""
    calls = Call.objects.filter(day__gte=today() - datetime.timedelta(days=60))
    last = {(each.about, each.why): each for each in calls.order_by("day", "pk")}
    about = {key for key, _why in last}
    found = []
    for due in _all(user):
        call = last.get((due.about, due.why))
        is_today = call is not None and call.day == today()
        is_told = due.why == Why.ANSWERED and due.about in about
        if is_today or not (is_told or _rests(due, call)):
            found.append(replace(due, called=call if is_today else None))
    return found


def may_wait_for(user) -> bool:
    """Return whether somebody may be waiting, in one question: for the first page."""
    lent = Q(way=Way.LOAN, status__in=IN_THE_MUSEUM, loan_ends__lte=today() + SOON)
    things = Holding.objects.filter(lent | Q(status__in=(Status.DECLINED, Status.OFFERED), part=0))
    waiting = {
        "things": (may_with_objects(user, "decline"), things),
        "visits": (may_with_visits(user, "arrange"), Booking.objects.filter(day__gte=today())),
        "hours": (may_with_volunteers(user, "keep_hours"), SignIn.objects.forgotten()),
    }
    asked = {name: Exists(rows.order_by()) for name, (may, rows) in waiting.items() if may}
    found = User.objects.filter(pk=user.pk).order_by().annotate(**asked).values_list(*asked)
    return bool(asked) and any(found.get())


def _rests(due: Due, call: Call | None) -> bool:
    return call is not None and (due.why in FOR_GOOD or today() - call.day < RESTS)


def _all(user) -> Iterator[Due]:
    if may_with_visits(user, "arrange"):
        yield from _bookings(user)
    if may_with_objects(user, "decline"):
        yield from _to_be_fetched(user)
        yield from _loans(user)
        yield from _offered(user)
    if may_with_volunteers(user, "keep_hours"):
        yield from _sign_outs(user)


def _bookings(user) -> Iterator[Due]:
    answered = BookingEntry.objects.filter(
        booking=OuterRef("pk"), act__in=("confirmed", "refused"), by__isnull=False
    )
    coming = (
        Booking.objects.filter(day__gte=today()).select_related("contact").order_by("day", "pk")
    )
    asked = coming.to_do()
    told = coming.filter(Exists(answered), status__in=("confirmed", "refused"), by_telephone=False)
    for booking in [*asked, *told]:
        words = {"day": day_in_words(booking.day), "size": booking.size, "answer": booking.answer}
        if booking.status == Booking.Status.ASKED:
            why, said = (
                Why.ASKED,
                _(
                    "%(size)s people for %(day)s wait for an answer: when do they come, what do they need?"
                ),
            )
        elif booking.status == Booking.Status.CONFIRMED:
            why, said = (
                Why.ANSWERED,
                _("Tell them: %(size)s people may come on %(day)s. %(answer)s"),
            )
        else:
            why, said = Why.ANSWERED, _("Tell them: %(day)s does not do. %(answer)s")
        yield Due(
            about=f"visits.booking:{booking.pk}", why=why, who=booking.name,
            to_us=str(booking.contact) if booking.organisation else _("visitors"),
            sentence=(said % words).strip(), phone=phone_of_contact(booking.contact, user),
            url=reverse("visits:booking", args=[booking.label]),
        )  # fmt: skip


def _whole(holdings):
    found = holdings.filter(part=0).select_related(
        "item", "place", "owner", "donation__owner", "donation__brought_by"
    )
    return found.order_by("pk")


def _person(holding: Holding) -> Person | None:
    donation = holding.donation
    return holding.owner or donation.owner or donation.brought_by


def _of_object(holding: Holding, why: Why, sentence: str, user) -> Due:
    person = _person(holding)
    return Due(
        about=f"catalogue.holding:{holding.pk}", why=why,
        who=str(person) if person else _("giver not known"),
        to_us=TO_US.get(holding.way, _("brings things")),
        sentence=sentence, phone=phone_for(person, user) if person else "",
        url=reverse("objects:sheet", args=[holding.item_id]),
    )  # fmt: skip


def _to_be_fetched(user) -> Iterator[Due]:
    waiting = _whole(Holding.objects.filter(status=Status.DECLINED, place__isnull=False))
    waiting = waiting.exclude(place__kind="elsewhere")
    acts = RegisterEntry.objects.filter(item__holding__in=waiting, act="declined")
    since = dict(acts.order_by("pk").values_list("item", "happened_at"))
    for holding in waiting:
        days = (today() - day_of(since.get(holding.item_id, holding.donation.happened_at))).days
        said = _(
            "%(title)s was not accepted and waits at %(place)s to be fetched, for %(days)s days now."
        )
        yield _of_object(holding, Why.FETCH, said % {
            "title": holding.item.title, "place": holding.place, "days": days}, user)  # fmt: skip


def _loans(user) -> Iterator[Due]:
    ending = Holding.objects.filter(
        way=Way.LOAN, status__in=IN_THE_MUSEUM, loan_ends__lte=today() + SOON
    )
    for holding in _whole(ending):
        if holding.loan_ends < today():
            said = _("%(title)s was lent until %(day)s, which is over: does it stay, or go back?")
        else:
            said = _("%(title)s is lent until %(day)s: does it stay, or go back?")
        words = {"title": holding.item.title, "day": day_in_words(holding.loan_ends)}
        yield _of_object(holding, Why.LOAN, said % words, user)


def _offered(user) -> Iterator[Due]:
    """Of one receipt once: they are asked about all of it."""
    until = today() - PATIENCE
    found: dict[int, list[Holding]] = {}
    for holding in _whole(Holding.objects.filter(status=Status.OFFERED)):
        if day_of(holding.donation.recorded_at) <= until:
            found.setdefault(holding.donation_id, []).append(holding)
    for held in found.values():
        days = (today() - day_of(held[0].donation.recorded_at)).days
        titles = pgettext("list of nouns", ", ").join(each.item.title for each in held)
        said = _("Wanted to bring %(titles)s, %(days)s days ago: on which day does it come?")
        yield _of_object(held[0], Why.OFFERED, said % {"titles": titles, "days": days}, user)


def _sign_outs(user) -> Iterator[Due]:
    rows = SignIn.objects.forgotten().select_related("shift__role", "volunteer__person")
    for row in rows.order_by("pk"):
        person = row.volunteer.person
        said = _("On %(day)s nobody signed out: at what time did they leave?")
        yield Due(
            about=f"volunteers.signin:{row.pk}", why=Why.SIGN_OUT, who=str(person),
            to_us=_("volunteer"), sentence=said % {"day": day_in_words(row.shift.date)},
            phone=phone_for(person, user), url=reverse("volunteering:hours"),
        )  # fmt: skip
