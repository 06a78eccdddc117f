"""What the screens and papers of the volunteers say, held against what somebody has read."""

import datetime

import pytest
from django.urls import reverse

from museum.campaigns import Campaign
from museum.institution import Museum
from museum.volunteers import (
    attending,
    certifying,
    confirming,
    handing_over,
    hours,
    joining,
    leaving,
    noting,
    planning,
    rota,
)
from museum.volunteers.desk import codes
from museum.volunteers.models import Role, ServiceLine, VolunteerSettings
from tests.approving import approved
from tests.factories import PersonFactory, onlooker
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.desk.test_screens import SCREENS, busy  # noqa: F401

PAPERS = ("poster", "sheet", "statement")


@pytest.fixture
def week(busy, granny, guide, coordinator, watch, plan):  # noqa: F811
    """One shift is over, one is called off, one is full and one is looked for."""
    nine, noon = datetime.time(9), datetime.time(12)

    def shift(days, needed=1, **more):
        return planning.add_shift(MONDAY + datetime.timedelta(days=days), nine, noon, watch,
                                  by=coordinator, needed=needed, **more)  # fmt: skip

    full, off, _free = shift(1), shift(2), shift(3, needed=2, place="二厅")
    rota.sign_up(full, granny, by=coordinator)
    rota.sign_up(off, guide, by=coordinator)
    planning.call_off(off, by=coordinator, reason="停电")
    return busy | {"full": full.pk, "off": off.pk}


@pytest.mark.parametrize("role", ["coordinator", "doorkeeper", "registrar"])
def test_the_screens_of_the_volunteers_are_as_they_were_approved(client, request, week, role):
    client.force_login(request.getfixturevalue(role))

    seen = 0
    for name, url in SCREENS.items():
        answer = client.get(url(week))
        if answer.status_code == 200:
            seen += 1
            within = "body" if name in PAPERS else "main"
            approved(f"volunteers-{role}-{name.replace(' ', '-')}", answer, within)
    for name in ("full", "off"):
        url = reverse("volunteering:shift", args=[week[name]])
        approved(f"volunteers-{role}-shift-{name}", client.get(url))

    assert seen >= 3


def test_what_somebody_finds_for_themselves_is_as_it_was_approved(client, week, registrar, clock):
    client.force_login(registrar)

    approved("volunteers-mine", client.get(reverse("volunteering:mine"), follow=True))
    approved("volunteers-home", client.get(reverse("wagtailadmin_home")))


def test_the_hand_over_is_as_it_was_approved(client, week, coordinator):
    client.force_login(coordinator)

    approved("volunteers-hand-over", client.get(reverse("volunteering:hand_over")))


def test_the_tablet_is_as_it_was_approved(client, on, morning, doorkeeper, clock):
    client.force_login(doorkeeper)
    clock(day_at(MONDAY, 8, 50))
    tablet = reverse("volunteering:tablet")

    approved("volunteers-tablet-surnames", client.get(tablet), "body")
    approved("volunteers-tablet-number", client.get(tablet, {"surname": "王"}), "body")
    approved(
        "volunteers-tablet-nobody", client.post(tablet, {"surname": "王", "number": "9"}), "body"
    )
    approved("volunteers-tablet-in", client.post(tablet, {"surname": "王", "number": "1"}), "body")


def test_the_code_at_the_door_is_as_it_was_approved(client, on, guide, morning, registrar, clock):
    client.force_login(registrar)
    clock(day_at(MONDAY, 8, 50))
    signed = codes.sealing.seal(morning.pk, salt=codes.SALT)
    here = reverse("volunteering:here", args=[signed])

    approved("volunteers-here", client.get(here))
    client.post(here, {"act": "in"})
    approved("volunteers-here-in", client.get(here))


@pytest.fixture
def named(db):
    Museum.objects.update_or_create(defaults={"name": "石桥村史馆", "telephone": "0851-1234567"})


