import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.campaigns import Campaign
from museum.people.models import Person
from museum.visits import tapping, visiting
from museum.visits.desk.slip_form import SlipForm
from museum.visits.models import Tap, Visit
from museum.visits.visiting import Caller, Slip
from tests.factories import PersonFactory

pytestmark = pytest.mark.usefixtures("a_wednesday")
DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def desk(client, on_duty):
    client.force_login(on_duty)
    return client


@pytest.fixture
def visit(on_duty):
    slip = Slip(
        persons=48, pupils=45, teachers=3, origin="city", kind="school", day=DAY,
        organisations=["青石桥小学"], leader=Caller("李老师", "13800001234"), purpose="写作文",
    )  # fmt: skip
    return visiting.receive(slip, by=on_duty)


def on_paper(**more):
    return {
        "day": "2026-11-18", "organisations": "河口村党支部\n河口镇政府", "kind": "party",
        "origin": "township", "persons": "30", "elders": "4", "companions": "周明远、马秀英",
        "batch_1": "16", "guide_1": "马德全", "batch_2": "14", "guide_2": "",
    } | more  # fmt: skip


def test_a_paper_slip_is_keyed_in_with_its_own_day(desk):
    desk.post(reverse("visits:slip"), on_paper())

    visit = Visit.objects.get()
    assert (visit.day, visit.from_paper, visit.others) == (datetime.date(2026, 11, 18), True, 26)
    assert visit.names == "河口村党支部、河口镇政府"
    assert [batch.persons for batch in visit.batches.all()] == [16, 14]
    assert visit.contacts.count() == 2


def test_a_guide_known_by_name_is_the_same_person(desk):
    guide = PersonFactory(name="马德全")

    desk.post(reverse("visits:slip"), on_paper())

    assert Visit.objects.get().batches.first().guide == guide
    assert Person.objects.filter(name="马德全").count() == 1


def test_one_guide_for_all_needs_no_counting(desk):
    desk.post(reverse("visits:slip"), on_paper(batch_1="", batch_2=""))

    assert [batch.persons for batch in Visit.objects.get().batches.all()] == [30]


def test_a_refused_slip_writes_neither_visit_nor_guide(desk):
    page = desk.post(reverse("visits:slip"), on_paper(batch_2="15")).content.decode()

    assert "31" in page
    assert not Visit.objects.exists()
    assert not Person.objects.filter(name="马德全").exists()


def test_filling_in_the_rest_is_a_line_of_its_own_and_keeps_the_telephone(desk, visit):
    page = desk.get(reverse("visits:correct", args=[visit.label])).content.decode()
    assert "13800001234" not in page

    desk.post(reverse("visits:correct", args=[visit.label]), {
        "before": visit.pk, "reason": "后来补的", "day": "2026-11-20", "kind": "school",
        "organisations": "青石桥小学", "origin": "city", "persons": "49", "pupils": "46",
        "teachers": "3", "leader": "李老师", "remarks": "下学期还来",
    })  # fmt: skip

    line = Visit.objects.current().get()
    assert (line.persons, line.remarks, line.supersedes) == (49, "下学期还来", visit)
    assert line.contacts.get().contact.phone == "13800001234"
    told = desk.get(reverse("visits:visit", args=[visit.label])).content.decode()
    assert "后来补的" in told
    assert "138****1234" in told


