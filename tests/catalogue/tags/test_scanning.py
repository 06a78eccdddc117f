"""扫号牌: typed, or photographed through the file button and read on the server."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from museum.catalogue import tagging
from tests.catalogue.desk.filling import words
from tests.catalogue.tags.conftest import photograph_of
from tests.factories import photo_file

SCAN = "/admin/tags/"


@pytest.mark.parametrize(
    "typed", ["0003E", "0003–e", "０００３－Ｅ", "https://anderswo.example/o/0003E"]
)
def test_a_code_that_is_typed_opens_its_page(as_, keeper, tags, typed):
    assert as_(keeper).post(SCAN, {"code": typed}).url == "/admin/tags/0003E/"


@pytest.mark.parametrize("typed", ["0003X", "9999A", "nichts", "\x00", "CS99999"])
def test_a_code_that_is_none_is_asked_for_once_more_and_stays_to_be_mended(
    as_, keeper, tags, typed
):
    page = as_(keeper).post(SCAN, {"code": typed})

    assert page.status_code == 200
    assert page.context["asked"].errors["code"]
    assert page.context["asked"]["code"].value() == typed


def test_the_letter_at_the_end_is_named(as_, keeper, tags):
    client = as_(keeper)

    for page in (client.post(SCAN, {"code": "0003–X"}), client.get("/admin/tags/0003X/")):
        assert "末尾的字母对不上，请再看一眼号牌。" in words(page)
        assert "0003" in page.context["asked"]["code"].value()
    assert client.get("/admin/tags/0003X/").status_code == 404


def test_nothing_typed_and_nothing_photographed_is_said(as_, keeper, tags):
    assert "把号牌上的字写进来，或者拍一张。" in words(as_(keeper).post(SCAN, {}))


def test_a_photograph_of_a_code_opens_its_page_whatever_address_the_museum_had_then(
    as_, keeper, tags
):
    photo = photograph_of("http://192.168.1.20:8000/o/0003E")

    assert as_(keeper).post(SCAN, {"photo": photo}).url == "/admin/tags/0003E/"


def test_on_a_photograph_of_several_codes_somebody_is_asked_which(as_, curator, wheel, tags):
    tagging.tie(tags[1], wheel, by=curator)
    photo = photograph_of(*(f"https://cunshiguan.example/o/{tag.code}" for tag in tags[:2]))

    page = as_(curator).post(SCAN, {"photo": photo})

    asked = [link["href"] for link in soup(page).select(".deeds a")]
    assert asked == ["/admin/tags/0001R/", "/admin/tags/0002X/"]
    assert "手摇纺车" in words(page)


def test_a_code_of_somebody_else_beside_ours_is_passed_over(as_, keeper, tags):
    photo = photograph_of("https://weixin.example/add-me", "https://cunshiguan.example/o/0001R")

    assert as_(keeper).post(SCAN, {"photo": photo}).url == "/admin/tags/0001R/"


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        (lambda: photo_file(), "认不出码"),
        (lambda: photograph_of("https://weixin.example/add-me"), "add-me"),
        (lambda: SimpleUploadedFile("a.txt", b"0003E"), "不是图片"),
        (lambda: SimpleUploadedFile("leer.jpg", b""), "空的"),
    ],
    ids=["no code", "a stranger's code", "no picture", "empty"],
)  # fmt: skip
def test_a_photograph_that_cannot_be_read_is_refused_with_a_sentence(
    as_, keeper, tags, photo, said
):
    page = as_(keeper).post(SCAN, {"photo": photo()})

    assert page.status_code == 200
    assert said in " ".join(page.context["asked"].errors["photo"])


def soup(page):
    from bs4 import BeautifulSoup

    return BeautifulSoup(page.content, "html.parser")