def test_a_month_says_whether_it_is_empty_over_or_has_no_plan(
    client, guide, coordinator, registrar, named
):
    months = {"empty": [2026, 4], "over": [2026, 1], "now": [2026, 3]}
    for who in (coordinator, registrar):
        client.force_login(who)
        for name, month in months.items():
            answer = client.get(reverse("volunteering:month", args=month))
            approved(f"volunteers-{who.username}-month-{name}", answer)


def test_somebody_s_own_month_is_as_it_was_approved(
    client, guide, week, plan, coordinator, registrar, watch, named
):
    nine, noon = datetime.time(9), datetime.time(12)
    campaign = Campaign.objects.create(name="红石榴")
    for days, place in ((7, "二厅"), (8, ""), (40, "")):
        shift = planning.add_shift(MONDAY + datetime.timedelta(days=days), nine, noon, watch,
                                   by=coordinator, place=place, campaign=campaign)  # fmt: skip
        rota.sign_up(shift, guide, by=coordinator)
    alone = planning.add_shift(MONDAY + datetime.timedelta(days=9), nine, noon, watch,
                               by=coordinator)  # fmt: skip
    client.force_login(registrar)
    approved("volunteers-own-month", client.get(reverse("volunteering:rota")))
    approved("volunteers-own-next", client.get(reverse("volunteering:month", args=[2026, 4])))
    for name, each in (("mine", shift), ("alone", alone)):
        page = client.get(reverse("volunteering:shift", args=[each.pk]))
        approved(f"volunteers-own-shift-{name}", page)
    approved("volunteers-own-home", client.get(reverse("wagtailadmin_home")))
    approved("volunteers-own-mine", client.get(reverse("volunteering:mine")))
    client.force_login(coordinator)
    approved("volunteers-plan-next", client.get(reverse("volunteering:month", args=[2026, 4])))
    approved("volunteers-shift-alone", client.get(
        reverse("volunteering:shift", args=[alone.pk])
    ))  # fmt: skip


def test_a_full_month_hangs_on_two_sheets_of_either_size(
    client, coordinator, watch, volunteer_of, named
):
    for n in range(7):
        shift = planning.add_shift(datetime.date(2026, 3, 3), datetime.time(9 + n),
                                   datetime.time(10 + n), watch, by=coordinator, needed=3)  # fmt: skip
        for name in ("马兰", "沙明亮") if n == 0 else ():
            rota.sign_up(shift, volunteer_of(name, 1970, address_form=""), by=coordinator)
    for day in range(4, 32):
        for hour in range(9, 16):
            planning.add_shift(datetime.date(2026, 3, day), datetime.time(hour),
                               datetime.time(hour + 1), watch, by=coordinator)  # fmt: skip
    client.force_login(coordinator)

    for paper in ("a4", "a3"):
        wall = client.get(reverse("volunteering:poster", args=[2026, 3]), {"paper": paper})
        approved(f"volunteers-poster-full-{paper}", wall, "html")


@pytest.fixture
def record(week, granny, guide, coordinator, second, watch, clock, named):
    """What a volunteer's page can say: lines that wait, were refused, corrected and struck out."""
    clock(day_at(MONDAY + datetime.timedelta(days=20), 15))
    campaign = Campaign.objects.create(name="红石榴")

    def served(days, by=coordinator, hour=9):
        shift = planning.add_shift(MONDAY + datetime.timedelta(days=days), datetime.time(hour),
                                   datetime.time(hour + 2), watch, by=by, campaign=campaign)  # fmt: skip
        return hours.enter(shift, granny, shift.starts_at, shift.ends_at, by=by)

    waits, refused, ended = served(5), served(6), served(16)
    confirming.confirm(refused, by=second, accepted=False, reason="那天没开门")
    first = ServiceLine.objects.get(pk=week["line"])
    hours.correct(first, first.came_at, day_at(MONDAY, 11), by=coordinator, reason="十一点就走了")
    hours.correct(ended, ended.came_at, ended.came_at, by=coordinator, reason="写错了人")
    noting.note(granny, "training", "讲解培训", by=coordinator, content="两个钟头",
                body="县文化馆", place="二厅", minutes=120)  # fmt: skip
    noting.note(granny, "commendation", "好志愿者", by=coordinator)
    joining.grade(granny, "senior" if granny.level != "senior" else "regular", by=coordinator,
                  reason="来得勤")  # fmt: skip
    return week | {"waits": waits.pk, "campaign": campaign}


