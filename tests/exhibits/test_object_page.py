import pytest

from museum.catalogue import displaying, opening
from museum.catalogue.models import Photo, Story
from museum.institution import Museum
from museum.pictures.models import Picture
from tests.exhibits.conftest import filled, save, soup
from tests.factories import published

ADDRESS = "/objects/CS00001/"


def test_an_object_page_says_what_it_is_and_where_it_stands(client, shown_wheel):
    page = soup(client.get(ADDRESS))

    assert page.h1.text == "手摇纺车"
    assert page.select_one(".number-stamped").text == "CS00001"
    assert page.select_one(".place-now").get_text(" ", strip=True) == "现在摆在 二厅·三号柜"


def test_facts_nobody_wrote_down_are_left_out(client, shown_wheel):
    page = soup(client.get(ADDRESS))

    assert [row.text for row in page.select(".facts dt")] == ["年代", "怎么来的", "用途"]


def test_where_a_thing_was_made_stands_among_the_facts(client, shown_wheel):
    shown_wheel.origin = "荆州草市"
    published(save(shown_wheel))

    row = soup(client.get(ADDRESS)).find("dt", string="产地").parent

    assert row.dd.text == "荆州草市"


def test_an_object_in_the_store_stands_in_the_store_and_no_closer(
    client, curator, shown_wheel, store
):
    displaying.take_off_display(shown_wheel, store, by=curator)

    place = soup(client.get(ADDRESS)).select_one(".place-now")

    assert place.get_text(strip=True) == "现在收在库房，没有摆出来"
    assert "place-now-store" in place["class"]


def test_the_one_who_tells_stands_before_the_story(client, shown_wheel, grandmother):
    shown_wheel.stories.add(
        Story(
            text="这架纺车是我婆婆的。\n\n哪年不纺的，我记不清了。",
            teller=grandmother,
            teller_naming="full",
        )
    )
    published(save(shown_wheel))

    telling = soup(client.get(ADDRESS)).select_one(".object-telling")

    assert telling.select_one(".teller").get_text(strip=True) == "王桂兰 讲"
    assert [line.text for line in telling.select(".story p")] == [
        "这架纺车是我婆婆的。",
        "哪年不纺的，我记不清了。",
    ]


def test_the_second_photo_has_an_address_of_its_own(client, two_photos):
    page = soup(client.get(ADDRESS, {"photo": 2}))

    assert page.select_one(".figure > .plate img")["alt"] == "背面"
    assert page.select_one(".figure-strip a[aria-current]")["href"] == f"{ADDRESS}?photo=2"


@pytest.mark.parametrize(
    ("is_drawing", "has_air", "said"),
    [(True, True, "图：马素芬绘。"), (False, False, "照片：马素芬绘。")],
)
def test_a_drawing_gets_air_around_it_and_a_photo_none_on_every_page(
    client, exhibition, two_photos, is_drawing, has_air, said
):
    Picture.objects.update(is_drawing=is_drawing, credit="马素芬绘")
    filled(exhibition, two_photos)

    pages = {path: soup(client.get(path)) for path in (ADDRESS, "/objects/", "/cotton/", "/")}

    where = {ADDRESS: ".figure > .plate", "/objects/": ".card .plate", "/cotton/": ".objects .card .plate",
             "/": ".exhibition .plate"}  # fmt: skip
    assert all(pages[path].select_one(f"{where[path]} img") for path in where)
    air = {
        path: "plate-photo" not in pages[path].select_one(where[path])["class"] for path in where
    }
    assert air == dict.fromkeys(where, has_air)
    assert said in pages[ADDRESS].select_one(".figure-caption").text


def test_what_the_photo_says_of_who_took_it_goes_before_what_the_picture_says(client, two_photos):
    Picture.objects.update(credit="照相馆")
    Photo.objects.filter(alt="背面").update(credit="杨振华")

    said = {
        number: soup(client.get(ADDRESS, {"photo": number})).select_one(".figure-caption").text
        for number in (1, 2)
    }

    assert "照相馆" in said[1]
    assert "杨振华" in said[2]
    assert "照相馆" not in said[2]


