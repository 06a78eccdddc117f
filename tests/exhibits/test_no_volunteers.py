import datetime

import pytest
from django.utils import timezone

from museum.clock import at, today
from museum.institution import Museum
from museum.volunteers import attending, feeding, joining, planning, rota
from museum.volunteers.models import Role
from tests.factories import PersonFactory, UserFactory

PUBLIC = ["/", "/objects/", "/objects/?q=桂兰", "/objects/suggest/?q=桂兰", "/figures/", "/visit/",
          "/visit/book/", "/robots.txt", "/sitemap.xml", "/admin/login/", "/volunteers/.ics",
          "/volunteers/ZY0001.ics", "/volunteers/1.ics", "/nothing-here/"]  # fmt: skip


@pytest.fixture
def granny(db):
    """A volunteer who has served, is on a shift, and has an address for her calendar."""
    by = UserFactory(username="root", is_superuser=True)
    person = PersonFactory(
        name="王桂兰", address_form="婆婆", phone="13912345678", former_group="三组"
    )
    granny = joining.join(person, born=datetime.date(1951, 5, 6), by=by, naming="full",
                          joined_on=today() - datetime.timedelta(days=30))  # fmt: skip
    role = Role.objects.get(name="值守")
    yesterday = today() - datetime.timedelta(days=1)
    for day in (yesterday, today() + datetime.timedelta(days=1)):
        shift = planning.add_shift(day, datetime.time(9), datetime.time(12), role, by=by)
        rota.sign_up(shift, granny, by=by, happened_at=at(yesterday, datetime.time(8)))
    served = granny.sign_ups.first().shift
    row = attending.sign_in(served, granny, by=by, happened_at=served.starts_at)
    attending.sign_out(row, by=by, happened_at=served.ends_at)
    granny.feed_key = feeding.renew(granny, by=by)
    Museum.objects.update_or_create(defaults={"demo_since": timezone.now()})
    return granny


@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_tells_anything_of_a_volunteer_but_how_many(client, granny, path):
    answer = client.get(path)
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = said.decode()

    for private in ("王桂兰", "王婆婆", "ZY0001", "13912345678", "1951", granny.feed_key):
        assert private not in text
    assert answer.status_code in (200, 404)


def test_the_page_of_numbers_counts_her(client, granny):
    text = client.get("/figures/").content.decode()

    assert "服务过的" in text
    assert "3<small>小时" in text.replace("\n", "")