def test_what_a_volunteer_s_page_can_say_is_as_it_was_approved(
    client, record, granny, guide, coordinator, second
):
    client.force_login(second)
    page = reverse("volunteers:inspect", args=[granny.pk])
    approved("volunteers-record", client.get(page))
    approved("volunteers-record-waiting", client.get(reverse("volunteering:hours")))
    approved("volunteers-record-statements", client.get(reverse("volunteering:statements")))
    approved("volunteers-record-user", client.get(
        reverse("volunteers:inspect", args=[guide.pk])
    ))  # fmt: skip
    client.post(reverse("volunteering:feed", args=[granny.pk]), {"act": "renew", "desk": "yes"})
    approved("volunteers-record-feed", client.get(page))
    client.force_login(coordinator)
    approved("volunteers-record-own-line", client.get(reverse("volunteering:hours")))
    approved("volunteers-record-home", client.get(reverse("wagtailadmin_home")))
    handing_over.hand_over(MONDAY, MONDAY, by=coordinator)
    approved("volunteers-handed-over", client.get(reverse("volunteering:hand_over")))
    leaving.leave(granny, by=coordinator, reason="搬走了")
    approved("volunteers-left", client.get(page))


def test_a_form_of_the_volunteers_that_is_refused_says_why_as_it_was_approved(
    client, record, granny, coordinator
):
    client.force_login(coordinator)
    for act in ("leave", "level", "record", "statement"):
        answer = client.post(reverse("volunteering:act", args=[granny.pk, act]), {})
        approved(f"volunteers-refused-{act}", answer)
    early = {"first": "2026-01-10", "last": "2026-01-11"}
    approved("volunteers-refused-nothing", client.post(
        reverse("volunteering:act", args=[granny.pk, "statement"]), early
    ))  # fmt: skip
    approved("volunteers-refused-shift", client.post(reverse("volunteering:new_shift"), {}))
    correct = reverse("volunteering:correct", args=[record["waits"]])
    approved("volunteers-refused-correct", client.post(correct, {}))
    approved("volunteers-refused-hand-over", client.post(reverse("volunteering:hand_over"), {
        "first": "2026-01-10", "last": "2026-01-11"
    }))  # fmt: skip


def test_a_long_certificate_is_as_it_was_approved(client, granny, coordinator, clock, named):
    settings = VolunteerSettings.load()
    settings.entitled, settings.responsible = True, PersonFactory(name="马馆长")
    settings.save()
    clock(day_at(MONDAY, 23))
    for n in range(16):
        role = Role.objects.create(name=f"活儿{n}")
        shift = planning.add_shift(MONDAY, datetime.time(6 + n), datetime.time(7 + n), role,
                                   by=coordinator)  # fmt: skip
        hours.enter(shift, granny, shift.starts_at, shift.ends_at, by=coordinator)
    issued = certifying.certify(granny, MONDAY, MONDAY, by=coordinator)
    client.force_login(coordinator)

    paper = client.get(reverse("volunteering:statement", args=[issued.pk]))
    approved("volunteers-certificate", paper, "html")


def test_the_tablet_says_since_when_and_lets_go_as_it_was_approved(
    client, on, morning, doorkeeper, coordinator, volunteer_of, clock
):
    client.force_login(doorkeeper)
    volunteer_of("马德全", 1948)
    clock(day_at(MONDAY, 9))
    attending.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 11))
    tablet = reverse("volunteering:tablet")

    approved("volunteers-tablet-out", client.post(tablet, {"surname": "王", "number": "1"}), "body")
    approved("volunteers-tablet-extra", client.post(
        tablet, {"surname": "马", "number": "2"}
    ), "body")  # fmt: skip
    forged = client.post(tablet, {"who": "forged", "do": "in"}, follow=True)
    approved("volunteers-tablet-late", forged, "body")


