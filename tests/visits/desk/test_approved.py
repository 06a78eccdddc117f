"""What the screens of the visits and the booking's pages say, held against what somebody has read."""

import datetime

import pytest
from django.urls import reverse

from museum.campaigns import Campaign
from museum.institution import Museum
from museum.visits import answering, booking, tapping, visiting
from museum.visits.booking import Share, Wish
from museum.visits.desk import register
from museum.visits.models import Booking, SpecialDay, VisitSettings, WeeklyHours
from museum.visits.visiting import Caller, Slip
from tests.approving import approved
from tests.factories import onlooker

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")
D = datetime.date


def wish(day=27, hour=9, size=30, **more):
    return Wish(**{
        "day": D(2026, 11, day), "shares": [Share(datetime.time(hour), size)], "name": "沙老师",
        "phone": "13800005678", "organisation": "石榴湾中学", "kind": "school", "origin": "district",
        "wishes": "一位同学坐轮椅", "wants_guide": True,
    } | more)  # fmt: skip


@pytest.fixture
def lived(on_duty, grandmother):
    """Groups on the register, one of them corrected and one struck out; bookings of each status."""
    Museum.objects.update_or_create(
        defaults={"name": "石桥村史馆", "telephone": "0851-1234567", "address": "石桥村一组"}
    )
    slip = Slip(persons=48, pupils=40, teachers=5, elders=1, origin="city", kind="school",
                day=D(2026, 11, 20), organisations=["青石桥小学"],
                arrived_at=datetime.time(9, 10), left_at=datetime.time(10, 40),
                tours=[visiting.Tour(24, grandmother), visiting.Tour(24)],
                leader=Caller("李老师", "13800001234"), purpose="写作文", remarks="借了伞")  # fmt: skip
    first = visiting.receive(slip, by=on_duty)
    wrong = visiting.receive(Slip(persons=30, origin="village", day=D(2026, 11, 21)), by=on_duty)
    visiting.correct(wrong, Slip(persons=20, origin="village", day=D(2026, 11, 21)), by=on_duty,
                     reason="多写了十个")  # fmt: skip
    double = visiting.receive(Slip(persons=9, origin="village", day=D(2026, 11, 22)), by=on_duty)
    visiting.strike_out(double, by=on_duty, reason="写了两遍")
    tapping.tally("adult", 6, day=D(2026, 11, 24), by=on_duty)
    made = {name: booking.book(wish(hour=hour, size=size))
            for name, hour, size in (("asked", 9, 12), ("confirmed", 10, 13), ("refused", 11, 14))}  # fmt: skip
    made["cancelled"] = booking.book(wish(28))
    made["closed"] = booking.book(wish(29))
    made["today"] = booking.book(wish(26, wants_guide=False, wishes=""))
    answering.confirm(made["confirmed"], by=on_duty, answer="请从东门进")
    answering.turn_down(made["refused"], "那天布展", by=on_duty)
    booking.cancel(made["cancelled"])
    SpecialDay.objects.create(settings=VisitSettings.load(), first=D(2026, 11, 29), last=D(2026, 11, 29),
                              is_open=False, words="停电")  # fmt: skip
    return {"visit": first, "corrected": wrong, "struck-out": double,
            "bookings": {name: Booking.objects.get(pk=each.pk) for name, each in made.items()}}  # fmt: skip


def test_the_desk_s_screens_are_as_they_were_approved(client, on_duty, lived):
    client.force_login(on_duty)
    for name in ("index", "door", "slip", "paper", "tallies", "bookings", "telephone", "away"):
        within = "body" if name in ("paper", "away") else "main"
        approved(f"visits-{name}", client.get(reverse(f"visits:{name}")), within)
    for name in ("visit", "corrected", "struck-out"):
        label = lived[name].label
        approved(f"visits-visit-{name}", client.get(reverse("visits:visit", args=[label])))
    approved("visits-correct", client.get(reverse("visits:correct", args=[lived["visit"].label])))
    for name, each in lived["bookings"].items():
        answer = client.get(reverse("visits:booking", args=[each.label]))
        approved(f"visits-booking-{name}", answer)
    asked = reverse("visits:telephone") + "?day=2026-11-27"
    approved("visits-telephone-day", client.get(asked))
    approved("visits-telephone-wrong", client.post(asked, {"day": "2026-11-27", "size": "900"}))


