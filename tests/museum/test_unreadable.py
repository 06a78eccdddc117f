"""Whatever a hand writes into a cell, verify_ledger names the row and reads on to the end."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from museum import chain, row_seals
from museum.freshness import triggers
from museum.ledger import LedgerLine
from museum.numbering import Counter
from museum.verifying import misfits
from museum.visits.models import Visit
from tests.museum.test_verifying import lived  # noqa: F401

# As SQL: each engine that takes it gets it.
AWFUL = {
    "the word null": "'null'",
    "a list": "'[]'",
    "a list of numbers": "'[1]'",
    "half of a thing": "'{\"a\": '",
    "a blob": "x'fffe00'",
    "bytes that are no text": "CAST(x'e9a9ff' AS TEXT)",
    "a day that is none": "'2026-99-99'",
    "a moment that is none": "'2026-02-31 25:61:00'",
    "letters": "'abc'",
    "nothing": "''",
    "less than nothing": "-1",
    "more than is": "9223372036854775807",
    "a number without end": "9e999",
    "a thousand brackets in a thousand": "replace(hex(zeroblob(20000)), '00', '[[')",
    "a year before all": "'0000-00-00 00:00:00'",
}
MODELS = [
    each for each in row_seals.sealed_models()
    if each._meta.label not in ("catalogue.DeaccessionSteps", "catalogue.SignedPaper", "volunteers.Confirmation",
                                "volunteers.HandOver", "volunteers.SignIn")  # of which none is there
]  # fmt: skip
PARTS = {("visits_seat", "visits.booking"): ("booking_id", "slot_id", "persons"),
         ("visits_slot", "visits.booking"): ("day", "starts_at", "ends_at")}  # fmt: skip
TABLES = {(each._meta.db_table, each._meta.label_lower): row_seals.columns(each) for each in MODELS}
ROUNDS = max(len(columns) for columns in TABLES.values())


@pytest.fixture
def on_sqlite(lived):  # noqa: F811
    if connection.vendor != "sqlite":
        pytest.skip("this database refuses what is none of a column's type")
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = 1")
        yield cursor
        cursor.execute("PRAGMA ignore_check_constraints = 0")


def spoil(cursor, table, column, value) -> int | None:
    """Write value into one cell of the last row. Returns its key, None where it says so already or
    the table refuses it."""
    cursor.execute(f"SELECT max(id) FROM {table}")
    pk = cursor.fetchone()[0]
    cursor.execute(f'SELECT 1 FROM {table} WHERE id = {pk} AND "{column}" IS {value}')
    if cursor.fetchone():
        return None
    try:
        with transaction.atomic():
            cursor.execute(f'UPDATE {table} SET "{column}" = {value} WHERE id = {pk}')
    except IntegrityError:
        return None
    return pk


@pytest.mark.parametrize("name", AWFUL)
def test_every_cell_of_every_row_under_seal_may_hold_anything(on_sqlite, name):
    tables = TABLES | PARTS
    spoilt = 0
    for place in range(ROUNDS):
        with transaction.atomic():
            wanted = set()
            for (table, label), columns in tables.items():
                column = columns[place % len(columns)]
                if (pk := spoil(on_sqlite, table, column, AWFUL[name])) is not None:
                    wanted.add(label if (table, label) in PARTS else f"{label}:{pk}")
            found = [each for each in misfits() if each.code != "guard"]
            transaction.set_rollback(True)
        named = {each.about.partition(" ")[0] for each in found}
        named |= {each.partition(":")[0] for each in named}
        assert wanted <= named, place
        spoilt += len(wanted)

    assert spoilt > 200


@pytest.mark.parametrize("name", AWFUL)
def test_every_cell_of_a_line_may_hold_anything(on_sqlite, name):
    for column in (*chain.COLUMNS, "id"):
        with transaction.atomic():
            line = LedgerLine.objects.latest("pk")
            visit = Visit.objects.latest("pk")
            on_sqlite.execute(
                f"UPDATE visits_visit SET persons = persons + 1 WHERE id = {visit.pk}"
            )
            pk = (
                None
                if column == "id"
                else spoil(on_sqlite, "museum_ledgerline", column, AWFUL[name])
            )
            found = [each for each in misfits() if each.code != "guard"]
            transaction.set_rollback(True)

        assert ("row_changed", f"visits.visit:{visit.pk}") in {(e.code, e.about) for e in found}
        if pk:
            assert any(each.line == line.sequence or f"museum.ledgerline:{pk} " in each.about
                       for each in found)  # fmt: skip


@pytest.mark.parametrize("column", ["series", "year", "last"])
@pytest.mark.parametrize("series", ["booking", "ledger"])
def test_every_cell_of_a_counter_may_hold_anything(on_sqlite, series, column):
    pk = Counter.objects.get(series=series).pk
    for value in AWFUL.values():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    on_sqlite.execute(
                        f"UPDATE museum_counter SET {column} = {value} WHERE id = {pk}"
                    )
            except IntegrityError:
                continue
            found = {(each.code, each.about.partition(" ")[0]) for each in misfits()}
            transaction.set_rollback(True)

        assert found & {
            ("counter", series),
            ("unreadable", f"museum.counter:{pk}"),
            ("missing", ""),
        }


def test_a_cell_that_cannot_be_read_is_told_by_its_table_its_row_and_its_column(on_sqlite):
    line = LedgerLine.objects.latest("pk")
    visit = Visit.objects.latest("pk")
    on_sqlite.execute(f"UPDATE museum_ledgerline SET rows = '{{' WHERE id = {line.pk}")
    on_sqlite.execute(f"UPDATE visits_visit SET day = '2026-99-99' WHERE id = {visit.pk}")
    triggers.lay()

    with pytest.raises(CommandError) as refusal:
        call_command("verify_ledger")

    assert f"museum.ledgerline:{line.pk} (rows)" in str(refusal.value)
    assert f"visits.visit:{visit.pk} (day)" in str(refusal.value)


ELSEWHERE = {
    "museum_ledgerline": ("rows = '[]'", "rows = 'null'", "facts = '[]'", "recorded_at = 'infinity'",
                          "happened_at = '0044-03-15 12:00 BC'"),
    "catalogue_registerentry": ("before = '[]'", "before = 'null'", "recorded_at = '-infinity'"),
    "visits_visit": ("day = 'infinity'", "day = '12026-01-01'", "arrived_at = '24:00'"),
    "figures_report": ('"table" = \'null\'', "year = 32767"),
}  # fmt: skip


@pytest.mark.parametrize("table", ELSEWHERE)
def test_what_another_database_takes_is_named_as_well(lived, table):  # noqa: F811
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes anything, see above")
    triggers.lift()
    for change in ELSEWHERE[table]:
        with transaction.atomic(), connection.cursor() as cursor:
            connection.check_constraints()
            cursor.execute(f"UPDATE {table} SET {change} WHERE id = (SELECT max(id) FROM {table})")
            found = [each for each in misfits() if each.code != "guard"]
            transaction.set_rollback(True)

        about = apps.get_model(table.replace("_", ".", 1))._meta.label_lower
        last = LedgerLine.objects.latest("pk").sequence
        assert any(each.about.startswith(f"{about}:") or each.line == last for each in found)


def test_a_row_among_thousands_is_found_by_halves(monkeypatch, on_sqlite):
    from museum import cells

    monkeypatch.setattr(cells, "AT_ONCE", 4)
    lines = list(LedgerLine.objects.order_by("pk").values_list("pk", flat=True))
    bad = lines[6]
    on_sqlite.execute(f"UPDATE museum_ledgerline SET facts = x'ff' WHERE id = {bad}")

    read = list(cells.rows(LedgerLine.objects.all(), ("facts", "sequence")))

    assert [row[0] for row in read] == lines
    assert [row[0] for row in read if row[1] is cells.UNREADABLE] == [bad]
    assert all(row[2] for row in read)


@pytest.mark.parametrize(
    ("column", "value"), [("facts", "x'ff'"), ("rows", "'[]'"), ("sequence", "'abc'")]
)
def test_of_a_line_the_very_cell_is_named_and_a_changed_one_is_called_changed(
    on_sqlite, column, value
):
    bad, other = LedgerLine.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    on_sqlite.execute(f"UPDATE museum_ledgerline SET {column} = {value} WHERE id = {bad}")
    on_sqlite.execute(f"UPDATE museum_ledgerline SET act = 'another' WHERE id = {other}")

    found = [(why, about) for _line, why, about in chain.read().misfits]

    assert ("unreadable", f"museum.ledgerline:{bad} ({column})") in found
    assert ("changed", "") in found


def test_a_museum_in_which_nothing_was_written_fits_without_a_counter(db):
    Counter.objects.all().delete()

    assert not LedgerLine.objects.exists()
    assert chain.first_misfit() is None


# As Django reads it, and as no question of SQLite's finds it.
RESPELLED = {
    models.DateTimeField: ["replace({0}, ' ', 'T')", "{0} || '+00:00'"],
    models.DateField: ["replace({0}, '-0', '-')", "{0} || ' '"],
    models.TimeField: ["substr({0}, 1, 5)"],
    models.UUIDField: ["upper({0})", "substr({0}, 1, 8) || '-' || substr({0}, 9)"],
}


def spelled_columns():
    """Yield (table, column, whose seal, kind) of what SQLite keeps as text and Django reads as more."""
    for model in MODELS:
        own = [(model, each) for each in row_seals.columns(model)]
        for part, _link, wanted in row_seals._parts(model).values():
            own += [(part, each) for each in wanted]
        for owner, column in own:
            link, _dots, far = column.rpartition("__")
            owner = owner._meta.get_field(link).related_model if link else owner
            field = owner._meta.get_field(far)
            for kind in RESPELLED:
                if isinstance(field, kind):
                    yield owner._meta.db_table, field.column, model._meta.label_lower, kind
                    break


def test_a_day_that_is_spelled_otherwise_is_named_though_it_reads_the_same(on_sqlite):
    silent, tried = [], 0
    for table, column, label, kind in sorted(set(spelled_columns()), key=str):
        for form in RESPELLED[kind]:
            with transaction.atomic():
                on_sqlite.execute(f'UPDATE {table} SET "{column}" = {form.format(column)}'
                                  f' WHERE "{column}" <> {form.format(column)}')  # fmt: skip
                if on_sqlite.rowcount:
                    tried += 1
                    named = {each.about.split(":")[0] for each in misfits()}
                    if not named & {label, table.replace("_", ".")}:
                        silent.append((table, column, form))
                transaction.set_rollback(True)

    assert silent == []
    assert tried > 60


def test_a_visit_that_no_question_finds_any_more_is_named(on_sqlite):
    on_sqlite.execute("UPDATE visits_visit SET day = replace(day, '-', '-0')")

    assert any(each.about.startswith("visits.visit:") for each in misfits())
