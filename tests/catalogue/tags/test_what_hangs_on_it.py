"""扫到一件, 扫到一处, 扫到空号牌: what may be done with it, by buttons, each written down once."""

import pytest
from bs4 import BeautifulSoup

from museum.catalogue import moving, returning, tagging
from museum.catalogue.models import Holding, Movement, Sighting, Tag, TagEntry
from tests.catalogue.desk.filling import form_on, words
from tests.catalogue.tags.conftest import photograph_of
from tests.factories import photo_file, received


@pytest.fixture
def at(client):
    def look(tag, **how):
        code = tag if isinstance(tag, str) else tag.code
        return client.get(f"/admin/tags/{code}/", **how)

    return look


@pytest.fixture
def in_the_case(curator, wheel, case, tags):
    """The wheel stands in the case, and a tag hangs on it."""
    moving.move(wheel, case, by=curator)
    tagging.tie(tags[0], wheel, by=curator)
    return tags[0]


def deeds(page):
    return [
        each.text for each in BeautifulSoup(page.content, "html.parser").select(".deeds strong")
    ]


def test_the_one_who_receives_begins_from_an_unused_tag(as_, at, registrar, tags):
    as_(registrar)

    page = at(tags[0])

    assert "还没用过的号牌" in words(page)
    assert "0001–R" in words(page)
    assert deeds(page) == ["收一件", "拴到登记过的东西上", "原来的号牌丢了"]
    assert 'href="/admin/receiving/one/?tag=0001R"' in page.content.decode()


def test_whoever_does_not_receive_is_not_offered_it(as_, at, keeper, tags):
    as_(keeper)

    assert deeds(at(tags[0])) == ["拴到登记过的东西上", "原来的号牌丢了"]


def test_what_was_scanned_says_what_it_is_where_it_should_be_and_who_may_touch_it(
    as_, at, keeper, in_the_case, wheel
):
    Holding.objects.filter(item=wheel).update(handling="两个人抬底座，别提轮子")
    as_(keeper)

    page = at(in_the_case)

    said = words(page)
    assert all(each in said for each in ("手摇纺车", "二厅·三号柜", "两个人抬底座，别提轮子"))
    assert deeds(page)[:2] == ["在这里", "挪到这里"]


def test_here_is_written_down_once_however_often_it_is_sent(
    as_, at, keeper, in_the_case, case, wheel
):
    client = as_(keeper)
    page = at(in_the_case)
    sent = form_on(page, ".tag-seen")

    answers = [client.post(page.request["PATH_INFO"], sent, follow=True) for _each in range(2)]

    assert [(row.item, row.place, row.by) for row in Sighting.objects.all()] == [
        (wheel, case, keeper)
    ]
    assert "今天看见“手摇纺车”在二厅·三号柜" in words(answers[0])


def test_before_another_place_it_is_moved_there_with_one_tap_and_not_seen(
    as_, at, keeper, in_the_case, store, wheel
):
    client = as_(keeper)
    at(store.tags.get())

    page = at(in_the_case)
    assert deeds(page)[:2] == ["挪到这里", "挪到别处"]
    assert "您在库房。册上写的是二厅·三号柜。" in words(page)
    answer = client.post(
        f"/admin/tags/{in_the_case.code}/move/", form_on(page, ".tag-moved"), follow=True
    )

    wheel.holding.refresh_from_db()
    assert wheel.holding.place == store
    assert "“手摇纺车”现在在库房。" in words(answer)
    assert not Sighting.objects.exists()


def test_seen_where_the_register_does_not_have_it_is_refused_with_the_cure(
    as_, at, keeper, in_the_case, store
):
    client = as_(keeper)
    sent = form_on(at(in_the_case), ".tag-seen", place=str(store.pk))

    answer = client.post(f"/admin/tags/{in_the_case.code}/", sent, follow=True)

    assert "二厅·三号柜" in words(answer)
    assert not Sighting.objects.exists()


