import pytest
from django.db import connection
from django.db.models import F

from museum import stamping, stamps
from museum.catalogue.models import Holding, Item, Tag, Term
from museum.people.models import Person
from museum.stamps import Stamp


def touched_by(act):
    """Which names an act touches, whichever way it goes about it."""
    Stamp.objects.all().delete()
    act()
    return set(Stamp.objects.values_list("name", flat=True))


def test_an_update_that_changes_nothing_touches_no_page(wheel):
    names = touched_by(lambda: Item.objects.update(title=F("title")))

    assert names == {"index"}


def test_what_only_staff_see_touches_nothing_of_a_page(wheel, ma_family):
    names = touched_by(lambda: Item.objects.update(note="估价三百"))

    assert names <= {"index"}
    assert touched_by(lambda: Person.objects.update(phone="13800001234")) == {"index"}


def test_a_title_touches_the_card_and_the_page_but_not_the_hall(wheel):
    names = touched_by(lambda: Item.objects.update(title="脚踏纺车"))

    assert names == {f"card:{wheel.pk}", f"item:{wheel.pk}", "index"}


def test_an_object_that_is_closed_touches_whatever_showed_it(wheel):
    names = touched_by(lambda: Holding.objects.update(withdrawn=True))

    place = wheel.holding.place
    told = {f"card:{wheel.pk}", f"item:{wheel.pk}", "register", f"hall:{place.root_id}", "index"}
    assert names == told


def test_rows_written_with_conflicts_ignored_touch_as_any_other(wheel):
    material = Term.objects.of("material").first()
    through = Item.materials.through

    names = touched_by(
        lambda: through.objects.bulk_create(
            [through(item=wheel, term=material)], ignore_conflicts=True
        )
    )

    assert {f"card:{wheel.pk}", f"item:{wheel.pk}", stamps.SHELF} <= names


def test_a_code_that_comes_to_stand_for_another_object_touches_both(wheel, loom):
    Tag.objects.filter(item=wheel).update(item=loom)

    names = touched_by(lambda: Tag.objects.filter(item=loom).update(item=wheel))

    assert {f"item:{wheel.pk}", f"item:{loom.pk}"} <= names


def test_laying_the_triggers_again_touches_everything_that_was_kept(db):
    before = stamps.ask()

    stamping.lay()

    if connection.vendor == "sqlite":
        assert stamps.touched(["item:1"], before)
    assert Stamp.objects.filter(name=stamps.EVERYTHING).exists()


@pytest.mark.parametrize("table", sorted(stamping.watched_tables()))
def test_every_watched_table_is_there_with_its_triggers(db, table):
    with connection.cursor() as cursor:
        cursor.execute(stamping.LAID[connection.vendor], [f"{stamping.PREFIX}%"])
        laid = [on for _name, on in cursor.fetchall()]

    wanted = sum(len(each.acts) for each in stamping.WATCHED if each.table == table)
    assert laid.count(table) == wanted


def test_the_triggers_of_an_earlier_release_are_taken_away(db):
    body = "BEGIN SELECT 1; END"
    if connection.vendor == "postgresql":
        body = "EXECUTE FUNCTION museum_refuse()"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TRIGGER {stamping.PREFIX}old AFTER INSERT ON museum_campaign FOR EACH ROW {body}"
        )
        stamping.lift()
        cursor.execute(stamping.LAID[connection.vendor], [f"{stamping.PREFIX}%"])
        left = cursor.fetchall()
        stamping.lay()

    assert left == []
