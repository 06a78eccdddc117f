import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from museum import chain
from museum.campaigns import Campaign
from museum.catalogue import accessioning, displaying, donating, generating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Item, Place, Story, Term
from museum.catalogue.registering import MANY, Row, register
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from museum.refusals import codes
from tests.factories import PersonFactory, photo_file, received

DAY = datetime.date(2024, 5, 4)
# What differs from run to run and says nothing: keys of rows, moments, links of the chain.
ACCIDENTAL = {
    "id", "uuid", "salt", "recorded_at", "created_at", "timestamp", "first_published_at", "act",
    "last_published_at", "hash", "before", "sequence", "content_path_hash", "moment", "user_id",
}  # fmt: skip
COMPARED = [
    "catalogue.Donation", "catalogue.Item", "catalogue.Holding", "catalogue.Movement",
    "catalogue.RegisterEntry", "catalogue.NumberGiven", "catalogue.Tag", "catalogue.Story",
    "catalogue.ItemTag", "catalogue.Photo", "museum.LedgerLine", "museum.Counter",
    "wagtailcore.Revision", "wagtailcore.ModelLogEntry", "wagtailcore.ReferenceIndex",
]  # fmt: skip


@pytest.fixture
def family(ma_family, grandmother, case, store):
    return [ma_family, grandmother]


def thing(number, case, grandmother):
    """One of thirty objects, no two alike: some with parts, stories, tags, on deposit."""
    eras = list(Term.objects.of("era"))
    materials = list(Term.objects.of("material"))
    return Thing(
        title=f"物件{number}",
        way="deposit" if number % 7 == 3 else "gift",
        category=list(Term.objects.of("category"))[number % 5],
        condition="缺一角",
        parts=[Thing("盖子"), Thing("提梁")] if number % 10 == 4 else [],
        more={
            "era": eras[number % len(eras)],
            "materials": materials[number % 3 : number % 3 + 2],
            "stories": [Story(text=f"第{number}件的来历。", teller=grandmother)],
            "tags": ["农忙", f"第{number % 3}类"],
        },
    )


def one_by_one(things, case, store, grandmother, curator):
    for number, each in enumerate(things):
        donation = donating.receive(donating.Receipt([each], owner=grandmother, naming="full", happened_at=DAY), by=curator)  # fmt: skip
        item = donation.holdings.get(part=0).item
        accessioning.accept(item, by=curator, happened_at=DAY)
        if number % 2:
            displaying.put_on_display(item, case, by=curator, happened_at=DAY, reason="布展")
        if number % 3:
            for one in (item, *item.parts.order_by("holding__part")):
                one.latest_revision.publish(user=curator)


def as_rows(things, case, grandmother):
    return [
        Row(
            thing=each, owner=grandmother, naming="full", happened_at=DAY,
            place=case if number % 2 else None, reason="布展" if number % 2 else "",
            published=bool(number % 3),
        )
        for number, each in enumerate(things)
    ]  # fmt: skip


def last_rows():
    found = {}
    for label in COMPARED:
        last = apps.get_model(label)._base_manager.order_by("-pk").first()
        found[label] = last.pk if last else 0
    return found


def rows_of(label, since):
    """Return the rows of a table that are new since then, without what is accidental, sorted.

    Keys and numbers of other new rows are left out; state() follows them instead.
    """
    model = apps.get_model(label)
    found = model._base_manager.filter(pk__gt=since.get(label, 0)).values()
    # Facts, seals, contents and codes hold keys and numbers; state() and the chain look at those.
    return sorted(
        str({name: value for name, value in row.items() if name not in ACCIDENTAL and
             not name.endswith("_id") and name not in ("facts", "rows", "content", "subject", "number",
             "label", "code", "last", "object_id", "content_path")})
        for row in found
    )  # fmt: skip


def state(items):
    """Return what stands of each object in words that do not depend on keys and numbers."""
    told = []
    for item in items.order_by("holding__donation", "holding__line", "holding__part"):
        holding = item.holding
        told.append(
            [
                item.title, item.live, item.has_unpublished_changes, str(item.category),
                str(item.parent), sorted(map(str, item.materials.all())), str(item.grade),
                sorted(item.tags.names()), [(s.text, str(s.teller)) for s in item.stories.all()],
                holding.series, holding.status, holding.part, holding.line, str(holding.place),
                str(holding.owner), holding.accepted_at, holding.is_on_display,
                str(holding.label).lstrip("CSJ0123456789"), holding.conditions,
                [(e.act, e.happened_at, e.by_id) for e in item.entries.order_by("pk")],
                [(str(m), m.was_display, m.reason, m.happened_at) for m in
                 item.movements.order_by("pk")],
                item.codes.count(), item.numbers.count(), item.revisions.count(),
                item.live_revision_id is not None, item.latest_revision_id is not None,
                sorted(item.latest_revision.content),
                item.latest_revision.as_object().tags.count(),
            ]
        )  # fmt: skip
    return told


