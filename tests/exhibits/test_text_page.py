from exhibits.models import TextPage
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

    assert "草稿" not in client.get("/").content.decode()
