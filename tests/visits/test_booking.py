import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError

from museum import chain
from museum.ledger import LedgerLine
from museum.refusals import codes
from museum.visits import answering, booking, counting, opening
from museum.visits.booking import Wish
from museum.visits.capacity import Share, split, times_left
from museum.visits.models import Booking, BookingEntry, Seat, SpecialDay
from tests.factories import PersonFactory

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
TODAY = datetime.date(2026, 11, 25)
DAY = datetime.date(2026, 11, 27)
MONDAY = datetime.date(2026, 11, 30)
NINE, TEN, ELEVEN = (datetime.time(hour) for hour in (9, 10, 11))


def wish(size=30, at=NINE, **more):
    given = {"day": DAY, "shares": [Share(at, size)], "name": "沙老师", "phone": "13800005678",
             "organisation": "石榴湾中学", "kind": "school", "origin": "district"}  # fmt: skip
    return Wish(**given | more)


def refused(call, *arguments, **more):
    with pytest.raises(ValidationError) as refusal:
        call(*arguments, **more)
    return codes(refusal.value)


def test_a_booking_holds_its_places_and_waits_for_an_answer():
    made = booking.book(wish())

    assert (made.label, made.status, made.size) == ("YY-2026-0001", "asked", 30)
    assert [each.left for each in times_left(DAY)] == [10, 40, 40]
    assert len(made.code) == 16


def test_a_full_time_refuses_and_offers_two_parts():
    booking.book(wish(30))

    assert refused(booking.book, wish(11)) == {"full"}
    assert split(times_left(DAY), NINE, 48) == [Share(NINE, 10), Share(TEN, 38)]
    assert split(times_left(DAY), TEN, 60) == [Share(TEN, 30), Share(ELEVEN, 30)]
    assert split(times_left(DAY), NINE, 51) == []


def test_a_split_party_takes_places_at_both_times():
    made = booking.book(wish(shares=[Share(NINE, 35), Share(TEN, 25)]))

    assert made.size == 60
    assert [each.left for each in times_left(DAY)] == [5, 15, 40]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"day": MONDAY}, "closed"),
        ({"day": TODAY}, "too_early"),
        ({"day": datetime.date(2026, 11, 24)}, "past"),
        ({"day": datetime.date(2027, 6, 1)}, "too_late"),
        ({"at": datetime.time(9, 30)}, "no_time"),
        ({"size": 0}, "nobody"),
        ({"name": " "}, "no_name"),
        ({"phone": ""}, "no_phone"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_its_reason(more, code):
    assert refused(booking.book, wish(**more)) == {code}
    assert not Booking.objects.exists()


def test_a_closed_day_inside_the_week_is_refused(hours):
    SpecialDay.objects.create(settings=hours, first=DAY, last=DAY, words="布展")

    assert not opening.is_open(DAY)
    assert refused(booking.book, wish()) == {"closed"}


def test_a_form_sent_twice_is_one_booking():
    key = uuid.uuid4()

    assert booking.book(wish(), key=key) == booking.book(wish(), key=key)
    assert Seat.objects.count() == 1


def test_a_change_frees_the_old_places_in_the_same_moment():
    made = booking.book(wish(40))

    changed = booking.change(made, wish(38))
    moved = booking.change(made, wish(38, at=TEN))

    assert (changed.size, moved.size) == (38, 38)
    assert [each.left for each in times_left(DAY)] == [40, 2, 40]


def test_a_change_to_where_no_place_is_left_is_refused_and_the_old_ones_stay():
    booking.book(wish(30, TEN))
    made = booking.book(wish(30, NINE))

    assert refused(booking.change, made, wish(11, TEN)) == {"full"}
    assert [each.left for each in times_left(DAY)] == [10, 10, 40]
    assert [seat.slot.starts_at for seat in made.seats.select_related("slot")] == [NINE]


def test_a_confirmed_booking_that_is_changed_waits_again(on_duty):
    made = answering.confirm(booking.book(wish()), by=on_duty)

    assert booking.change(made, wish(20)).status == "asked"


def test_a_cancelled_booking_frees_its_places_and_stays_cancelled(on_duty):
    made = booking.book(wish())
    booking.cancel(made)
    booking.cancel(made)

    assert times_left(DAY)[0].left == 40
    assert BookingEntry.objects.filter(act="cancelled").count() == 1
    assert refused(answering.confirm, made, by=on_duty) == {"closed_booking"}


def test_on_the_day_itself_visitors_call(the_clock):
    made = booking.book(wish())
    the_clock(2026, 11, 27, 8, 0)

    assert refused(booking.cancel, made) == {"past"}


def test_staff_book_for_today_and_confirm_by_it_but_never_too_many(on_duty):
    made = booking.book(wish(40, day=TODAY, at=ELEVEN), by=on_duty)

    assert (made.status, made.by_telephone) == ("confirmed", True)
    assert refused(booking.book, wish(1, day=TODAY, at=ELEVEN), by=on_duty) == {"full"}


def test_a_refusal_needs_words(on_duty):
    made = booking.book(wish())

    assert refused(answering.turn_down, made, " ", by=on_duty) == {"no_words"}
    assert answering.turn_down(made, "那天布展", by=on_duty).answer == "那天布展"
    assert times_left(DAY)[0].left == 40


def test_who_arrives_becomes_a_visit_with_the_real_number(on_duty, the_clock):
    guide = PersonFactory(name="马德全")
    made = booking.book(wish(30))
    answering.give_guide(made, guide, by=on_duty)
    the_clock(2026, 11, 27, 9, 5)

    visit = answering.arrive(made, 27, by=on_duty)
    again = answering.arrive(made, 27, by=on_duty)

    assert visit == again
    found = counting.groups(DAY, DAY)
    assert (found.visits, found.persons, found.guided) == (1, 27, 1)
    assert visit.contacts.get().contact == made.contact


def test_nobody_arrives_on_another_day(on_duty):
    assert refused(answering.arrive, booking.book(wish()), 27, by=on_duty) == {"not_today"}


@pytest.mark.parametrize("act", ["confirm", "turn_down", "give_guide", "arrive", "cancel", "book"])
def test_a_keeper_arranges_nothing(keeper, act):
    made = booking.book(wish())
    words = {"turn_down": ["不行"], "give_guide": [None], "arrive": [3]}.get(act, [])
    subject = wish() if act == "book" else made

    verb = getattr(answering, act, None) or getattr(booking, act)
    assert refused(verb, subject, *words, by=keeper) == {"forbidden"}


def test_a_code_is_found_however_it_is_typed():
    made = booking.book(wish())
    spaced = "-".join(made.code[n : n + 4].lower() for n in range(0, 16, 4))

    assert booking.with_code(spaced) == made
    assert booking.with_code("YY-2026-0001") is None


def test_what_visitors_do_themselves_stands_in_the_chain_without_a_name(on_duty):
    made = booking.book(wish(12))
    booking.change(made, wish(14))
    booking.cancel(made)

    lines = LedgerLine.objects.filter(subject=f"visits.booking:{made.pk}").order_by("sequence")
    assert [(line.act, line.by_id, line.facts["persons"]) for line in lines] == [
        ("visits.booking_asked", None, 12),
        ("visits.booking_changed", None, 14),
        ("visits.booking_cancelled", None, 14),
    ]
    assert chain.first_misfit() is None


def test_a_number_left_empty_stays_when_a_booking_is_changed():
    made = booking.book(wish())

    changed = booking.change(made, wish(phone=""))

    assert changed.contact.phone == "13800005678"
