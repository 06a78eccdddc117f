import pytest
from django.utils import timezone

from museum.catalogue import accessioning, displaying, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item, Photo, Story, Tag, Term
from museum.pictures.taking_in import take_in
from tests.factories import photo_file, published


@pytest.fixture
def crowd(curator, registrar, keeper, ma_family, case, wheel):
    """A hall with a spinning wheel and any number of other things, photos and stories with them."""

    def fill(count):
        pictures = take_in([photo_file(), photo_file()], by=registrar).pictures
        things = [Thing("头一件", pictures=pictures), Thing("第二件", pictures=pictures)]
        donation = donating.receive(donating.Receipt(things, owner=ma_family), by=registrar)
        shown = [wheel, *(holding.item for holding in donation.holdings.all())]
        for item in shown:
            accessioning.accept(item, by=curator)
            displaying.put_on_display(item, case, by=keeper)
            published(item)
        era = Term.objects.get(vocabulary="era", code="1950s")
        others = Item.objects.bulk_create(
            [Item(title=f"第{n}件", live=True, era=era) for n in range(count)]
        )
        Holding.objects.bulk_create(
            [
                Holding(
                    item=item, donation=donation, line=number, way="gift", status="accessioned",
                    series="collection", number=number, label=f"CS{number:05d}",
                    accepted_at=timezone.now(),
                )
                for number, item in enumerate(others, start=100)
            ]
        )  # fmt: skip
        Tag.objects.bulk_create(
            [
                Tag(code=f"CS{number:05d}", item=item)
                for number, item in enumerate(others, start=100)
            ]
        )
        Photo.objects.bulk_create([Photo(item=item, picture=pictures[0]) for item in others])
        Story.objects.bulk_create([Story(item=item, text="说来话长。") for item in others])

    return fill


PATHS = ["/objects/", "/objects/?page=7", "/objects/?q=第", "/objects/?era=1950s&hall=store",
         "/objects/CS00001/", "/objects/CS00150/"]  # fmt: skip


@pytest.mark.parametrize("count", [100, 1000])
def test_a_page_asks_at_most_twelve_questions_however_full_the_museum(
    client, crowd, count, django_assert_max_num_queries
):
    crowd(count)
    for path in PATHS:
        client.get(path)

        with django_assert_max_num_queries(10 if "q=" in path else 12):
            answer = client.get(path)

        assert answer.status_code == 200, path