@pytest.mark.parametrize("photo", ["0", "3", "abc", "-1", "9" * 20])
def test_a_photo_that_is_not_there_is_the_first_one(client, two_photos, photo):
    page = soup(client.get(ADDRESS, {"photo": photo}))

    assert page.select_one(".figure > .plate img")["alt"] == "正面"


@pytest.mark.parametrize("written", ["cs00001", "ＣＳ００００１", "Cs00001"])
def test_a_number_written_otherwise_leads_to_the_right_address(client, shown_wheel, written):
    response = client.get(f"/objects/{written}/")

    assert response.status_code == 302
    assert response.url == ADDRESS


@pytest.mark.parametrize("number", ["CS99999", "%00", "..", "%27--", "长" * 300])
def test_an_unknown_number_is_not_found(client, shown_wheel, number):
    assert client.get(f"/objects/{number}/").status_code == 404


def test_an_unpublished_object_is_not_found(client, shown_wheel):
    shown_wheel.unpublish()

    response = client.get(ADDRESS)

    assert response.status_code == 404
    assert "手摇纺车" not in response.content.decode()


def test_a_withdrawn_object_is_not_found(client, curator, shown_wheel):
    opening.withdraw(shown_wheel, by=curator)

    assert client.get(ADDRESS).status_code == 404


def test_what_the_museum_keeps_to_itself_is_not_on_the_page(client, shown_wheel, grandmother):
    page = client.get(ADDRESS).content.decode()

    assert shown_wheel.use in page
    assert (grandmother.phone, shown_wheel.note) == ("13800001234", "估价三百，另有人要")
    assert grandmother.phone not in page
    assert shown_wheel.note not in page


def test_an_object_page_stays_within_twelve_queries(
    client, curator, two_photos, shown_loom, case, django_assert_max_num_queries
):
    displaying.put_on_display(shown_loom, case, by=curator)
    client.get(ADDRESS)

    with django_assert_max_num_queries(12):
        response = client.get(ADDRESS)

    assert soup(response).select_one(".shelf li:not([aria-current]) h3").text == "木织布机"


@pytest.mark.parametrize("telephone", ["0851-1234567", ""])
def test_whoever_knows_the_object_is_asked_where_somebody_can_be_called(
    client, shown_wheel, telephone
):
    Museum.objects.update_or_create(defaults={"name": "石桥村史馆", "telephone": telephone})

    told = soup(client.get(ADDRESS)).select_one("#story")

    assert "还没有人讲过它" in told.text
    assert ("认得" in told.text) == bool(telephone)
    assert telephone in told.text


def test_no_museum_says_of_itself_what_its_people_have_not_written(client, shown_wheel):
    Museum.objects.update_or_create(defaults={"name": "石桥村史馆", "telephone": "0851-1234567"})

    footer = soup(client.get(ADDRESS)).select_one("footer")

    assert "0851-1234567" in footer.text
    assert "没人接" not in footer.text
    assert "开馆时间有人接" not in footer.text


def test_the_shelf_shows_where_the_object_stands_and_the_way_to_the_next(
    client, curator, two_photos, shown_loom, case
):
    displaying.put_on_display(shown_loom, case, by=curator)

    page = soup(client.get(ADDRESS))

    assert page.select_one(".shelf [aria-current] h3").text == "手摇纺车"
    assert page.select_one(".case-walk a[rel=next]")["href"] == "/objects/CS00002/"
    assert page.select_one(".case-walk a[rel=prev]") is None
    assert "三号柜一共2件，这是第1件" in page.select_one(".case-walk").text


def test_a_case_without_a_picture_is_told_in_lines_and_no_blank_plate_leads(
    client, curator, shown_wheel, shown_loom, case
):
    displaying.put_on_display(shown_loom, case, by=curator)

    page = soup(client.get(ADDRESS))

    assert page.select_one("article.object-bare .unpictured").get_text(strip=True) == "尚未拍照"
    assert [row.text for row in page.select(".section-neighbours .rows a")] == ["木织布机"]
    assert not page.select("article .plate, .shelf")


def test_an_object_in_the_store_has_ways_on_to_its_kin(client, two_photos, shown_loom):
    page = soup(client.get("/objects/CS00002/"))

    assert page.select_one(".section-neighbours") is None
    assert [row.text for row in page.select(".kin .rows a")] == ["手摇纺车"]
    assert client.get(page.select_one(".kin > div > a")["href"]).status_code == 200