def test_thirty_registered_at_once_stand_as_thirty_registered_one_by_one(
    curator, grandmother, case, store
):
    things = [thing(number, case, grandmother) for number in range(30)]
    start = last_rows()
    one_by_one(things, case, store, grandmother, curator)
    single_rows = {label: rows_of(label, start) for label in COMPARED}
    single = state(Item.objects.all())
    start = last_rows()
    last = Item.objects.order_by("-pk").first().pk

    again = [thing(number, case, grandmother) for number in range(30)]
    register(as_rows(again, case, grandmother), by=curator)

    for one, other in zip(state(Item.objects.filter(pk__gt=last)), single, strict=True):
        assert one == other
    for label in COMPARED:
        if label != "museum.Counter":
            assert rows_of(label, start) == single_rows[label], label
    assert chain.first_misfit() is None


def test_numbers_run_on_from_what_was_given_and_no_chunk_leaves_a_gap(curator, wheel, grandmother):
    accessioning.accept(wheel, by=curator)
    rows = [Row(Thing(f"物件{n}"), owner=grandmother, happened_at=DAY) for n in range(7)]

    items = register(rows, by=curator, chunk=3)

    labels = [Item.objects.get(pk=item.pk).number for item in items]
    assert labels == [f"CS{number:05d}" for number in range(2, 9)]
    assert Donation.objects.filter(year=2024).count() == 7


def test_rows_of_one_receipt_stay_together(curator, grandmother):
    rows = [Row(Thing(f"物件{n}"), owner=grandmother, receipt="甲") for n in range(5)]

    register(rows, by=curator, chunk=2)

    donation = Donation.objects.get()
    assert donation.holdings.count() == 5


def test_rows_of_two_receipts_and_rows_of_none_are_receipts_of_their_own(curator, grandmother):
    receipts = ["甲", "甲", "乙", "", ""]
    rows = [Row(Thing(f"物件{n}"), owner=grandmother, receipt=each)
            for n, each in enumerate(receipts)]  # fmt: skip

    register(rows, by=curator)

    found = Donation.objects.order_by("pk")
    assert [donation.holdings.count() for donation in found] == [2, 1, 1, 1]


def test_a_refusal_names_the_row_and_the_field_and_its_chunk_is_not_written(curator, grandmother):
    rows = [Row(Thing(f"物件{n}"), owner=grandmother) for n in range(6)]
    rows[4].thing = Thing("  ")

    with pytest.raises(ValidationError) as refusal:
        register(rows, by=curator, chunk=3)

    assert list(refusal.value.error_dict) == ["rows.4.title"]
    assert codes(refusal.value) == {"no_title"}
    assert Item.objects.count() == 3
    assert chain.first_misfit() is None


def refused(row, curator):
    before = Row(Thing("好好的"), owner=row.owner or PersonFactory(), accepted=row.accepted)
    with pytest.raises(ValidationError) as refusal:
        register([before, row], by=curator)
    assert not Item.objects.exists()
    return list(refusal.value.error_dict), codes(refusal.value)


def test_a_row_without_a_giver_is_refused(curator):
    assert refused(Row(Thing("秤")), curator) == (["rows.1.way"], {"no_giver"})


def test_a_row_accepted_before_it_came_is_refused(curator, grandmother):
    early = DAY - datetime.timedelta(days=1)
    row = Row(Thing("秤"), owner=grandmother, happened_at=DAY, accepted_at=early)

    assert refused(row, curator) == (["rows.1.happened_at"], {"before_receipt"})


def test_a_row_that_overfills_a_case_is_refused(curator, grandmother, small_case):
    rows = [Row(Thing(f"碗{n}"), owner=grandmother, place=small_case) for n in range(3)]

    with pytest.raises(ValidationError) as refusal:
        register(rows, by=curator)

    assert list(refusal.value.error_dict) == ["rows.1.destination"]
    assert codes(refusal.value) == {"full"}


def test_reversed_years_and_a_strange_category_are_refused_like_a_single_one(curator, grandmother):
    years = Row(Thing("秤", more={"year_from": 1980, "year_to": 1950}), owner=grandmother)
    era = Row(Thing("秤", category=Term.objects.of("era")[0]), owner=grandmother)

    assert refused(years, curator) == (["rows.1.year_to"], {"reversed"})
    assert refused(era, curator)[0] == ["rows.1.category"]


