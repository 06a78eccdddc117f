import pytest
from bs4 import BeautifulSoup
from django.urls import reverse


@pytest.mark.parametrize("came", ["given", "found", ""])
def test_what_is_missing_is_listed_in_the_order_of_the_page(client, registrar, came):
    client.force_login(registrar)

    answer = client.post(reverse("receiving:receive"), {"act": "save", "came": came})
    page = BeautifulSoup(answer.content, "html.parser")

    listed = [link["href"].removeprefix("#") for link in page.select("[data-refusals] a")]
    below = [each["id"] for each in page.select("form#whole [id]") if each["id"] in listed]
    assert len(listed) > 2
    assert listed == below
