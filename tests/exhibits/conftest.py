import json

import pytest
from bs4 import BeautifulSoup

from exhibits.models import ExhibitionPage, HomePage
from museum.catalogue import accessioning, displaying
from museum.catalogue.models import Photo
from museum.pictures.taking_in import take_in
from tests.factories import photo_file, published


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def words(response):
    """What a visitor reads in the middle of the page."""
    return soup(response).main.get_text(" ", strip=True)


def body_of(*chosen, note="", before="先是棉花"):
    objects = [item.pk for item in chosen]
    return json.dumps(
        [
            {"type": "heading", "value": before},
            {"type": "paragraph", "value": "<p>棉花摘下来，先要<b>轧</b>。</p>"},
            {"type": "objects", "value": {"objects": objects, "note": note}},
            {"type": "quote", "value": {"text": "两个人一晚上说不到三句话。", "said_by": "王桂兰"}},
        ]
    )


@pytest.fixture
def shown_wheel(wheel, curator, case):
    """The spinning wheel with its number, in its case and on the website."""
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=curator)
    wheel.refresh_from_db()
    wheel.use = "摇轮带锭，把棉条纺成线。"
    wheel.note = "估价三百，另有人要"
    return published(save(wheel))


@pytest.fixture
def shown_loom(loom, curator):
    accessioning.accept(loom, by=curator)
    return published(loom)


@pytest.fixture
def two_photos(shown_wheel, registrar):
    pictures = take_in([photo_file(), photo_file()], by=registrar).pictures
    sides = zip(pictures, ("正面", "背面"), strict=True)
    shown_wheel.photos.set([Photo(picture=each, alt=side, caption=side) for each, side in sides])
    return published(save(shown_wheel))


@pytest.fixture
def home(db):
    return HomePage.objects.get()


@pytest.fixture
def exhibition(home):
    """A published exhibition without any object yet."""
    page = ExhibitionPage(title="从棉花到一身衣裳", slug="cotton", intro="六样家什、半年工夫。")
    return home.add_child(instance=page)


def save(item):
    item.save()
    return item


def filled(page, *chosen, **more):
    page.body = body_of(*chosen, **more)
    page.save()
    return ExhibitionPage.objects.get(pk=page.pk)
