import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.people.naming import masked
from museum.volunteers import attending, certifying, hours, planning, rota
from museum.volunteers.models import Role, ServiceLine, Shift, SignUp, Statement, Volunteer
from tests.factories import PersonFactory
from tests.volunteers.conftest import MONDAY, day_at


def page(answer):
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def busy(granny, guide, morning, coordinator, clock):
    """A morning on which one served, one forgot to sign out, and a statement was issued."""
    for each in (granny, guide):
        rota.sign_up(morning, each, by=coordinator)
    clock(day_at(MONDAY, 9))
    row = attending.sign_in(morning, granny, by=coordinator)
    attending.sign_in(morning, guide, by=coordinator)
    clock(day_at(MONDAY, 12))
    line = attending.sign_out(row, by=coordinator)
    clock(day_at(MONDAY, 15))
    first = datetime.date(2026, 1, 1)
    return {
        "shift": morning.pk,
        "volunteer": granny.pk,
        "line": line.pk,
        "statement": certifying.certify(granny, first, MONDAY, by=coordinator).pk,
    }


ROTA, PEOPLE = "volunteering:rota", "volunteers:index"
SCREENS = {
    "rota": lambda at: reverse(ROTA),
    "shift": lambda at: reverse("volunteering:shift", args=[at["shift"]]),
    "new shift": lambda at: reverse("volunteering:new_shift"),
    "poster": lambda at: reverse("volunteering:poster", args=[2026, 3]),
    "sheet": lambda at: reverse("volunteering:sheet", args=["2026-03-02", 1]),
    "tablet": lambda at: reverse("volunteering:tablet"),
    "hours": lambda at: reverse("volunteering:hours"),
    "correct": lambda at: reverse("volunteering:correct", args=[at["line"]]),
    "volunteers": lambda at: reverse(PEOPLE),
    "volunteer": lambda at: reverse("volunteers:inspect", args=[at["volunteer"]]),
    "new volunteer": lambda at: reverse("volunteers:add"),
    "leave": lambda at: reverse("volunteering:act", args=[at["volunteer"], "leave"]),
    "level": lambda at: reverse("volunteering:act", args=[at["volunteer"], "level"]),
    "record": lambda at: reverse("volunteering:act", args=[at["volunteer"], "record"]),
    "issue": lambda at: reverse("volunteering:act", args=[at["volunteer"], "statement"]),
    "statements": lambda at: reverse("volunteering:statements"),
    "statement": lambda at: reverse("volunteering:statement", args=[at["statement"]]),
    "plan": lambda at: reverse("weekly_shifts:index"),
    "kinds": lambda at: reverse("kinds_of_work:index"),
}
OPEN = {
    "coordinator": set(SCREENS),
    "curator": set(SCREENS),
    "doorkeeper": {"rota", "shift", "tablet", "sheet", "poster"},
    "registrar": {"rota", "shift", "poster"},  # Yang Zhenhua, who is a volunteer
    "keeper": set(),
}


@pytest.mark.parametrize("role", OPEN)
def test_each_role_opens_its_own_screens_and_no_other(client, request, busy, role):
    client.force_login(request.getfixturevalue(role))

    answers = {name: client.get(url(busy)).status_code for name, url in SCREENS.items()}

    assert {name for name, status in answers.items() if status == 200} == OPEN[role]
    assert all(status in (200, 302, 403) for status in answers.values()), answers


def test_a_weekly_shift_is_asked_from_when_to_when_by_the_clock(client, coordinator):
    client.force_login(coordinator)

    page = BeautifulSoup(client.get(reverse("weekly_shifts:add")).content, "html.parser")

    asked = [page.find("label", attrs={"for": f"id_{name}"}).text for name in ("starts", "ends")]
    assert [each.strip("*\n ") for each in asked] == ["从几点", "到几点"]


@pytest.mark.parametrize(("sent", "field"), [
    ({"act": "change", "needed": "许多"}, "要几个人"), ({"act": "assign"}, "志愿者"),
])  # fmt: skip
def test_what_a_shift_does_not_take_is_said_with_the_name_of_its_field(
    client, coordinator, busy, sent, field
):
    client.force_login(coordinator)

    page = client.post(SCREENS["shift"](busy), sent, follow=True).content.decode()

    said = BeautifulSoup(page, "html.parser").select_one(".messages").text
    assert f"{field}：" in said