@pytest.mark.parametrize("place", ["", "999999", "二厅", "1" * 30])
def test_seen_nowhere_is_refused(as_, at, keeper, in_the_case, place):
    client = as_(keeper)
    sent = form_on(at(in_the_case), ".tag-seen", place=place)

    answer = client.post(f"/admin/tags/{in_the_case.code}/", sent, follow=True)

    assert "先扫一下位置牌" in words(answer)
    assert not Sighting.objects.exists()


def test_the_one_who_may_not_move_is_told_who_does(as_, at, registrar, in_the_case, store):
    as_(registrar)
    at(store.tags.get())

    page = at(in_the_case)

    assert "请保管员或馆长来挪。" in words(page)
    assert not any("挪" in each for each in deeds(page))
    assert "在这里" not in deeds(page)


def test_a_place_that_was_scanned_long_ago_is_no_longer_where_somebody_stands(
    as_, at, keeper, in_the_case, store
):
    client = as_(keeper)
    at(store.tags.get())
    session = client.session
    session["stands_at"] = [store.pk, session["stands_at"][1] - 3 * 3600]
    session.save()

    assert deeds(at(in_the_case))[:2] == ["在这里", "挪到这里"]


def test_what_is_not_here_is_neither_seen_nor_moved(as_, at, curator, wheel, tags):
    tagging.tie(tags[0], wheel, by=curator)
    returning.decline(wheel, by=curator, reason="已有")
    returning.give_back(wheel, by=curator, reason="取走")
    as_(curator)

    page = at(tags[0])

    assert page.status_code == 200
    assert not {"在这里", "挪到这里"} & set(deeds(page))


def test_a_lost_tag_that_is_found_again_names_the_one_that_counts(as_, at, curator, wheel, tags):
    tagging.tie(tags[0], wheel, by=curator)
    tagging.replace(wheel, tags[1], by=curator)
    as_(curator)

    assert "这是丢过的旧号牌，现在拴的是0002–X。" in words(at(tags[0]))
    assert "手摇纺车" in words(at(tags[0]))


@pytest.mark.parametrize("how", ["typed", "photographed", "picked"])
def test_the_place_is_typed_photographed_or_picked(as_, keeper, in_the_case, store, wheel, how):
    client, address = as_(keeper), f"/admin/tags/{in_the_case.code}/move/"
    code = store.tags.get()
    told = {
        "typed": {"code": str(code)},
        "photographed": {"photo": photograph_of(f"https://cunshiguan.example/o/{code.code}")},
        "picked": {"place": store.pk},
    }[how]

    answer = client.post(address, form_on(client.get(address), "form.tag-moved") | told)

    assert answer.url == f"/admin/tags/{in_the_case.code}/"
    assert Movement.objects.latest("pk").destination == store


@pytest.mark.parametrize(
    ("told", "field"),
    [({"code": "0002X"}, "code"), ({"code": "WZ999"}, "code"), ({}, "code"),
     ({"photo": "a tag"}, "code"), ({"photo": "nothing"}, "photo")],
)  # fmt: skip
def test_what_is_no_place_is_asked_for_again(as_, keeper, in_the_case, tags, told, field):
    client, address = as_(keeper), f"/admin/tags/{in_the_case.code}/move/"
    before = Movement.objects.count()
    if "photo" in told:
        told = {
            "photo": photograph_of("https://x.example/o/0002X")
            if told["photo"] == "a tag"
            else photo_file()
        }

    page = client.post(
        address, form_on(client.get(address), "form.tag-moved") | {"place": ""} | told
    )

    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert Movement.objects.count() == before


def test_a_full_case_refuses_it_under_the_place(
    as_, keeper, curator, in_the_case, small_case, loom
):
    moving.move(loom, small_case, by=curator)
    client, address = as_(keeper), f"/admin/tags/{in_the_case.code}/move/"

    page = client.post(
        address, form_on(client.get(address), "form.tag-moved", place=str(small_case.pk))
    )

    assert "小柜" in " ".join(page.context["form"].errors["place"])


