"""The picture for the group."""

import io

import pytest
from PIL import Image

from exhibits import fonts, sharing
from exhibits.views import objects
from museum.catalogue import opening, public
from museum.institution import Museum
from tests.exhibits.conftest import save, soup
from tests.factories import published

CARD = "/objects/CS00001/card.png"
needs_letters = pytest.mark.skipif(not fonts.are_there(), reason="no Chinese font here")


@needs_letters
def test_an_object_has_a_picture_for_the_group_and_its_page_leads_to_it(client, two_photos):
    link = soup(client.get("/objects/CS00001/")).select_one(".object-foot a")["href"]

    answer = client.get(link)
    picture = Image.open(io.BytesIO(answer.content))

    assert (link, answer["Content-Type"], picture.size) == (CARD, "image/png", (1080, 1440))
    assert len(answer.content) <= sharing.MOST_BYTES
    assert answer["Cache-Control"] == "no-cache"


@needs_letters
def test_a_withdrawn_object_has_none_from_then_on(client, curator, two_photos):
    before = client.get(CARD)

    opening.withdraw(two_photos, by=curator)

    assert (before.status_code, client.get(CARD).status_code) == (200, 404)


def test_the_picture_says_where_it_is_and_names_nobody(two_photos, settings):
    settings.BASE_URL = "https://museum.example"
    Museum.objects.update_or_create(defaults={"name": "石桥村史馆", "address": "石桥村一组"})

    shared = objects._shared(public.item("CS00001"))

    assert (shared.museum, shared.title, shared.number) == ("石桥村史馆", "手摇纺车", "CS00001")
    assert shared.foot == ("二厅·三号柜", "museum.example/o/CS00001")
    assert shared.photo
    assert "马家" not in repr(shared)


def test_where_no_address_leads_to_it_the_museum_s_own_stands_there(two_photos):
    Museum.objects.update_or_create(defaults={"name": "石桥村史馆", "address": "石桥村一组"})

    assert objects._shared(public.item("CS00001")).foot[-1] == "石桥村一组"


@needs_letters
def test_a_long_name_and_a_long_sentence_stay_on_the_sheet(client, two_photos):
    two_photos.title, two_photos.use = "很长的名字" * 20, "说来话长，" * 50
    published(save(two_photos))

    lines = sharing._wrapped("说来话长，" * 50, 54, 2)

    assert client.get(CARD).status_code == 200
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@needs_letters
def test_noise_is_light_enough_to_be_sent():
    noise = Image.effect_noise((1000, 800), 90).convert("RGB")
    target = io.BytesIO()
    noise.save(target, "PNG")
    shared = sharing.Shared("馆", "纺车", "CS1", "", "", ("一",), target.getvalue(), False)

    assert len(sharing.drawn(shared)) < 2 * sharing.MOST_BYTES


def test_without_a_chinese_font_a_sentence_says_so_and_no_page_leads_there(
    client, two_photos, monkeypatch
):
    monkeypatch.setattr(fonts, "chinese", lambda family, *, bold=False: None)

    answer = client.get(CARD)

    assert answer.status_code == 503
    assert "没有中文字体" in answer.content.decode()
    assert soup(client.get("/objects/CS00001/")).select_one(".object-foot a") is None


def test_a_computer_without_any_font_is_seen_as_one(tmp_path, monkeypatch):
    bare = tmp_path / "fonts.conf"
    bare.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>')
    monkeypatch.setenv("FONTCONFIG_FILE", str(bare))
    fonts.chinese.cache_clear()

    found = fonts.are_there()

    fonts.chinese.cache_clear()
    assert found is False


@needs_letters
def test_without_a_picture_there_is_none_for_the_group(client, shown_wheel):
    assert soup(client.get("/objects/CS00001/")).h1.text == "手摇纺车"
    assert client.get(CARD).status_code == 404