def test_the_curator_s_screens_of_the_visits_are_as_they_were_approved(client, curator, lived):
    client.force_login(curator)

    approved("visits-holidays", client.get(reverse("visits:holidays", args=[2026])))
    approved("visits-home", client.get(reverse("wagtailadmin_home")))
    approved("visits-curator-index", client.get(reverse("visits:index")))


def test_the_public_pages_are_as_they_were_approved(client, lived):
    approved("booking-visit", client.get(reverse("visit")), "html")
    approved("booking-book", client.get(reverse("book")))
    approved("booking-day", client.get(reverse("book"), {"day": "2026-11-27"}))
    approved("booking-wrong", client.post(reverse("book"), {"day": "2026-11-27", "size": "900"}))
    for name, each in lived["bookings"].items():
        approved(f"booking-{name}", client.get(reverse("booking", args=[each.code])))
    change = reverse("change_booking", args=[lived["bookings"]["asked"].code])
    approved("booking-change", client.get(change))


def test_the_public_pages_without_hours_or_bookings_are_as_they_were_approved(client, hours):
    approved("booking-visit-unnamed", client.get(reverse("visit")), "html")
    hours.takes_bookings = False
    hours.save()
    approved("booking-book-telephone", client.get(reverse("book")))
    approved("booking-visit-telephone", client.get(reverse("visit")))
    Museum.objects.update_or_create(defaults={"telephone": "0851-1234567"})
    hours.takes_bookings, hours.good_to_know, hours.way_here = True, "免费", "从东门进"
    hours.save()
    SpecialDay.objects.create(settings=hours, first=D(2026, 11, 30), last=D(2026, 11, 30),
                              is_open=True, opens=datetime.time(9), closes=datetime.time(12))  # fmt: skip
    approved("booking-visit-told", client.get(reverse("visit")), "html")
    approved("booking-book-closed", client.get(reverse("book"), {"day": "2026-12-07"}))
    hours.weekly.all().delete()
    SpecialDay.objects.all().delete()
    hours.save()
    approved("booking-visit-no-hours", client.get(reverse("visit")), "html")
    approved("booking-book-no-hours", client.get(reverse("book")))


def test_a_party_in_two_parts_is_offered_and_told_as_it_was_approved(
    client, on_duty, lived, grandmother
):
    asked = {"day": "2026-12-01", "time": "09:00", "size": "60", "organisation": "石榴湾中学",
             "kind": "school", "origin": "district", "name": "沙老师", "phone": "13800005678",
             "agreed": "on"}  # fmt: skip
    approved("booking-offered", client.post(reverse("book"), asked))
    answer = client.post(reverse("book"), asked | {"in_two": "on"}, follow=True)
    approved("booking-two-parts", answer)
    made = Booking.objects.get(size=60)
    change = reverse("change_booking", args=[made.code])
    approved("booking-change-refused", client.post(change, asked | {"size": "4000"}))
    plain = booking.book(wish(28, size=2, organisation=""))
    approved("booking-plain", client.get(reverse("booking", args=[plain.code])))
    client.force_login(on_duty)
    answering.confirm(made, by=on_duty)
    answering.give_guide(made, grandmother, by=on_duty)
    approved("visits-booking-two-parts", client.get(reverse("visits:booking", args=[made.label])))
    approved("visits-bookings-two-parts", client.get(reverse("visits:bookings")))
    for status in ("past", "confirmed", "cancelled"):
        approved(f"visits-bookings-{status}", client.get(
            reverse("visits:bookings"), {"status": status}
        ))  # fmt: skip
    telephone = reverse("visits:telephone")
    approved("visits-telephone-offered", client.post(telephone, asked))
    approved("visits-change", client.get(reverse("visits:change", args=[made.label])))


