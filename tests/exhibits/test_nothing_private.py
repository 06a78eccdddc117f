import re

import pytest

from exhibits.models import ExhibitionPage, HomePage
from museum.catalogue import accessioning, donating, moving, opening, public
from museum.catalogue.donating import Thing
from museum.catalogue.models import Place, Story
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from museum.search import public as search
from tests.factories import photo_file, published

PLANTED = [
    "13912345678",
    "暗室第九架",
    "只给馆里看的话",
    "六栋九零九",
    "密约九条",
    "九姨代送",
    "九号调拨单",
]


@pytest.fixture
def giver(db):
    return Person.objects.create(
        name="沙九成", surname="沙", phone=PLANTED[0], building=PLANTED[3], former_group="四组"
    )


@pytest.fixture
def secret(curator, registrar, keeper, giver, store):
    """An object with something private in every field that has room for it."""
    shelf = Place.objects.create(name=PLANTED[1], kind="shelf", parent=store)
    picture = take_in([photo_file("九姨.jpg")], by=registrar).pictures[0]
    donation = donating.receive(donating.Receipt([Thing("九连环", conditions=PLANTED[4], pictures=[picture], more={
            "note": PLANTED[2],
            "stories": [Story(text="环。", teller=giver, teller_naming="anonymous", recorder=giver)],
        })], owner=giver, received_by=giver, naming="anonymous", on_behalf=PLANTED[5]), by=registrar)  # fmt: skip
    item = donation.holdings.get().item
    accessioning.accept(item, by=curator, reason=PLANTED[6])
    moving.move(item, shelf, by=keeper, reason=PLANTED[6])
    return published(item)


@pytest.fixture
def exhibition(secret):
    home = HomePage.objects.get()
    home.featured = secret
    home.save()
    page = ExhibitionPage(title="九件", slug="nine")
    page.body = [("objects", {"objects": [secret], "note": ""})]
    return home.add_child(instance=page)


def assert_nothing_private(html):
    for words in (*PLANTED, "沙九成", "九姨"):
        assert words not in html


@pytest.mark.parametrize(
    "path", ["/", "/objects/", "/objects/CS00001/", "/objects/?q=九", "/nine/"]
)
def test_no_page_tells_what_is_private(client, exhibition, path):
    answer = client.get(path)
    said = re.sub("</?mark[^>]*>", "", answer.content.decode())

    assert answer.status_code == 200
    assert "九连环" in said
    assert_nothing_private(said)


@pytest.mark.parametrize("words", PLANTED)
def test_nothing_private_is_found_by_searching(client, exhibition, words):
    answer = search.find(search.Listing(query=words))

    assert search.find(search.Listing(query="九连环")).count == 1
    assert answer.count == 0
    assert not answer.hits
    assert not any(tier.count for tier in answer.fuzzy if tier.code != "near")


def test_no_preview_tells_what_is_private(exhibition, secret):
    for draft in (secret, exhibition, HomePage.objects.get()):
        answer = draft.make_preview_request()

        assert "九连环" in answer.content.decode()
        assert_nothing_private(answer.content.decode())


def test_no_row_of_the_register_reaches_a_template(client, exhibition):
    answer = client.get("/nine/")

    for context in answer.context:
        for layer in context.dicts:
            for name, value in layer.items():
                module = type(value).__module__
                allowed = name in ("user", "perms", "request", "messages", "csrf_token")
                assert allowed or not re.match(
                    r"museum\.(catalogue\.models|people|pictures)", module
                ), name
                assert not isinstance(value, ExhibitionPage), name


def test_a_hidden_object_s_code_says_hidden_and_nothing_else(client, exhibition, secret, curator):
    opening.withdraw(secret, by=curator)
    answer = client.get("/o/CS00001")

    said = re.sub(r"<style.*?</style>|<[^>]+>|\s+", "", answer.content.decode().split("<main")[1])
    assert "此物暂不公开" in said
    assert "九连环" not in answer.content.decode()
    assert "CS00001" not in answer.content.decode().replace("/o/CS00001", "")
    for path in ("/objects/CS00001/",):
        assert client.get(path).status_code == 404
    for path in ("/", "/objects/", "/nine/", "/objects/?q=九连环"):
        assert "CS00001" not in client.get(path).content.decode()


def test_the_picture_of_a_withdrawn_object_is_gone_from_its_address(
    client, secret, curator, django_capture_on_commit_callbacks
):
    address = public.item("CS00001").pictures[0].url
    before = client.get(address).status_code
    with django_capture_on_commit_callbacks(execute=True):
        opening.withdraw(secret, by=curator)

    assert before == 200
    assert client.get(address).status_code == 404