def test_a_correction_from_an_old_screen_is_refused(desk, visit, on_duty):
    visiting.correct(visit, Slip(persons=50, origin="city"), by=on_duty, reason="又数了一遍")

    desk.post(reverse("visits:correct", args=[visit.label]), {
        "before": visit.pk, "reason": "改", "day": "2026-11-20", "kind": "school",
        "origin": "city", "persons": "49",
    })  # fmt: skip

    assert Visit.objects.current().get().persons == 50


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "青石桥"}, True), ({"q": "CG-2026-0001"}, True), ({"q": "没有的"}, False),
        ({"origin": "outside"}, True), ({"origin": "village"}, False), ({"kind": "school"}, True),
        ({"from": "2026-11-20", "until": "2026-11-20"}, True), ({"from": "2026-11-21"}, False),
        ({"from": "nonsense", "p": "x"}, True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_its_address(desk, visit, query, found):
    page = desk.get(reverse("visits:index"), query).content.decode()

    assert (reverse("visits:visit", args=[visit.label]) in page) == found


def test_the_list_asks_as_often_for_thirty_as_for_one(
    desk, visit, on_duty, django_assert_max_num_queries
):
    for _each in range(29):
        visiting.receive(Slip(persons=2, origin="city", organisations=["青石桥小学"]), by=on_duty)

    with django_assert_max_num_queries(30):
        desk.get(reverse("visits:index"))


def test_a_visit_is_struck_out_with_a_reason(desk, visit):
    desk.post(reverse("visits:strike_out", args=[visit.label]), {"reason": ""})
    assert Visit.objects.current().exists()

    desk.post(reverse("visits:strike_out", args=[visit.label]), {"reason": "记重了"})

    assert not Visit.objects.current().exists()
    assert "记重了" in desk.get(reverse("visits:visit", args=[visit.label])).content.decode()


def test_a_paper_tally_and_taking_it_back(desk):
    told = {
        "day": "2026-11-20",
        "adult": "12",
        "child": "",
        "elder": "3",
        "key": "5f0a1f53-7a34-4a6e-9a55-0d8d3ae3b6a1",
    }
    desk.post(reverse("visits:tallies"), told)
    desk.post(reverse("visits:tallies"), told)
    assert Tap.objects.count() == 2

    desk.post(reverse("visits:undo_tally", args=[Tap.objects.get(kind="adult").pk]))

    assert [tap.persons for tap in Tap.objects.current()] == [3]


def test_the_printed_slip_asks_what_the_screen_asks(desk):
    page = desk.get(reverse("visits:paper")).content.decode()

    for words in ("日期", "单位", "从哪里来", "境外", "返乡亲友", "社会团体", "领队", "陪同人"):
        assert words in page
    assert page.count("参观登记单</h1>") == 2
    assert (
        desk.get(reverse("visits:paper"), {"size": "a5"}).content.decode().count("参观登记单</h1>")
        == 1
    )


def test_the_paper_has_every_field_of_the_screen(desk, on_duty):
    Campaign.objects.create(name="红石榴")
    paper = BeautifulSoup(desk.get(reverse("visits:paper"), {"size": "a5"}).content, "html.parser")
    printed = [label.text for label in paper.select(".slip b")]

    asked = [str(field.label) for name, field in SlipForm(by=on_duty).fields.items()
             if not name.startswith(("batch_", "guide_", "is_estimated", "pupils", "teachers", "elders",
                                     "remarks", "another"))]  # fmt: skip

    assert [label for label in asked if label not in printed] == []
    for words in ("学生", "老师", "老人", "第4批：人数、讲解员", "备注"):
        assert words in printed
    assert "估的" in paper.text
    assert "红石榴" in paper.text


def test_a_school_in_another_writing_is_asked_about_on_the_slip(desk, on_duty):
    desk.post(reverse("visits:slip"), on_paper(organisations="柳河市第六小学"))
    told = on_paper(organisations="柳河市六小\n石榴湾社区", key=uuid.uuid4())

    asked = desk.post(reverse("visits:slip"), told).content.decode()

    assert "是不是同一个单位？" in asked
    assert 'name="another"' in asked
    assert Visit.objects.count() == 1
    desk.post(reverse("visits:slip"), told | {"another": "on"})
    names = set(Person.objects.filter(kind="organisation").values_list("name", flat=True))
    assert names == {"柳河市第六小学", "柳河市六小", "石榴湾社区"}


def test_who_comes_from_the_door_to_fill_in_the_rest_need_not_say_why(desk, visit):
    page = desk.get(reverse("visits:correct", args=[visit.label]) + "?rest")

    assert 'name="reason" value="后来补的"' in page.content.decode()


def test_single_visitors_stand_with_the_newest_day_first(desk, on_duty):
    for day, persons in ((23, 2), (25, 3), (24, 4)):
        tapping.tally("adult", persons, day=datetime.date(2026, 11, day), by=on_duty)

    page = BeautifulSoup(desk.get(reverse("visits:tallies")).content, "html.parser")

    days = [row.td.text for row in page.select("main .visits-table tbody tr")]
    assert days[:3] == ["2026年11月25日", "2026年11月24日", "2026年11月23日"]


def test_a_slip_to_key_in_guesses_nothing_of_who_came(desk):
    page = BeautifulSoup(desk.get(reverse("visits:slip")).content, "html.parser")
    refused = desk.post(reverse("visits:slip"), on_paper(kind=""))

    chosen = [each["value"] for each in page.select("select[name=kind] option[selected]")]
    assert chosen in ([], [""])
    assert page.select_one("select[name=kind] option").text == "请选择"
    assert "是哪一类团体？" in refused.content.decode()
    assert not Visit.objects.exists()


def test_a_slip_keyed_in_twice_is_hinted_at(desk):
    first = desk.post(reverse("visits:slip"), on_paper(), follow=True).content.decode()
    again = desk.post(reverse("visits:slip"), on_paper(), follow=True).content.decode()
    other = desk.post(
        reverse("visits:slip"), on_paper(organisations="河口小学"), follow=True
    ).content.decode()

    one, _two, _three = Visit.objects.order_by("pk")
    assert "划掉一张" not in first
    assert f"{one.label}写的一样" in again
    assert "划掉一张" in again
    assert "划掉一张" not in other