def test_the_tablet_and_the_code_where_nobody_is_on_are_as_they_were_approved(
    client, doorkeeper, morning, clock
):
    client.force_login(doorkeeper)
    clock(day_at(MONDAY, 8, 50))
    signed = codes.sealing.seal(morning.pk, salt=codes.SALT)

    approved("volunteers-tablet-quiet", client.get(reverse("volunteering:tablet")), "body")
    approved("volunteers-here-stranger", client.get(reverse("volunteering:here", args=[signed])))


def test_whoever_may_only_look_is_offered_no_act_as_it_was_approved(client, record, granny):
    client.force_login(onlooker("volunteers.view_volunteer"))

    page = reverse("volunteers:inspect", args=[granny.pk])
    approved("volunteers-onlooker-volunteer", client.get(page))


def test_a_shift_that_is_over_says_who_was_there_as_it_was_approved(
    client, week, granny, guide, coordinator, watch, clock
):
    nine, noon = datetime.time(9), datetime.time(12)
    alone, missed, entered = (
        planning.add_shift(
            MONDAY + datetime.timedelta(days=days), nine, noon, watch, by=coordinator, needed=2
        )
        for days in (4, 5, 6)
    )
    rota.sign_up(missed, guide, by=coordinator)
    clock(day_at(MONDAY + datetime.timedelta(days=8), 15))
    hours.enter(entered, granny, entered.starts_at, entered.ends_at, by=coordinator)
    client.force_login(coordinator)
    for name, each in (("alone", alone), ("missed", missed), ("entered", entered)):
        page = client.get(reverse("volunteering:shift", args=[each.pk]))
        approved(f"volunteers-over-{name}", page)
    first = ServiceLine.objects.get(pk=week["line"])
    hours.correct(first, first.came_at, day_at(MONDAY, 11), by=coordinator, reason="十一点就走了")
    approved("volunteers-over-statements", client.get(reverse("volunteering:statements")))


def test_whoever_forgot_to_sign_out_themselves_leaves_it_to_another_as_it_was_approved(
    client, morning, coordinator, volunteer_of, clock
):
    own = volunteer_of("金秀英", 1980, user=coordinator, address_form="")
    client.force_login(coordinator)
    approved("volunteers-hours-quiet", client.get(reverse("volunteering:hours")))
    rota.sign_up(morning, own, by=coordinator)
    clock(day_at(MONDAY, 9))
    attending.sign_in(morning, own, by=coordinator)
    clock(day_at(MONDAY, 15))

    approved("volunteers-hours-own", client.get(reverse("volunteering:hours")))


def test_a_record_is_corrected_by_a_form_that_says_what_it_was(client, record, granny, coordinator):
    noted = granny.records.order_by("pk").first()
    client.force_login(coordinator)

    ask = reverse("volunteering:act", args=[granny.pk, "record"])
    approved("volunteers-correct-record", client.get(ask, {"replaces": noted.pk}))


def test_a_shift_without_a_place_is_as_it_was_approved(
    client, granny, coordinator, doorkeeper, watch, volunteer_of, clock
):
    shift = planning.add_shift(MONDAY, datetime.time(9), datetime.time(12), watch, by=coordinator,
                               needed=2)  # fmt: skip
    rota.sign_up(shift, granny, by=coordinator)
    grouped = volunteer_of("马兰", 1970, address_form="").person
    grouped.former_group = "三组"
    grouped.save()
    clock(day_at(MONDAY, 8, 50))
    signed = codes.sealing.seal(shift.pk, salt=codes.SALT)
    client.force_login(coordinator)
    approved(
        "volunteers-placeless-shift", client.get(reverse("volunteering:shift", args=[shift.pk]))
    )
    approved("volunteers-placeless-here", client.get(reverse("volunteering:here", args=[signed])))
    sheet = reverse("volunteering:sheet", args=["2026-03-02", 1])
    approved("volunteers-placeless-sheet", client.get(sheet), "body")
    client.force_login(doorkeeper)
    tablet = reverse("volunteering:tablet")
    asked = {"surname": "王", "number": "1"}
    approved("volunteers-placeless-tablet", client.post(tablet, asked), "html")
    approved("volunteers-placeless-tablet-first", client.get(tablet), "html")