def test_the_desk_on_a_day_of_bookings_and_groups_is_as_it_was_approved(
    client, on_duty, lived, the_clock, grandmother
):
    the_clock(2026, 11, 26, 9, 30)
    answering.confirm(lived["bookings"]["today"], by=on_duty)
    answering.give_guide(lived["bookings"]["today"], grandmother, by=on_duty)
    visiting.receive(Slip(persons=12, origin="city", day=D(2026, 11, 26), is_estimated=True,
                          organisations=["老年大学"], arrived_at=datetime.time(9, 5)), by=on_duty)  # fmt: skip
    client.force_login(on_duty)

    today = lived["bookings"]["today"].label
    for name in ("home", "door", "index", "bookings"):
        address = reverse("wagtailadmin_home") if name == "home" else reverse(f"visits:{name}")
        approved(f"visits-expected-{name}", client.get(address))
    approved("visits-expected-booking", client.get(reverse("visits:booking", args=[today])))
    approved("visits-narrowed", client.get(reverse("visits:index"), {"origin": "city"}))
    approved("visits-narrowed-to-nothing", client.get(reverse("visits:index"), {"q": "飞机"}))
    approved("visits-paper-a5", client.get(reverse("visits:paper"), {"size": "a5"}), "html")
    for name in ("slip", "tallies"):
        approved(f"visits-refused-{name}", client.post(reverse(f"visits:{name}"), {}))


def test_an_empty_desk_of_visits_is_as_it_was_approved(client, on_duty, hours):
    hours.weekly.all().delete()
    hours.save()
    client.force_login(on_duty)

    for name in ("index", "door", "tallies", "bookings", "telephone"):
        approved(f"visits-empty-{name}", client.get(reverse(f"visits:{name}")))


def test_a_visit_with_all_that_can_be_written_is_as_it_was_approved(
    client, on_duty, lived, the_clock
):
    campaign = Campaign.objects.create(name="红石榴")
    visiting.correct(lived["visit"], Slip(
        persons=50, pupils=40, teachers=5, origin="city", kind="school", day=D(2026, 11, 20),
        organisations=["青石桥小学"], is_estimated=True, campaign=campaign, from_paper=True,
    ), by=on_duty, reason="补上")  # fmt: skip
    client.force_login(on_duty)
    label = lived["visit"].label
    approved("visits-visit-campaign", client.get(reverse("visits:visit", args=[label])))
    for name in ("slip", "paper"):
        within = "html" if name == "paper" else "main"
        approved(f"visits-campaign-{name}", client.get(reverse(f"visits:{name}")), within)
    the_clock(2026, 11, 26, 9, 30)
    client.post(reverse("visits:arrive", args=[lived["bookings"]["today"].label]), {"persons": "9"})
    came = reverse("visits:booking", args=[lived["bookings"]["today"].label])
    approved("visits-booking-came", client.get(came))
    approved("booking-came", client.get(
        reverse("booking", args=[lived["bookings"]["today"].code])
    ))  # fmt: skip


def test_a_register_of_many_pages_is_turned_as_it_was_approved(client, on_duty, lived, monkeypatch):
    monkeypatch.setattr(register, "PER_PAGE", 1)
    client.force_login(on_duty)

    for page in ("1", "2", "3"):
        approved(f"visits-index-{page}", client.get(reverse("visits:index"), {"p": page}))
    asked = {"p": "2", "first": "2026-01-01"}
    approved("visits-index-narrowed-2", client.get(reverse("visits:index"), asked))


