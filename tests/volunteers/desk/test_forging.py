import datetime
import uuid

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse

from museum import sealing
from museum.accounts.roles import VOLUNTEER
from museum.ledger import LedgerLine
from museum.volunteers import attending, certifying, feeding, hours, leaving, noting, rota
from museum.volunteers.desk.codes import SALT
from museum.volunteers.models import Role
from tests.factories import UserFactory
from tests.volunteers.conftest import MONDAY, day_at


@pytest.fixture
def mere_volunteer(volunteer_of):
    """Somebody who is a volunteer with an account and nothing else."""
    user = UserFactory(username="zhiyuan", groups=[Group.objects.get(name=VOLUNTEER)])
    volunteer_of("白玉兰", 1990, user=user, address_form="")
    return user


@pytest.fixture
def written(granny, volunteer_of, morning, plan, coordinator, clock):
    """A register in which every act would find something to act on."""
    other, gone = volunteer_of("马德全", 1948), volunteer_of("沙明亮", 1975)
    for each in (granny, other):
        rota.sign_up(morning, each, by=coordinator)
    clock(day_at(MONDAY, 9))
    running = attending.sign_in(morning, other, by=coordinator)
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)
    clock(day_at(MONDAY + datetime.timedelta(days=9), 9))
    late = hours.enter(morning, gone, morning.starts_at, morning.ends_at, by=coordinator)
    record = noting.note(granny, "training", "讲解入门", by=coordinator)
    certifying.certify(granny, MONDAY, MONDAY, by=coordinator)
    feeding.renew(granny, by=coordinator)
    leaving.leave(gone, by=coordinator)
    return {"granny": granny.pk, "other": other.pk, "gone": gone.pk, "shift": morning.pk,
            "line": line.pk, "late": late.pk, "running": running.pk, "record": record.pk,
            "template": plan[0].pk}  # fmt: skip


def register():
    """Everything that stands in the volunteers' register, and how long the chain is."""
    rows = {model._meta.label: list(model.objects.order_by("pk").values())
            for model in apps.get_app_config("volunteers").get_models()}  # fmt: skip
    return rows, LedgerLine.objects.count()