@pytest.mark.parametrize(("days", "said"), [
    (1, "王桂兰的时数记下了。"), (30, "王桂兰的时数记下了，请第二个人到"),
])  # fmt: skip
def test_hours_typed_in_late_say_that_somebody_else_has_to_agree(
    client, coordinator, granny, morning, clock, days, said
):
    clock(day_at(MONDAY + datetime.timedelta(days=days), 9))
    client.force_login(coordinator)

    page = client.post(
        reverse("volunteering:shift", args=[morning.pk]),
        {"act": "enter", "volunteer": granny.pk, "came": "09:00", "left": "10:00"}, follow=True,
    ).content.decode()  # fmt: skip

    assert said in BeautifulSoup(page, "html.parser").select_one(".messages").text


FORGED = {
    "volunteering:rota": [{}],
    "volunteering:new_shift": [{"date": "2026-03-03", "starts": "9:00", "ends": "10:00", "needed": 1}],
    "shift": [
        {"act": "assign", "volunteer": 1}, {"act": "take_off", "volunteer": 1},
        {"act": "enter", "volunteer": 1, "came": "09:00", "left": "10:00"},
        {"act": "change", "needed": 9}, {"act": "call_off", "reason": "x"},
    ],
    "volunteering:hours": [{"act": "settle", "pk": 1, "left": "12:00"}],
    "volunteering:tablet": [{"surname": "王", "number": "1"}],
}  # fmt: skip


@pytest.mark.parametrize("role", ["keeper", "registrar"])
def test_forged_forms_change_nothing(client, request, busy, role):
    client.force_login(request.getfixturevalue(role))
    somebody = Volunteer.objects.order_by("pk").first()
    before = [model.objects.count() for model in (Shift, SignUp, ServiceLine, Statement)]

    for name, forms in FORGED.items():
        url = SCREENS["shift"](busy) if name == "shift" else reverse(name)
        for form in forms:
            told = form | ({"volunteer": somebody.pk} if "volunteer" in form else {})
            assert client.post(url, told).status_code in (302, 403)

    assert [model.objects.count() for model in (Shift, SignUp, ServiceLine, Statement)] == before
    assert Shift.objects.get().needed == 2
    assert SignUp.objects.current().count() == 2


def test_only_who_may_see_it_sees_the_whole_telephone_number(client, busy, coordinator, granny):
    client.force_login(coordinator)
    url = reverse("volunteers:inspect", args=[granny.pk])
    assert "13800001234" in client.get(url).content.decode()

    coordinator.groups.first().permissions.remove(
        *coordinator.groups.first().permissions.filter(codename="ring")
    )
    told = client.get(url).content.decode() + client.get(reverse(PEOPLE)).content.decode()

    assert "13800001234" not in told
    assert masked("13800001234") in told


def test_the_coordinator_rings_volunteers_up_and_no_giver(client, busy, coordinator):
    giver = PersonFactory(name="马德全", phone="13911112222")
    client.force_login(coordinator)

    told = client.get(reverse("people:inspect", args=[giver.pk])).content.decode()
    told += client.get(reverse(PEOPLE)).content.decode()

    assert "13911112222" not in told
    assert masked("13911112222") in told


def test_the_list_is_searched_and_filtered_together(client, busy, coordinator, volunteer_of):
    volunteer_of("沙明亮", 1975, level="regular")
    client.force_login(coordinator)

    for query in ("q=沙", "q=沙&level=regular&here=here", "q=ZY0003&served=false", 'q="'):
        text = client.get(f"{reverse(PEOPLE)}?{query}").content.decode()
        assert ("沙明亮" in text) == ('"' not in query), query
        assert "王桂兰" not in text


def test_taking_somebody_on_asks_and_refuses_under_the_field(client, coordinator, clock):
    person = PersonFactory(name="周小满")
    client.force_login(coordinator)
    given = {"person": person.pk, "birth_year": 2011, "joined_on": "2026-03-02", "level": "trainee",
             "naming": "surname"}  # fmt: skip

    refused = page(client.post(reverse("volunteers:add"), given))
    done = client.post(reverse("volunteers:add"), given | {"birth_year": 2000})

    assert "16" in refused.find(id=lambda each: each and "birth_year-errors" in each).text
    assert done.status_code == 302
    assert Volunteer.objects.get().person == person


def test_a_volunteer_with_an_account_signs_up_and_off_on_the_month(
    client, guide, morning, registrar
):
    client.force_login(registrar)
    url = reverse("volunteering:shift", args=[morning.pk])

    month = page(client.get(reverse(ROTA)))
    assert [button["value"] for button in month.select(".rota-shift button")] == ["join"]
    client.post(url, {"act": "join", "next": "month"})
    assert morning.sign_ups.current().get().volunteer == guide
    month = page(client.get(reverse(ROTA)))
    assert [button["value"] for button in month.select(".rota-shift button")] == ["leave"]
    client.post(url, {"act": "leave", "next": "month"})
    assert not morning.sign_ups.current().exists()


