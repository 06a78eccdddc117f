"""A village in which no two figures are equal, so that none can stand in another's place unseen."""

import datetime

import pytest
from django.utils import timezone

from museum.catalogue import accessioning, deaccessioning, displaying, donating, returning
from museum.catalogue.donating import Thing
from museum.catalogue.models import Story
from museum.figures import reporting
from museum.figures.definitions import ALL
from museum.figures.desk import screens
from museum.figures.period_counts import PeriodCounts
from museum.figures.yearly import table
from museum.institution import Museum
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from museum.visits import tapping, visiting
from museum.visits.models import VisitSettings, WeeklyHours
from tests.approving import approved
from tests.factories import PersonFactory, photo_file
from tests.figures.conftest import YEAR, D, at

IN_MARCH = D(2023, 3, 5)
# Code: words, unit, value.
FIGURES = {
    "held": ("馆里有", "件/套", "45"),
    "pieces": ("拆开来数", "件", "61"),
    "collected": ("本期收集到", "件", "40"),
    "collected_gifts": ("其中捐赠", "件", "21"),
    "collected_deposits": ("其中寄存和借展", "件", "12"),
    "collected_otherwise": ("其中转让、移交、馆内发现", "件", "7"),
    "accepted": ("收下编了藏品号", "件", "24"),
    "deposits": ("代人存着", "件", "16"),
    "on_display": ("摆在展厅里", "件", "25"),
    "with_photo": ("有照片", "件", "26"),
    "with_story": ("有人讲过", "件", "20"),
    "stories": ("记下的故事", "条", "18"),
    "deaccessioned": ("出馆", "件", "3"),
    "returned": ("还给主人家", "件", "1"),
    "display_rate": ("在展率", "%", "55.6"),
    "photo_rate": ("拍照完成率", "%", "57.8"),
    "origin_rate": ("有来历记录的比例", "%", "66.7"),
    "giver_persons": ("个人", "人", "6"),
    "giver_households": ("人家", "户", "9"),
    "giver_organisations": ("单位", "家", "2"),
    "visitors": ("参观人次", "人次", "635"),
    "visitors_alone": ("其中散客", "人次", "170"),
    "children": ("其中未成年人", "人次", "46"),
    "elders": ("其中老年人", "人次", "41"),
    "organisations": ("来过的单位", "家", "15"),
    "group_visits": ("团体批次", "批", "23"),
    "group_persons": ("团体人次", "人次", "465"),
    "outside_organisations": ("外区单位", "家", "8"),
    "outside_visits": ("外区批次", "批", "22"),
    "outside_persons": ("外区人次", "人次", "440"),
    "guided": ("有讲解的批次", "批", "10"),
    "tours": ("讲解场次", "场", "11"),
    "guided_persons": ("听讲解的人次", "人次", "110"),
    "guides": ("讲解员", "人", "4"),
    "days_open": ("开放天数", "天", "313"),
    "school_visits": ("学校研学", "批", "14"),
    "party_visits": ("主题党日", "批", "5"),
    "volunteers_before": ("期初在册", "人", "13"),
    "volunteers": ("期末在册", "人", "19"),
    "served": ("服务过的", "人", "17"),
    "hours": ("服务时长", "小时", "42.5"),
    "hours_each": ("人均时长", "小时", "2.5"),
}
# Code, words, unit, this period, last year.
YEARLY = [
    ("held", "馆里有", "件/套", "45", "9"),
    ("pieces", "拆开来数", "件", "61", "9"),
    ("collected", "本期收集到", "件", "40", "9"),
    ("collected_gifts", "其中捐赠", "件", "21", "4"),
    ("collected_deposits", "其中寄存和借展", "件", "12", "5"),
    ("collected_otherwise", "其中转让、移交、馆内发现", "件", "7", "0"),
    ("accepted", "收下编了藏品号", "件", "24", "3"),
    ("deposits", "代人存着", "件", "16", "5"),
    ("deaccessioned", "出馆", "件", "3", "0"),
    ("returned", "还给主人家", "件", "1", "0"),
    ("photo_rate", "拍照完成率", "%", "57.8", "None"),
    ("origin_rate", "有来历记录的比例", "%", "66.7", "None"),
    ("stories", "记下的故事", "条", "18", "None"),
    ("giver_persons", "捐赠、寄存的个人", "人", "6", "1"),
    ("giver_households", "捐赠、寄存的人家", "户", "9", "0"),
    ("giver_organisations", "捐赠、寄存的单位", "家", "2", "0"),
    ("pen:certificates", "发放证书", "张", "None", "None"),
    ("on_display", "摆在展厅里", "件", "25", "0"),
    ("display_rate", "在展率", "%", "55.6", "0.0"),
    ("pen:floor", "展厅面积", "m²", "None", "None"),
    ("pen:permanent", "基本陈列", "个", "None", "None"),
    ("pen:temporary", "临时展览", "个", "None", "None"),
    ("pen:online", "线上展览", "个", "None", "None"),
    ("pen:liked", "热门藏品", "写名称", "None", "None"),
    ("days_open", "开放天数", "天", "313", "313"),
    ("pen:evenings", "夜间开放", "天", "None", "None"),
    ("visitors", "参观人次", "人次", "635", "0"),
    ("children", "其中未成年人", "人次", "46", "0"),
    ("elders", "其中老年人", "人次", "41", "0"),
    ("group_visits", "团体批次", "批", "23", "0"),
    ("group_persons", "团体人次", "人次", "465", "0"),
    ("organisations", "来过的单位", "家", "15", "0"),
    ("outside_organisations", "外区单位", "家", "8", "0"),
    ("outside_visits", "外区批次", "批", "22", "0"),
    ("outside_persons", "外区人次", "人次", "440", "0"),
    ("tours", "讲解场次", "场", "11", "0"),
    ("guides", "讲解员", "人", "4", "0"),
    ("school_visits", "学校研学", "批", "14", "0"),
    ("party_visits", "主题党日", "批", "5", "0"),
    ("pen:events", "其他活动", "次", "None", "None"),
    ("volunteers_before", "期初在册", "人", "13", "0"),
    ("volunteers", "期末在册", "人", "19", "13"),
    ("served", "服务过的", "人", "17", "0"),
    ("hours", "服务时长", "小时", "42.5", "0"),
    ("hours_each", "人均时长", "小时", "2.5", "0"),
    ("pen:website", "线上访问", "次", "None", "None"),
    ("pen:income", "收入", "元", "None", "None"),
    ("pen:spending", "支出", "元", "None", "None"),
    ("pen:accidents", "安全事故", "次", "None", "None"),
    ("pen:press", "宣传报道", "篇", "None", "None"),
]