def test_whoever_may_not_accept_registers_nothing_accepted(registrar, grandmother):
    assert refused(Row(Thing("秤"), owner=grandmother), registrar)[1] == {"forbidden"}


def test_the_same_list_sent_twice_is_written_once(curator, grandmother):
    rows = [Row(Thing(f"物件{n}"), owner=grandmother) for n in range(4)]
    first = register(rows, by=curator)

    again = register(rows, by=curator)

    assert [item.pk for item in again] == [item.pk for item in first]
    assert Item.objects.count() == 4


def test_what_was_registered_at_once_is_edited_and_published_like_any_other(
    curator, grandmother, case
):
    row = Row(thing(4, case, grandmother), owner=grandmother, place=case, published=True)
    item = Item.objects.get(pk=register([row], by=curator)[0].pk)

    item.title = "提篮"
    item.save_revision(user=curator).publish(user=curator)

    item.refresh_from_db()
    assert (item.title, item.revisions.count()) == ("提篮", 2)
    assert item.stories.count() == 1
    assert item.tags.count() == 2


def test_a_published_row_publishes_its_parts_too(curator, grandmother):
    basket = Thing("提篮", parts=[Thing("盖子"), Thing("提梁")])

    (item,) = register([Row(basket, owner=grandmother, published=True)], by=curator)

    parts = Item.objects.public().filter(parent=item).order_by("holding__part")
    assert [part.title for part in parts] == ["盖子", "提梁"]
    assert Item.objects.public().whole().get() == item


def test_whoever_may_not_publish_publishes_nothing_by_a_list(registrar, grandmother):
    row = Row(Thing("秤"), owner=grandmother, accepted=False, published=True)

    assert refused(row, registrar) == (["rows.1"], {"forbidden"})


def test_generated_objects_are_public_numbered_and_talk_of_dumplings(db):
    call_command("generate_objects", count=300, seed=3, verbosity=0)

    assert Item.objects.public().whole().count() == 300
    assert 0 < Item.objects.filter(stories__text__contains="粽子").count() < 30
    assert chain.first_misfit() is None


def test_generated_objects_never_enter_a_museum(wheel):
    with pytest.raises(CommandError):
        call_command("generate_objects", count=3)

    assert Item.objects.count() == 1
    assert not Person.objects.filter(former_group__startswith="九").exists()
    assert Place.objects.filter(kind="hall").count() == 0


def test_generated_objects_are_the_same_for_the_same_seed(db):
    first, again = (generating.World(5) for _each in range(2))

    assert [first.row().thing.title for _n in range(9)] == [
        again.row().thing.title for _n in range(9)
    ]


def test_a_day_that_is_still_to_come_is_refused_of_its_row(curator, grandmother):
    row = Row(Thing("秤"), owner=grandmother, happened_at=DAY.replace(year=2062))

    assert refused(row, curator) == (["rows.1.happened_at"], {"future"})


def test_a_picture_s_description_is_what_its_photo_says_and_none_is_empty(registrar, grandmother):
    pictures = take_in([photo_file(), photo_file()], by=registrar).pictures
    pictures[0].description = "一架纺车"

    item = received("纺车", by=registrar, owner=grandmother, pictures=pictures)

    assert [photo.alt for photo in item.photos.order_by("sort_order")] == ["一架纺车", ""]


def test_who_may_not_receive_is_told_so_on_the_first_row_of_the_receipt(keeper, grandmother):
    rows = [Row(Thing(name), owner=grandmother, accepted=False) for name in ("秤", "斗")]

    with pytest.raises(ValidationError) as refusal:
        register(rows, by=keeper)

    assert list(refusal.value.error_dict) == ["rows.0"]
    assert codes(refusal.value) == {"forbidden"}
    assert not Item.objects.exists()


def test_what_came_for_a_campaign_is_written_under_it(curator, grandmother):
    campaign = Campaign.objects.create(name="搬迁前征集")

    (item,) = register([Row(Thing("秤"), owner=grandmother, campaign=campaign)], by=curator)

    assert item.holding.donation.campaign == campaign
    assert item.holding.donation.brought_by == grandmother


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's planner is told nothing")
def test_the_planner_knows_of_many_objects_at_once(curator, grandmother, reception):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_item")
        register([Row(Thing(f"老物件{n}"), owner=grandmother) for n in range(MANY)], by=curator)
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'catalogue_item'")
        (known,) = cursor.fetchone()

    assert known >= MANY