def forged(at):
    """Yield (address, form) of every act of the register."""
    shift = reverse("volunteering:shift", args=[at["shift"]])
    granny = at["granny"]
    for act in (
        {"act": "assign", "volunteer": at["other"]},
        {"act": "take_off", "volunteer": granny},
        {"act": "enter", "volunteer": at["other"], "came": "09:00", "left": "10:00"},
        {"act": "change", "needed": 9},
        {"act": "call_off", "reason": "x"},
    ):
        yield shift, act
    yield reverse("volunteering:month", args=[2026, 3]), {}
    yield reverse("volunteering:new_shift"), {
        "date": "2026-03-13", "starts": "9:00", "ends": "10:00", "needed": 1,
        "role": Role.objects.first().pk,
    }  # fmt: skip
    to_confirm = reverse("volunteering:hours")
    yield to_confirm, {"act": "settle", "pk": at["running"], "left": "12:00"}
    yield to_confirm, {"act": "accept", "pk": at["late"]}
    yield to_confirm, {"act": "refuse", "pk": at["late"]}
    yield reverse("volunteering:correct", args=[at["line"]]), {
        "came": "09:00", "left": "09:30", "reason": "x"
    }  # fmt: skip
    day = {"day": "2026-03-10", "reason": "x"}
    for act, form in (
        ("leave", day),
        ("level", day | {"level": "regular"}),
        ("record", day | {"kind": "training", "title": "x"}),
        (f"record/?replaces={at['record']}", day | {"kind": "training", "title": "x"}),
        ("statement", {"first": "2026-03-01", "last": "2026-03-10"}),
    ):
        yield f"/admin/volunteers/{granny}/{act}".rstrip("/") + ("" if "?" in act else "/"), form
    yield f"/admin/volunteers/{at['gone']}/return/", day
    for act in ("renew", "revoke"):
        yield reverse("volunteering:feed", args=[granny]), {"act": act}
        yield reverse("volunteering:feed", args=[granny]), {"act": act, "desk": "yes"}
    yield reverse("volunteering:hand_over"), {"first": "2026-03-01", "last": "2026-03-10"}
    yield reverse("volunteers:add"), {"person": 1, "birth_year": 1960, "joined_on": "2026-03-10",
                                      "level": "regular", "naming": "full"}  # fmt: skip
    yield reverse("weekly_shifts:add"), {"weekday": 1, "role": 1, "needed": 1, "in_use": "on",
                                         "starts": "9:00", "ends": "10:00"}  # fmt: skip
    yield reverse("weekly_shifts:edit", args=[at["template"]]), {
        "weekday": 1, "role": 1, "needed": 9, "starts": "9:00", "ends": "10:00"
    }  # fmt: skip
    yield reverse("kinds_of_work:add"), {"name": "x", "position": 1}
    yield (
        reverse("kinds_of_work:edit", args=[Role.objects.first().pk]),
        {"name": "x", "position": 1},
    )
    yield "/admin/settings/volunteers/volunteersettings/", {"minimum_age": 6, "tolerance": 1,
                                                       "late_after": 1}  # fmt: skip
    here = sealing.seal(at["shift"], salt=SALT)
    yield reverse("volunteering:here", args=[here]), {}
    from museum.volunteers.desk.tablet import SALT as at_the_door

    who = sealing.seal(granny, salt=at_the_door)
    yield (
        reverse("volunteering:tablet"),
        {"who": who, "key": uuid.uuid4(), "do": f"in-{at['shift']}"},
    )
    yield reverse("volunteering:tablet"), {
        "who": who, "key": uuid.uuid4(), "do": f"out-{at['running']}"
    }  # fmt: skip


@pytest.mark.parametrize("role", ["keeper", "registrar", "doorkeeper", "mere_volunteer"])
def test_no_forged_form_of_a_weaker_role_changes_a_line(client, request, written, role):
    client.force_login(request.getfixturevalue(role))
    before = register()

    answers = [(url, client.post(url, form).status_code) for url, form in forged(written)]

    assert {status for _url, status in answers} <= {200, 302, 403, 404}, answers
    assert register() == before


def test_whoever_is_not_signed_in_changes_nothing_and_reads_nothing(client, written):
    before = register()

    answers = [client.post(url, form) for url, form in forged(written)]
    answers += [client.get(url) for url, _form in forged(written)]

    assert {answer.status_code for answer in answers} == {302}
    assert register() == before


def test_the_same_forms_in_the_coordinator_s_hand_do_what_they_say(
    client, written, coordinator, clock
):
    client.force_login(coordinator)
    rows, lines = register()

    for url, form in forged(written):
        client.post(url, form)

    after, more = register()
    changed = {name for name in rows if rows[name] != after[name]}
    assert more > lines + 8
    assert {"volunteers.Volunteer", "volunteers.Shift", "volunteers.ServiceLine", "volunteers.Record",
            "volunteers.Statement", "volunteers.HandOver", "volunteers.ShiftTemplate",
            "volunteers.Role"} <= changed  # fmt: skip


def test_a_volunteer_and_nothing_else_opens_the_month_and_no_register(
    client, written, mere_volunteer
):
    client.force_login(mere_volunteer)

    month = client.get(reverse("volunteering:month", args=[2026, 3])).content.decode()
    own = client.get(reverse("volunteering:mine")).content.decode()
    closed = ["/admin/volunteers/", "/admin/people/", "/admin/objects/", "/admin/figures/",
              f"/admin/volunteers/inspect/{written['granny']}/", "/admin/volunteers/hours/"]  # fmt: skip

    assert "王桂兰" not in month
    assert "马德全" not in month
    assert "13800001234" not in month + own
    assert {client.get(url).status_code for url in closed} <= {302, 403, 404}