SCREENS = {
    "dashboard": "?year=2023",
    "dashboard-half-a-year": "?from=2023-01-01&until=2023-06-30",
    "records-visitors": "records/visitors/?year=2023",
    "records-hours": "records/hours/?year=2023",
    "records-given": "records/collected/?year=2023&by=way&value=gift",
    "yearly": "yearly/?year=2023",
    "yearly-paper": "yearly/paper/?year=2023",
}


def people(kind, count):
    return [Person.objects.create(name=f"{kind}{n}", kind=kind) for n in range(count)]


@pytest.fixture(autouse=True)
def a_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(2026, 11, 25, 10))


@pytest.fixture
def objects(curator, registrar, case):
    """45 objects here at the end of 2023: 40 came in the year, 5 before; 4 left in it."""
    picture = take_in([photo_file()], by=registrar).pictures[0]
    persons, households, bodies = (
        people("person", 6),
        people("household", 9),
        people("organisation", 2),
    )
    earlier = PersonFactory(name="马早年")
    written = [0]

    def things(way, count):
        for _each in range(count):
            n = written[0]
            written[0] += 1
            told = D(2023, 6, 1) if n < 18 else D(2022, 6, 1)
            stories = [Story(text="说。", teller=earlier, told_on=told)] if n < 20 else []
            more = {"stories": stories} if stories else {}
            if 20 <= n < 30:
                more["provenance"] = "三组的"
            yield Thing(f"物件{n}", way=way, pieces=17 if n == 0 else 1, more=more,
                        pictures=[picture] if n < 26 else [])  # fmt: skip

    def brought(owner, way, count, day=IN_MARCH):
        made = donating.receive(
            donating.Receipt(list(things(way, count)), owner=owner, happened_at=day), by=registrar
        )
        return [each.item for each in made.holdings.order_by("line")]

    gifts = [item for owner in households for item in brought(owner, "gift", 1)]
    gifts += [item for owner in bodies for item in brought(owner, "gift", 4)]
    gifts += brought(persons[0], "gift", 4)
    deposits = [item for owner in persons[1:5] for item in brought(owner, "deposit", 3)]
    bought = brought(persons[5], "purchase", 3)
    brought(bodies[0], "transfer", 4)
    for item in [*gifts, *bought, *deposits[:4]]:
        accessioning.accept(item, by=curator, happened_at=D(2023, 4, 1))
    displaying.put_on_display([*gifts, *deposits[:4]], case, by=curator, happened_at=D(2023, 5, 1))
    before = D(2022, 3, 5)
    brought(earlier, "deposit", 4, before)
    brought(earlier, "gift", 1, before)
    (lent,) = brought(earlier, "deposit", 1, before)
    returning.give_back(lent, by=curator, reason="家里要用", happened_at=D(2023, 7, 1))
    for item in brought(earlier, "gift", 3, before):
        accessioning.accept(item, by=curator, happened_at=D(2022, 4, 1))
        deaccessioning.deaccession(item, by=curator, reason_code="duplicate_entry", reason="登了两次",
                                   happened_at=D(2023, 8, 1))  # fmt: skip