def test_fellow_volunteers_are_named_as_they_chose(
    client, granny, guide, morning, coordinator, registrar
):
    rota.sign_up(morning, granny, by=coordinator)

    client.force_login(registrar)
    seen = client.get(reverse(ROTA)).content.decode()
    wall = client.get(reverse("volunteering:poster", args=[2026, 3])).content.decode()

    for text in (seen, wall):
        assert "王婆婆" in text
        assert "王桂兰" not in text


def test_the_month_asks_few_questions_however_many_shifts(
    client, guide, plan, coordinator, django_assert_max_num_queries
):
    made = planning.make_month(2026, 3, by=coordinator)
    for shift in made[:6]:
        rota.sign_up(shift, guide, by=coordinator)
    client.force_login(coordinator)
    client.get(reverse(ROTA))

    with django_assert_max_num_queries(25):
        client.get(reverse("volunteering:month", args=[2026, 3]))


def test_the_code_of_the_shift_signs_in_with_one_tap_and_a_forged_one_does_not(
    client, guide, morning, registrar, coordinator, clock, rf
):
    from museum import sealing
    from museum.volunteers.desk.codes import SALT

    rota.sign_up(morning, guide, by=registrar)
    clock(day_at(MONDAY, 9))
    client.force_login(registrar)
    url = reverse("volunteering:here", args=[sealing.seal(morning.pk, salt=SALT)])
    forged = reverse("volunteering:here", args=[sealing.seal(morning.pk, salt="other")])

    came = client.post(url, follow=True)
    clock(day_at(MONDAY, 12))
    left = client.post(url, follow=True)

    assert "9:00签到了" in came.content.decode()
    assert "12:00签退了" in left.content.decode()
    assert client.get(forged).status_code == 404
    assert ServiceLine.objects.current().get().minutes == 180