def test_of_a_place_or_an_unused_tag_nothing_is_moved(as_, keeper, case, tags):
    client = as_(keeper)

    for code in (case.tags.get().code, tags[0].code, "0001X"):
        assert client.get(f"/admin/tags/{code}/move/").status_code == 404


class TestTickedOff:
    @pytest.fixture
    def shelf(self, curator, registrar, ma_family, case):
        things = [
            received(title, by=registrar, owner=ma_family)
            for title in ("手摇纺车", "木杆秤", "马灯")
        ]
        moving.move(things, case, by=curator)
        return things

    def test_what_should_stand_there_is_listed_and_what_is_missing_named(
        self, as_, at, keeper, shelf, case, hall
    ):
        as_(keeper)

        for place in (case, hall):
            page = at(place.tags.get())
            assert "该有3件，对上0件" in words(page)
            assert "还差3件：手摇纺车、木杆秤、马灯。" in words(page)

    def test_what_is_ticked_is_written_once_and_stays_ticked(self, as_, at, keeper, shelf, case):
        client, code = as_(keeper), case.tags.get()
        at(code)
        chosen = {"item": [shelf[0].pk, shelf[2].pk]}

        for _again in range(2):
            answer = client.post(f"/admin/tags/{code.code}/", chosen, follow=True)

        assert sorted(row.item.title for row in Sighting.objects.all()) == ["手摇纺车", "马灯"]
        assert "对完了，差1件：木杆秤。" in words(answer)
        assert "还差1件：木杆秤。" in words(at(code))
        assert (
            len(BeautifulSoup(at(code).content, "html.parser").select("[name=item][disabled]")) == 2
        )

    def test_a_tick_that_the_page_sends_by_itself_is_written_at_once(
        self, as_, keeper, shelf, case
    ):
        client, address = as_(keeper), f"/admin/tags/{case.tags.get().code}/"

        answer = client.post(address, {"item": shelf[1].pk}, headers={"x-requested-with": "fetch"})

        assert (answer.status_code, answer.content) == (204, b"")
        assert Sighting.objects.get().item == shelf[1]

    def test_what_one_has_ticked_another_sees(self, as_, at, keeper, curator, shelf, case):
        code = case.tags.get()
        as_(keeper).post(f"/admin/tags/{code.code}/", {"item": shelf[0].pk})
        as_(curator)

        assert "该有3件，对上1件" in words(at(code))

    def test_all_there_is_a_good_end(self, as_, keeper, shelf, case):
        answer = as_(keeper).post(
            f"/admin/tags/{case.tags.get().code}/",
            {"item": [each.pk for each in shelf]},
            follow=True,
        )

        assert "对完了，一件不差。" in words(answer)

    @pytest.mark.parametrize("sent", ["999999", "x", "1" * 40])
    def test_what_does_not_stand_there_is_not_ticked(self, as_, keeper, shelf, case, sent):
        as_(keeper).post(f"/admin/tags/{case.tags.get().code}/", {"item": sent})

        assert not Sighting.objects.exists()

    def test_one_thing_more_is_scanned_and_moved_here(
        self, as_, at, keeper, shelf, case, loom, tags, curator
    ):
        tagging.tie(tags[0], loom, by=curator)
        client = as_(keeper)
        assert "这里多出一件" in deeds(at(case.tags.get()))

        opened = client.post("/admin/tags/", {"code": "0001R"}, follow=True)
        client.post("/admin/tags/0001R/move/", form_on(opened, ".tag-moved"))

        assert "该有4件" in words(at(case.tags.get()))

    def test_of_many_that_are_missing_the_first_are_named(
        self, as_, at, keeper, curator, registrar, ma_family, case
    ):
        things = [
            received(f"碗{number}", by=registrar, owner=ma_family) for number in "一二三四五六七"
        ]
        moving.move(things, case, by=curator)
        as_(keeper)

        assert "还差7件：碗一、碗二、碗三、碗四、碗五、碗六……。" in words(at(case.tags.get()))

    def test_an_empty_place_says_so(self, as_, at, keeper, case):
        as_(keeper)

        assert "这里没有登记的东西。" in words(at(case.tags.get()))


