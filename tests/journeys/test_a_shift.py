import pytest

from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]

TELEPHONE = 360

PEOPLE = """
import datetime
from django.contrib.auth.models import Group
from museum.accounts.models import User
from museum.people.models import Person
from museum.volunteers import joining
from museum.volunteers.models import Role, ShiftTemplate

def account(username, role):
    user = User.objects.get(username="dengji")
    user.pk = None
    user.username, user.last_name, user.first_name = username, "金", "秀英"
    user.save(force_insert=True)
    user.groups.set([Group.objects.get(name=role)])
    return user

coordinator = account("zhaoji", "志愿者召集人")
account("zhiban", "值班员")
granny = Person.objects.create(name="王桂兰", address_form="婆婆", former_group="三组", phone="13800001234")
joining.join(granny, born=1951, by=coordinator, joined_on=datetime.date(2026, 1, 10))
# A shift round the clock on every day: whenever this runs, one is on.
for weekday in range(7):
    ShiftTemplate.objects.create(
        weekday=weekday, starts=datetime.time(0), ends=datetime.time(23, 59),
        role=Role.objects.get(name="值守"), needed=2, place="一厅")
"""


def inside(page):
    """Return by how many points anything in the desk's own frame is too wide."""
    return page.evaluate(
        "Math.max(0, ...[...document.querySelectorAll('main, .content-wrapper, .nice-padding')]"
        ".map(each => each.scrollWidth - each.clientWidth))"
    )


def make_the_month_and_assign(page):
    page.goto("/admin/")
    page.locator(".sidebar-nav-toggle").click()
    page.get_by_role("link", name="志愿者", exact=True).click()
    page.get_by_role("button", name="按每周班次排这个月").click()
    page.wait_for_selector("text=个班次，原有的没有动")
    page.locator(".rota-today .rota-shift a").first.click()
    page.select_option("[name=volunteer] >> nth=0", label="王桂兰（三组） ZY0001")
    page.get_by_role("button", name="排上").click()
    page.wait_for_selector("text=王桂兰排上了")


def at_the_tablet(page, button):
    page.goto("/admin/volunteers/tablet/")
    page.get_by_role("link", name="王", exact=True).click()
    page.fill("[name=number]", "1")
    page.get_by_role("button", name="下一步").click()
    page.wait_for_selector("text=王婆婆")
    assert overflow(page) == 0
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_selector(".tablet-said")
    return page.inner_text(".tablet-said")


def test_an_old_volunteer_without_an_account_serves_a_shift(museum_site, own_database, signed_in):
    own_database.run(PEOPLE)
    with signed_in("zhaoji", TELEPHONE) as coordinator:
        make_the_month_and_assign(coordinator)
        assert (overflow(coordinator), inside(coordinator)) == (0, 0)

    with signed_in("zhiban", TELEPHONE) as tablet:
        came = at_the_tablet(tablet, "签到")
        went = at_the_tablet(tablet, "签退")

    with signed_in("zhaoji", TELEPHONE) as coordinator:
        coordinator.goto("/admin/volunteers/")
        coordinator.get_by_role("link", name="王桂兰").first.click()
        coordinator.wait_for_selector("text=在馆经历")
        said = coordinator.inner_text("main")

    assert "王婆婆" in came
    assert "签到了" in came
    assert "签退了" in went
    assert "0分钟" in said
    assert "值守" in said
    assert "还没核定" not in said


SCREENS = [
    "rota/", "rota/new/", "hours/", "statements/", "tablet/", "tablet/?surname=王", "", "new/",
    "inspect/1/", "1/level/", "1/leave/", "1/record/", "1/statement/",
]  # fmt: skip


def test_every_screen_fits_a_telephone(museum_site, own_database, signed_in):
    own_database.run(PEOPLE)
    with signed_in("zhaoji", TELEPHONE) as page:
        make_the_month_and_assign(page)
        wide = {}
        for path in SCREENS:
            page.goto(f"/admin/volunteers/{path}")
            wide[path] = (overflow(page), inside(page))

    assert {path: each for path, each in wide.items() if any(each)} == {}


def test_the_papers_print_on_the_pages_they_are_meant_for(museum_site, own_database, signed_in):
    own_database.run(PEOPLE + SERVED)
    year, month, day = own_database.run(TODAY).split("-")
    papers = {
        f"rota/{int(year)}/{int(month)}/poster/": (1, "841.9"),
        f"rota/{int(year)}/{int(month)}/poster/?paper=a3": (1, "1191"),
        f"sheet/{year}-{month}-{day}/1/": (1, "594"),
        "statements/1/": (1, "594"),
    }
    with signed_in("zhaoji") as page:
        for path, (pages, width) in papers.items():
            page.goto(f"/admin/volunteers/{path}")
            printed = page.pdf(prefer_css_page_size=True)
            boxes = [box.split()[2] for box in media_boxes(printed)]
            assert (len(boxes), boxes[0][: len(width)]) == (pages, width), (path, boxes)


TODAY = "from museum.volunteers.recording import today; print(today())"

SERVED = """
from museum.volunteers import certifying, hours, planning
from museum.volunteers.models import Volunteer
from museum.volunteers.recording import today
volunteer = Volunteer.objects.get()
# Three shifts on every day: a busy month, which the poster has to hold on one page.
for hour in (8, 13):
    for weekday in range(7):
        ShiftTemplate.objects.create(
            weekday=weekday, starts=datetime.time(hour), ends=datetime.time(hour + 2),
            role=Role.objects.get(name="讲解"), needed=3, place="一厅")
planning.make_month(today().year, today().month, by=coordinator)
yesterday = today() - datetime.timedelta(days=1)
shift = planning.add_shift(yesterday, datetime.time(9), datetime.time(12), Role.objects.get(name="值守"), by=coordinator)
hours.enter(shift, volunteer, shift.starts_at, shift.ends_at, by=coordinator)
certifying.certify(volunteer, yesterday, yesterday, by=coordinator)
"""


def media_boxes(printed):
    import re

    return [each.decode() for each in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", printed)]


ON_WEDNESDAYS = """
ShiftTemplate.objects.exclude(weekday=2).update(in_use=False)
from museum.volunteers import planning
from museum.volunteers.recording import today
after = today().replace(day=28) + datetime.timedelta(days=5)
planning.make_month(after.year, after.month, by=coordinator)
print(after.year, after.month)
"""


def test_a_month_with_empty_days_keeps_each_day_under_its_weekday(
    museum_site, own_database, signed_in
):
    year, month = own_database.run(PEOPLE + ON_WEDNESDAYS).split()
    with signed_in("zhaoji") as page:
        page.goto(f"/admin/volunteers/rota/{year}/{month}/")
        heads = page.locator(".rota-weekdays span").nth(2).bounding_box()
        shifts = [each.bounding_box() for each in page.locator(".rota-shift").all()]

    assert 4 <= len(shifts) <= 5
    assert {abs(each["x"] - heads["x"]) < 24 for each in shifts} == {True}
