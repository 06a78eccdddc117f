import pytest
from django.urls import reverse

from museum.visits.models import SpecialDay

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


def told(**more):
    return {"spring": "2027-02-05", "spring_last": "2027-02-12", "spring_is": "closed",
            "nation": "2027-10-01", "nation_last": "2027-10-07", "nation_is": "open",
            "nation_opens": "09:00", "nation_closes": "16:30"} | more  # fmt: skip


def test_the_first_screen_says_which_year_is_missing_until_it_is_entered(client, curator):
    client.force_login(curator)
    client.post(reverse("visits:holidays", args=[2026]), told(
        spring="2026-02-15", spring_last="2026-02-23", nation="", nation_last=""))  # fmt: skip
    assert "2027年的节假日还没填" in client.get(reverse("wagtailadmin_home")).content.decode()

    client.post(reverse("visits:holidays", args=[2027]), told())

    assert "2027年的节假日还没填" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert SpecialDay.objects.count() == 3


def test_the_form_begins_with_the_days_that_never_move_and_the_usual_hours(client, curator):
    client.force_login(curator)

    page = client.get(reverse("visits:holidays", args=[2027])).content.decode()

    assert 'value="2027-10-01"' in page
    assert 'value="09:00"' in page


@pytest.mark.parametrize(
    "more", [{"nation_opens": ""}, {"spring_last": "2027-02-01"}, {"spring": "nonsense"}]
)
def test_a_wrong_answer_is_shown_again_and_nothing_is_lost(client, curator, more):
    client.force_login(curator)

    page = client.post(reverse("visits:holidays", args=[2027]), told(**more)).content.decode()

    assert not SpecialDay.objects.exists()
    assert "2027-10-07" in page


@pytest.mark.parametrize("year", [1, 1999, 9999])
def test_no_year_in_the_address_ends_in_an_error(client, curator, year):
    client.force_login(curator)

    assert client.get(f"/admin/visits/holidays/{year}/").status_code == 404


def test_those_on_duty_are_neither_reminded_nor_let_in(client, on_duty):
    client.force_login(on_duty)

    home = client.get(reverse("wagtailadmin_home")).content.decode()
    sent = client.post(reverse("visits:holidays", args=[2027]), told())

    assert reverse("visits:door") in home
    assert "节假日还没填" not in home
    assert sent.status_code in (302, 403)
    assert not SpecialDay.objects.exists()