class TestHung:
    @pytest.mark.parametrize("typed", ["手摇纺车", "{number}", "{number} "])
    def test_an_unused_tag_is_tied_to_what_is_known(self, as_, registrar, wheel, tags, typed):
        typed = typed.format(number=wheel.holding.designation.lower())
        client, address = as_(registrar), "/admin/tags/0001R/tie/"

        answer = client.post(
            address, form_on(client.get(address), "form.tag-hung", which=typed), follow=True
        )

        assert tagging.valid_tag(wheel) == tags[0]
        assert "号牌0001–R拴在“手摇纺车”上了。" in words(answer)

    @pytest.mark.parametrize("typed", ["手摇纺车", "0001–R"])
    def test_a_lost_one_is_replaced_by_what_stands_on_it_or_by_the_name(
        self, as_, curator, wheel, tags, typed
    ):
        tagging.tie(tags[0], wheel, by=curator)
        client, address = as_(curator), "/admin/tags/0002X/replace/"

        answer = client.post(address, form_on(client.get(address), "form.tag-hung", which=typed))

        assert answer.url == "/admin/tags/0002X/"
        assert tagging.valid_tag(wheel) == tags[1]

    @pytest.mark.parametrize(
        ("act", "typed", "said"),
        [("tie", "没有的东西", "没有的东西"), ("tie", "", "哪一件"), ("tie", "0002X", "没有拴在东西上"),
         ("replace", "手摇纺车", "没有号牌"), ("tie", "0002–Y", "末尾的字母对不上")],
    )  # fmt: skip
    def test_what_cannot_be_meant_is_said_and_stays(
        self, as_, curator, wheel, tags, act, typed, said
    ):
        page = as_(curator).post(
            f"/admin/tags/0001R/{act}/",
            {"which": typed, "key": "5f0c8c0e-8f7a-4a50-9f0e-2f3f0f1f2f3f"},
        )

        assert page.status_code == 200
        assert said in words(page)
        assert f'value="{typed}"' in page.content.decode() or not typed
        assert not TagEntry.objects.exists()

    def test_of_namesakes_the_numbers_are_told(
        self, as_, curator, registrar, ma_family, wheel, tags
    ):
        received("手摇纺车", by=registrar, owner=ma_family)

        page = as_(curator).post(
            "/admin/tags/0001R/tie/",
            {"which": "手摇纺车", "key": "5f0c8c0e-8f7a-4a50-9f0e-2f3f0f1f2f3f"},
        )

        assert "请写编号" in words(page)
        assert wheel.holding.designation in words(page)

    def test_a_torn_one_counts_no_more_and_says_why(self, as_, curator, wheel, tags):
        tagging.tie(tags[0], wheel, by=curator)
        client, address = as_(curator), "/admin/tags/0001R/void/"

        without = client.post(address, form_on(client.get(address), "form.tag-hung"))
        done = client.post(
            address, form_on(client.get(address), "form.tag-hung", reason="撕坏了"), follow=True
        )

        assert without.context["form"].errors
        assert "号牌0001–R不算了。" in words(done)
        assert Tag.objects.get(code="0001R").is_void
        assert "0001–R" in words(client.get("/admin/tags/0001R/"))

    def test_what_is_no_tag_or_no_deed_is_not_there(self, as_, curator, case, wheel, tags):
        client = as_(curator)

        for code, act in (
            (case.tags.get().code, "void"),
            (wheel.holding.designation, "tie"),
            ("0001R", "eat"),
            ("0001X", "tie"),
        ):
            assert client.get(f"/admin/tags/{code}/{act}/").status_code == 404