def test_whoever_may_only_look_is_offered_no_act_as_it_was_approved(client, lived, the_clock):
    the_clock(2026, 11, 26, 9, 30)
    client.force_login(onlooker("visits.view_visit"))
    label = lived["visit"].label
    approved("visits-onlooker-index", client.get(reverse("visits:index")))
    approved("visits-onlooker-visit", client.get(reverse("visits:visit", args=[label])))
    approved("visits-onlooker-home", client.get(reverse("wagtailadmin_home")))
    client.force_login(onlooker("visits.view_visit", "visits.count", username="shushu"))
    for name in ("door", "tallies"):
        approved(f"visits-counter-{name}", client.get(reverse(f"visits:{name}")))


def test_the_desk_on_a_day_unlike_others_is_as_it_was_approved(
    client, on_duty, lived, hours, the_clock
):
    """Open twice a day, with words, and expected in two parts; times that no longer fit."""
    booking.book(wish(26, organisation="", origin="", wants_guide=False, shares=[
        Share(datetime.time(10), 40), Share(datetime.time(11), 20),
    ]))  # fmt: skip
    WeeklyHours.objects.create(
        settings=hours, weekday=3, opens=datetime.time(14), closes=datetime.time(16)
    )
    WeeklyHours.objects.filter(weekday=4).update(opens=datetime.time(10))
    the_clock(2026, 11, 26, 9, 30)
    visiting.receive(Slip(persons=12, origin="city", day=D(2026, 11, 26)), by=on_duty)
    client.force_login(on_duty)
    for name in ("door", "bookings"):
        approved(f"visits-unlike-{name}", client.get(reverse(f"visits:{name}")))
    approved("visits-unlike-home", client.get(reverse("wagtailadmin_home")))
    SpecialDay.objects.create(settings=hours, first=D(2026, 11, 26), last=D(2026, 11, 26),
                              is_open=False, words="停水")  # fmt: skip
    approved("visits-unlike-closed", client.get(reverse("visits:door")))
    the_clock(2026, 12, 9, 9, 30)
    approved("visits-unlike-past", client.get(reverse("visits:bookings"), {"status": "confirmed"}))


def test_a_booking_whose_contact_was_removed_is_as_it_was_approved(client, on_duty, lived):
    made = lived["bookings"]["cancelled"]
    client.force_login(on_duty)

    client.post(reverse("visits:act", args=[made.label, "forget"]))

    approved("visits-booking-forgotten", client.get(reverse("visits:booking", args=[made.label])))


def test_a_year_without_days_closed_by_hand_is_as_it_was_approved(client, curator, lived):
    client.force_login(curator)

    approved("visits-holidays-plain", client.get(reverse("visits:holidays", args=[2027])))


def test_a_booking_with_a_guide_and_one_that_cannot_be_changed_are_as_they_were_approved(
    client, on_duty, lived, grandmother, the_clock
):
    made, closed = (lived["bookings"][name] for name in ("confirmed", "closed"))
    answering.give_guide(made, grandmother, by=on_duty)
    approved("booking-guided", client.get(reverse("booking", args=[made.code])))
    client.force_login(on_duty)
    cancelled = lived["bookings"]["cancelled"]
    client.post(reverse("visits:act", args=[cancelled.label, "forget"]))
    client.logout()
    approved("booking-forgotten", client.get(reverse("booking", args=[cancelled.code])))
    the_clock(2026, 11, 29, 8, 0)
    approved("booking-closed-today", client.get(reverse("booking", args=[closed.code])))
    gone = reverse("cancel_booking", args=[lived["bookings"]["today"].code])
    approved("booking-cancel-refused", client.post(gone))


def test_a_time_that_is_booked_out_says_so_as_it_was_approved(client, lived):
    booking.book(wish(28, size=40, hour=10))

    approved("booking-booked-out", client.get(reverse("book"), {"day": "2026-11-28"}))
    found = reverse("find_booking")
    approved("booking-find", client.get(found))
    approved("booking-find-wrong", client.post(found, {"code": "YY-2026-0001", "telephone": "1"}))
    again = {"again": lived["bookings"]["asked"].code}
    approved("booking-again", client.get(reverse("book"), again))
