import pytest
from django.db import IntegrityError, connection, transaction

from museum.freshness import triggers
from museum.freshness.triggers import DELETE, INSERT, UPDATE, Trigger
from museum.institution import Museum
from tests.seeding import on_postgres


def laid():
    with connection.cursor() as cursor:
        return {name for _table, name, *_more in triggers._laid(cursor, connection.vendor)}


def test_every_trigger_is_there_once_as_it_was_laid(db):
    assert laid() == set(triggers.wanted())
    assert triggers.missing() == []
    assert len(laid()) > 100
    assert all(len(name) <= 63 for name in laid())


def test_all_kinds_are_lifted_and_laid_again(db):
    before = laid()

    triggers.lift()
    lifted, missing = laid(), triggers.missing()
    triggers.lay()

    assert lifted == set()
    assert len(missing) == len(before)
    assert {each.partition("(")[2] for each in missing} == {
        "kept)", "shown)", "counted)", "stale)", "stale_from)", "consent)",
        "consent_from)",
    }  # fmt: skip
    assert laid() == before


@pytest.mark.parametrize("table", ["museum_museum", "search_stale"])
def test_what_an_earlier_release_or_a_stranger_laid_goes_or_stays(db, table):
    body = "BEGIN SELECT 1; END"
    if on_postgres():
        body = 'EXECUTE FUNCTION "museum_kept_visits_tap_delete"()'
    names = {"museum_stamp_at_1", "x_no_delete", "x_stale_insert", "insert_of_wagtail"}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW {body}")
        triggers.lift()
        cursor.execute(triggers.LAID[connection.vendor])
        left = {name for _table, name, *_more in cursor.fetchall()}
        triggers.lay()

    assert left & names == {"insert_of_wagtail"}


@pytest.fixture
def of_this_test(db):
    """Lay triggers beside the museum's own; all of them are gone afterwards."""

    def lay(*more):
        found = lambda: more  # noqa: E731
        triggers.add(found)
        sources.append(found)
        triggers.lay()

    sources = []
    yield lay
    for each in sources:
        triggers._sources.remove(each)
    triggers.lay()


def names():
    return list(Museum.objects.values_list("footer_note", flat=True))


def test_a_condition_is_asked_of_each_row(of_this_test):
    Museum.load()
    of_this_test(Trigger(
        "told", "museum_museum", (UPDATE,),
        "UPDATE museum_museum SET footer_note = OLD.name || '→' || NEW.name WHERE id = {row}.id;",
        when=f"{triggers.differ('name')} AND NEW.name <> '新桥'",
    ))  # fmt: skip

    Museum.objects.update(name="新桥")
    first = names()
    Museum.objects.update(name="石榴湾")

    assert (first, names()) == ([""], ["新桥→石榴湾"])


def test_a_trigger_before_the_act_forbids_it(of_this_test):
    Museum.load()
    body = {
        "sqlite": "SELECT RAISE(ABORT, 'no');",
        "postgresql": "RAISE EXCEPTION 'no' USING ERRCODE = 'integrity_constraint_violation';",
    }
    of_this_test(Trigger("told", "museum_museum", (INSERT, DELETE), body, before=True))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM museum_museum")

    assert len(names()) == 1


def test_two_triggers_of_one_name_are_refused(of_this_test):
    one = Trigger("told", "museum_museum", (UPDATE,), "SELECT 1;")

    with pytest.raises(ValueError, match="museum_told_museum_museum_update"):
        of_this_test(one, one)


def test_the_triggers_of_a_table_that_is_not_there_wait_for_it(of_this_test):
    of_this_test(Trigger("told", "museum_nowhere", (UPDATE,), "SELECT 1;"))

    assert triggers.missing() == ["museum_nowhere UPDATE (told)"]
