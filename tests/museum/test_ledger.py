import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from museum import guarding, ledger
from museum.ledger import LedgerLine


@pytest.fixture
def three_lines(curator):
    return [
        ledger.write("test.act", curator, by=curator, happened_at=timezone.now(), number=number)
        for number in range(3)
    ]


def tamper(statement, *parameters):
    guarding.lift()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    guarding.lay()


def test_an_untouched_ledger_fits(three_lines, capsys):
    call_command("verify_ledger")

    assert "3" in capsys.readouterr().out


@pytest.mark.parametrize("column", ["act", "subject", "hash", "before"])
def test_a_line_changed_with_sql_is_named(three_lines, column):
    tamper(f"UPDATE museum_ledgerline SET {column} = 'forged' WHERE sequence = 2")

    with pytest.raises(CommandError, match="2"):
        call_command("verify_ledger")


def test_a_line_changed_together_with_its_own_hash_breaks_the_next(three_lines):
    line = LedgerLine.objects.get(sequence=2)
    line.act = "forged"

    tamper("UPDATE museum_ledgerline SET act = %s, hash = %s WHERE sequence = 2",
           line.act, line.digest())  # fmt: skip

    assert ledger.first_misfit() == (3, "before")


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_missing_line_is_named_even_at_the_end(three_lines, sequence):
    tamper("DELETE FROM museum_ledgerline WHERE sequence = %s", sequence)

    assert ledger.first_misfit() == (sequence, "missing")


def test_a_line_cannot_be_changed_or_deleted_through_the_model(three_lines):
    line = three_lines[1]

    for forbidden in (
        line.save,
        line.delete,
        LedgerLine.objects.all().delete,
        lambda: LedgerLine.objects.update(act="forged"),
        lambda: LedgerLine.objects.bulk_update([line], ["act"]),
    ):
        with pytest.raises(ValidationError):
            forbidden()

    assert ledger.first_misfit() is None


@pytest.mark.parametrize(
    "statement", ["UPDATE museum_ledgerline SET act = 'x'", "DELETE FROM museum_ledgerline"]
)
def test_a_trigger_refuses_what_the_model_never_sees(three_lines, statement):
    with (
        pytest.raises(IntegrityError, match="register keeps its lines"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert LedgerLine.objects.count() == 3


def test_the_same_key_is_never_written_twice(curator):
    key = uuid.uuid4()
    ledger.write("test.act", curator, by=curator, happened_at=timezone.now(), key=key)

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.write("test.act", curator, by=curator, happened_at=timezone.now(), key=key)

    assert ledger.first_misfit() is None


def test_nobody_but_the_public_acts_without_an_account(curator):
    ledger.write("visits.booking_asked", curator, by=None, happened_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.write("catalogue.move", curator, by=None, happened_at=timezone.now())

    assert ledger.first_misfit() is None