@pytest.fixture
def visits(on_duty, group):
    """23 groups, 22 of them from outside, and 170 people on their own."""
    VisitSettings.load()
    for weekday in range(1, 7):
        WeeklyHours.objects.create(settings=VisitSettings.load(), weekday=weekday,
                                   opens=datetime.time(9), closes=datetime.time(12))  # fmt: skip
    guides = [PersonFactory(name=f"沙导{n}") for n in range(4)]
    bodies = people("organisation", 15)
    kinds = ["school"] * 14 + ["party"] * 5 + ["tourists"] * 3
    for n, kind in enumerate(kinds):
        tours = [visiting.Tour(10, guides[n % 4])] if n < 10 else []
        tours += [visiting.Tour(10, guides[0] if n == 0 else None)] if n < 10 else []
        group(D(2023, 5, 1 + n), persons=20, kind=kind, origin="city", tours=tours,
              organisations=[bodies[n % 8]])  # fmt: skip
    group(D(2023, 6, 1), persons=25, kind="village", origin="village", pupils=15, elders=2,
          organisations=bodies[8:])  # fmt: skip
    for kind, persons in (("adult", 100), ("child", 31), ("elder", 39)):
        tapping.tally(kind, persons, day=D(2023, 6, 2), by=on_duty)


@pytest.fixture
def volunteers(volunteer, shift):
    """13 on the register before the year, 19 at its end, of whom 17 served two and a half hours."""
    known = [volunteer(f"丁早{n}", D(2022, 5, 1)) for n in range(13)]
    known += [volunteer(f"丁新{n}", D(2023, 2, 1)) for n in range(6)]
    for n, each in enumerate(known[:17]):
        shift(each, D(2023, 9, 1 + n), 150)


@pytest.fixture
def village(objects, visits, volunteers):
    row = Museum.load()
    row.demo_since = timezone.now()  # the screens open on the last year that has records
    row.save()


def test_each_figure_is_its_own_and_stands_at_its_own_name_everywhere(village, client, curator):
    counts = PeriodCounts(YEAR)
    counted = {
        each.code: (str(each.label), str(each.unit), str(each.value(counts))) for each in ALL
    }
    sheet = [(row.code, row.label, row.unit, str(row.value), str(row.before))
             for row in table(YEAR).rows]  # fmt: skip

    assert len({value for _words, _unit, value in FIGURES.values()}) == len(FIGURES)
    assert list(counted.items()) == list(FIGURES.items())
    assert sheet == YEARLY


def test_every_screen_and_paper_of_the_figures_is_as_it_was_approved(village, client, curator):
    approved("figures-public", client.get("/figures/"), "body")
    approved("figures-public-2022", client.get("/figures/?year=2022"))
    client.force_login(curator)
    for name, path in SCREENS.items():
        approved(f"figures-{name}", client.get(f"/admin/figures/{path}"))
    reporting.hand_in(YEAR, by=curator)
    approved("figures-yearly-handed-in", client.get("/admin/figures/yearly/?year=2023"))
    approved("figures-report", client.get("/admin/figures/reports/TJ-2023-0001/"))
    approved(
        "figures-report-paper", client.get("/admin/figures/reports/TJ-2023-0001/paper/"), "html"
    )


def test_one_campaign_and_rows_of_many_pages_are_as_they_were_approved(
    filled, client, curator, monkeypatch, campaign, group
):
    monkeypatch.setattr(screens, "PER_PAGE", 1)
    client.force_login(curator)
    asked = f"?year=2023&campaign={campaign.pk}"
    approved("figures-campaign", client.get(f"/admin/figures/{asked}"))
    approved("figures-campaign-records", client.get(f"/admin/figures/records/visitors/{asked}"))
    for page in ("1", "2", "9"):
        approved(f"figures-rows-{page}", client.get(
            f"/admin/figures/records/group_visits/?year=2023&page={page}"
        ))  # fmt: skip
    approved("figures-rows-of-a-bar", client.get(
        "/admin/figures/records/visitors/?year=2023&by=kind&of=party"
    ))  # fmt: skip
    approved("figures-no-rows", client.get("/admin/figures/records/visitors/?year=2021"))
    report = reporting.hand_in(YEAR, by=curator)
    group(D(2023, 4, 9), persons=7)
    group(D(2022, 4, 9), persons=5)
    approved("figures-errata", client.get(f"/admin/figures/reports/{report.label}/"))
    approved("figures-until-today", client.get("/figures/?year=2023"))


def test_the_coordinator_s_figures_are_as_they_were_approved(filled, client, coordinator):
    client.force_login(coordinator)
    approved("figures-coordinator", client.get("/admin/figures/?year=2023"))


def test_figures_of_a_museum_without_any_are_as_they_were_approved(client, db, curator):
    approved("figures-public-empty", client.get("/figures/"))
    client.force_login(curator)
    approved("figures-empty", client.get("/admin/figures/"))
    approved("figures-yearly-empty", client.get("/admin/figures/yearly/"))
