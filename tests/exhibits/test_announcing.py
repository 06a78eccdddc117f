"""What search engines and readers of feeds are told: everything public, nothing else, under one name."""

import xml.etree.ElementTree as ET

import pytest

from exhibits.models import HomePage, TextPage
from museum.catalogue import accessioning, opening
from museum.institution import Museum
from tests.factories import published

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def on_the_web(settings, db):
    settings.BASE_URL = "https://museum.example"
    Museum.objects.update_or_create(defaults={"name": "石桥村史馆"})


def addresses(client):
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    return [each.text for each in ET.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def feed(client):
    answer = client.get("/objects.rss")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    return ET.fromstring(answer.content).find("channel")


def test_all_that_is_public_is_named_once_and_nothing_else(client, on_the_web, wheel, curator):
    home = HomePage.objects.get()
    home.add_child(instance=TextPage(title="个人信息", slug="privacy"))
    home.add_child(instance=TextPage(title="草稿", slug="draft", live=False))
    before = addresses(client)
    accessioning.accept(wheel, by=curator)
    published(wheel)
    wheel.refresh_from_db()

    named = addresses(client)

    own = [each for each in named if each not in before]
    assert before == [f"https://museum.example{path}"
                      for path in ("/", "/privacy/", "/objects/", "/visit/", "/figures/")]  # fmt: skip
    assert len(own) == 1
    assert client.get(own[0].removeprefix("https://museum.example")).status_code == 200
    opening.withdraw(wheel, by=curator)
    assert addresses(client) == before


def test_robots_are_told_where_all_of_it_is_named(client, on_the_web):
    said = client.get("/robots.txt", headers={"host": "localhost"}).content.decode()

    assert said == (
        "User-agent: *\nDisallow: /admin/\nSitemap: https://museum.example/sitemap.xml\n"
    )


def test_what_was_shown_last_comes_first_in_the_feed_and_what_is_closed_is_gone(
    client, on_the_web, wheel, curator
):
    accessioning.accept(wheel, by=curator)
    published(wheel)

    channel = feed(client)

    (item,) = channel.findall("item")
    address = item.find("link").text
    assert channel.find("title").text == "石桥村史馆：新上的老物件"
    assert item.find("title").text == wheel.title
    assert address.startswith("https://museum.example/objects/")
    assert client.get(address.removeprefix("https://museum.example")).status_code == 200
    opening.withdraw(wheel, by=curator)
    assert feed(client).findall("item") == []


def test_a_page_names_its_feed_and_a_seal_for_whatever_puts_it_on_a_screen(client, on_the_web):
    page = client.get("/").content.decode()
    seal = client.get("/favicon.ico")

    assert 'type="application/rss+xml" href="/objects.rss"' in page
    assert 'rel="apple-touch-icon" href="/static/exhibits/img/seal-180.png"' in page
    assert (seal.status_code, seal.url) == (302, "/static/exhibits/img/seal-180.png")