def test_the_sheet_has_the_code_and_what_it_says_in_letters_unless_no_telephone_finds_it(
    client, morning, coordinator, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    client.force_login(coordinator)
    sheets = {}
    for host in ("localhost:8000", "192.168.1.20:8000"):
        for name, url in (("sheet", reverse("volunteering:sheet", args=["2026-03-02", 1])),
                          ("shift", reverse("volunteering:shift", args=[morning.pk]))):  # fmt: skip
            sheets[host, name] = page(client.get(url, headers={"host": host}))

    for name, where in (("sheet", ".sign-code"), ("shift", ".vol-code")):
        without, found = sheets["localhost:8000", name], sheets["192.168.1.20:8000", name]
        assert without.select_one(f"{where} svg") is None
        assert "手机扫了打不开" in without.text
        assert found.select_one(f"{where} svg.qr")
        assert found.select_one(f"{where} small").text.startswith("192.168.1.20:8000/admin/")
        assert "手机扫了打不开" not in found.text
    assert "扫码" not in sheets["localhost:8000", "sheet"].select_one(".sheet").text


def test_a_statement_says_for_ever_what_it_said(client, busy, coordinator, clock):
    line = ServiceLine.objects.get()
    hours.correct(line, line.came_at, day_at(MONDAY, 10), by=coordinator, reason="十点就走了")
    client.force_login(coordinator)

    text = page(client.get(SCREENS["statement"](busy))).text
    register = page(client.get(SCREENS["statements"](busy))).text

    for words in ("王桂兰", "ZY0001", "ZF-2026-0001", "值守", "180", "2026年3月2日"):
        assert words in text
    assert "13800001234" not in text
    assert "ZF-2026-0001" in register
    assert Statement.objects.get().lines == [[line.pk, 180]]


def test_the_first_screen_shows_a_volunteer_their_shifts_and_the_coordinator_what_waits(
    client, busy, registrar, coordinator, keeper, curator, volunteer_of
):
    home = reverse("wagtailadmin_home")
    client.force_login(registrar)
    assert "3月2日" in client.get(home).content.decode()
    volunteer_of("沙明亮", 1960, user=keeper)
    client.force_login(keeper)
    assert "您还没排上班" in client.get(home).content.decode()
    client.force_login(coordinator)
    assert "有1条时数等着核定" in client.get(home).content.decode()
    client.force_login(curator)
    assert reverse("volunteering:mine") not in client.get(home).content.decode()


@pytest.mark.parametrize(("year", "month", "status"), [
    (2026, 1, 200), (2026, 12, 200), (2000, 1, 200), (2100, 12, 200),
    (2026, 0, 404), (2026, 13, 404), (1999, 12, 404), (2101, 1, 404),
])  # fmt: skip
@pytest.mark.parametrize("screen", ["month", "poster"])
def test_a_month_that_is_none_or_of_another_century_has_no_screen(
    client, coordinator, screen, year, month, status
):
    client.force_login(coordinator)

    assert client.get(reverse(f"volunteering:{screen}", args=[year, month])).status_code == status


@pytest.mark.parametrize("screen", ["month", "poster"])
def test_a_month_has_its_first_and_its_last_day_and_no_other(client, coordinator, screen):
    for day in ((2, 28), (3, 1), (3, 31), (4, 1)):
        role = Role.objects.create(name=f"{day[0]}月{day[1]}号的活")
        planning.add_shift(datetime.date(2026, *day), datetime.time(9), datetime.time(12), role,
                           by=coordinator)  # fmt: skip
    client.force_login(coordinator)

    page = client.get(reverse(f"volunteering:{screen}", args=[2026, 3])).content.decode()

    there = [f"{words}号的活" in page for words in ("2月28", "3月1", "3月31", "4月1")]
    assert there == [False, True, True, False]


def test_a_past_shift_on_which_nobody_was_says_so(client, coordinator, morning, clock):
    client.force_login(coordinator)
    ahead = client.get(reverse("volunteering:month", args=[2026, 3])).content.decode()
    clock(day_at(MONDAY + datetime.timedelta(days=1), 9))

    behind = page(client.get(reverse("volunteering:month", args=[2026, 3])))
    shift = page(client.get(reverse("volunteering:shift", args=[morning.pk])))

    assert "没人报名" not in ahead
    assert "没人报名" in behind.select_one(".rota-shift").text
    assert "没有人报名。" in shift.text


@pytest.mark.parametrize(("day", "days", "status"), [
    ("2026-03-02", 7, 200), ("9999-12-31", 7, 404), ("0001-01-01", 0, 404), ("2026-02-30", 1, 404),
])  # fmt: skip
def test_the_sheet_of_days_that_no_calendar_has_is_not_found(
    client, coordinator, clock, day, days, status
):
    client.force_login(coordinator)

    answer = client.get(reverse("volunteering:sheet", args=[day, days]))

    assert answer.status_code == status


def test_a_line_is_corrected_to_other_times_or_struck_out_as_the_form_says(
    client, busy, coordinator
):
    client.force_login(coordinator)

    def corrected(**more):
        line = ServiceLine.objects.current().get(volunteer=busy["volunteer"])
        asked = {"came": "9:00", "left": "10:30", "reason": "提前走了"} | more
        client.post(reverse("volunteering:correct", args=[line.pk]), asked)
        return ServiceLine.objects.current().get(volunteer=busy["volunteer"]).minutes

    assert (corrected(), corrected(strike="on")) == (90, 0)


def test_a_new_address_of_one_s_own_at_the_desk_leads_back_to_the_desk(
    client, busy, registrar, guide
):
    client.force_login(registrar)

    own_page = client.post(reverse("volunteering:feed", args=[guide.pk]))
    at_the_desk = client.post(reverse("volunteering:feed", args=[guide.pk]), {"desk": "on"})

    assert own_page.url == reverse("volunteering:mine")
    assert at_the_desk.url == reverse("volunteers:inspect", args=[guide.pk])


def test_an_act_that_there_is_not_has_no_page(client, busy, coordinator):
    client.force_login(coordinator)

    answers = {
        act: client.get(reverse("volunteering:act", args=[busy["volunteer"], act])).status_code
        for act in ("leave", "dance")
    }

    assert answers == {"leave": 200, "dance": 404}


def test_the_poster_tells_two_of_a_name_apart(client, guide, volunteer_of, morning, coordinator):
    rota.sign_up(morning, guide, by=coordinator)
    client.force_login(coordinator)
    wall = reverse("volunteering:poster", args=[2026, 3])
    alone = client.get(wall).content.decode()

    twin = volunteer_of(guide.person.name, 1999, naming=guide.naming, address_form="")
    rota.sign_up(morning, twin, by=coordinator)
    both = client.get(wall).content.decode()

    assert guide.as_named == twin.as_named
    assert guide.as_named in alone
    assert f"（{guide.label}）" not in alone
    assert f"{guide.as_named}（{guide.label}）、{twin.as_named}（{twin.label}）" in both
