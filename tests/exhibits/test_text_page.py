from exhibits.models import ExhibitionPage, HomePage, TextPage
from tests.exhibits.conftest import soup, words


def test_a_text_is_read_and_found_in_the_footer(client, home):
    text = TextPage(
        title="个人信息怎么保管", slug="privacy", body=[("paragraph", "<p>只用来联系。</p>")]
    )
    home.add_child(instance=text)

    response = client.get("/privacy/")

    assert "只用来联系。" in words(response)
    assert soup(response).select_one(".footer-links a")["href"] == "/privacy/"


def test_a_text_that_is_still_a_draft_is_not_in_the_footer(client, home):
    home.add_child(instance=TextPage(title="草稿", slug="draft", live=False))
    home.add_child(instance=TextPage(title="怎么联系", slug="contact"))

    links = soup(client.get("/")).select(".footer-links a")

    assert [link.text for link in links] == ["怎么联系"]


def test_there_is_one_first_page_and_below_it_stand_exhibitions_and_texts_and_nothing_else(
    home, exhibition
):
    text = home.add_child(instance=TextPage(title="关于", slug="about"))

    places = {
        kind: [place.specific.title for place in (home.get_parent(), home, exhibition, text)
               if kind.can_create_at(place.specific)]
        for kind in (HomePage, ExhibitionPage, TextPage)
    }  # fmt: skip

    assert places == {HomePage: [], ExhibitionPage: [home.title], TextPage: [home.title]}
