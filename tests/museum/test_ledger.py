import contextlib
import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from museum import chain, ledger, ledger_head, taking_over
from museum.clock import SHANGHAI
from museum.freshness import triggers
from museum.ledger import LedgerLine
from museum.people.models import MergeEntry
from museum.refusals import codes


@pytest.fixture
def three_lines(curator):
    return [
        ledger.write("test.act", curator, by=curator, happened_at=timezone.now(), number=number)
        for number in range(3)
    ]


def tamper(statement, *parameters):
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    triggers.lay()


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

    assert chain.first_misfit() == (3, "before")


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_missing_line_is_named_even_at_the_end(three_lines, sequence):
    tamper("DELETE FROM museum_ledgerline WHERE sequence = %s", sequence)

    assert chain.first_misfit() == (sequence, "missing")


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

    assert chain.first_misfit() is None


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


def test_an_entry_and_its_line_tell_the_same_who_when_and_key(curator, grandmother, ma_family):
    happened_at = timezone.now() - datetime.timedelta(days=3)
    entry = MergeEntry.objects.create(
        act=MergeEntry.Act.MERGED,
        person=grandmother,
        into=ma_family,
        by=curator,
        happened_at=happened_at,
    )

    line = ledger.write_entry("people.merged", grandmother, entry, rows=(ma_family,), row=entry.pk)

    assert (line.uuid, line.by, line.happened_at) == (entry.uuid, curator, happened_at)
    assert set(line.rows) == {f"people.mergeentry:{entry.pk}", f"people.person:{ma_family.pk}"}
    assert line.facts == {"row": entry.pk}
    assert chain.first_misfit() is None


def test_the_same_key_is_never_written_twice(curator):
    key = uuid.uuid4()
    ledger.write("test.act", curator, by=curator, happened_at=timezone.now(), key=key)

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.write("test.act", curator, by=curator, happened_at=timezone.now(), key=key)

    assert chain.first_misfit() is None


def test_nobody_but_the_public_acts_without_an_account(curator):
    ledger.write("visits.booking_asked", curator, by=None, happened_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.write("catalogue.move", curator, by=None, happened_at=timezone.now())

    assert chain.first_misfit() is None


def a_line(**other):
    """Return the line whose hash is pinned below, with something of it another way."""
    told = {
        "sequence": 7,
        "uuid": uuid.UUID(int=1),
        "by_id": 2,
        "happened_at": datetime.datetime(2024, 5, 4, 4, 0, 0, 6, tzinfo=datetime.UTC),
        "recorded_at": datetime.datetime(2024, 5, 4, 5, tzinfo=datetime.UTC),
        "act": "catalogue.moved",
        "subject": "catalogue.item:3",
        "facts": {"origin": None, "destination": 4, "label": "CS00012"},
        "rows": {"catalogue.movement:9": "00ff"},
        "before": "a" * 64,
        "scheme": 3,
    }
    return LedgerLine(**told | other)


def test_the_hash_of_a_line_is_pinned_in_every_scheme():
    assert (
        a_line(scheme=1).digest()
        == "f7bfe7a3fd34eeb716c3150db8629c4a6d2763a09d454ccef1feb677b884b918"
    )
    assert (
        a_line(scheme=2).digest()
        == "7508176a7457a05a81a13f895ccfd3fbab0cd5b4e820b7d05528c9b8e08574bf"
    )
    assert a_line().digest() == "0b7e60d9d041fb3b475cd20a8563c8d878479c792bd79baaf0a9e222c7e32044"


@pytest.mark.parametrize("changed", [
    {"sequence": 8}, {"uuid": uuid.UUID(int=2)}, {"by_id": 3}, {"by_id": None},
    {"happened_at": datetime.datetime(2024, 5, 4, 4, 0, 0, 7, tzinfo=datetime.UTC)},
    {"recorded_at": datetime.datetime(2024, 5, 4, 6, tzinfo=datetime.UTC)},
    {"act": "catalogue.accepted"}, {"subject": "catalogue.item:4"},
    {"facts": {"origin": None, "destination": 5, "label": "CS00012"}},
    {"facts": {"destination": 4, "label": "CS00012"}},
    {"rows": {"catalogue.movement:9": "00fe"}}, {"rows": {}}, {"scheme": 2}, {"scheme": 4},
    {"before": "b" * 64},
], ids=str)  # fmt: skip
def test_each_thing_that_a_line_says_changes_its_hash(changed):
    assert a_line(**changed).digest() != a_line().digest()


def test_a_line_read_in_another_time_zone_has_the_same_hash():
    same = a_line().happened_at.astimezone(SHANGHAI)

    assert a_line(happened_at=same).digest() == a_line().digest()


def test_the_head_as_it_is_printed_is_pinned():
    line = LedgerLine(sequence=1234, hash="0123456789abcdef" * 4)

    head = ledger_head.at(line)

    assert str(head) == "1234 GDJN-FDAG-FGXB"
    assert ledger_head.read(f"第{head.sequence}行：{head.letters.lower()}。") == head


@pytest.mark.parametrize("typed", [f"1{'2' * 18} {'A' * 12}", f"12 {'A' * 11}", f"12 {'A' * 13}"])
def test_a_head_of_another_length_is_none(typed):
    assert ledger_head.read(typed) is None


def test_the_keys_of_many_rows_of_one_act_are_pinned():
    key = uuid.UUID(int=1)

    assert ledger.row_key(key, 7) == ledger.row_key(key, "7")
    assert str(ledger.row_key(key, 7)) == "dc768e8c-836e-5035-ac83-2a108749076e"


def test_the_head_is_that_of_the_last_line_and_of_an_act_the_one_it_left(three_lines, curator):
    assert ledger_head.now() == ledger_head.at(three_lines[2])
    assert ledger_head.left_by(three_lines[0].uuid) == ledger_head.at(three_lines[0])
    assert ledger_head.left_by(uuid.uuid4()) is None


def test_an_empty_ledger_has_no_head_and_is_not_behind(db):
    assert ledger_head.now() is None
    assert ledger.behind() is None
    assert chain.first_misfit() is None


def many(curator, count):
    return [
        ledger.Act("test.act", curator, timezone.now(), uuid.uuid4(), (), {"number": number})
        for number in range(count)
    ]


def test_many_lines_are_one_chain_with_those_before_and_after(three_lines, curator):
    acts = many(curator, 3)

    lines = ledger.write_many(acts, by=curator)
    ledger.write("test.act", curator, by=curator, happened_at=timezone.now())

    assert [line.sequence for line in lines] == [4, 5, 6]
    assert [line.uuid for line in lines] == [each.key for each in acts]
    assert lines[0].before == three_lines[2].hash
    assert chain.first_misfit() is None


def test_many_lines_are_the_first_of_an_empty_ledger(curator):
    assert ledger.write_many(many(curator, 2), by=curator)[0].before == ledger.FIRST == "0" * 64
    assert chain.first_misfit() is None


@pytest.mark.parametrize(("minutes", "behind"), [(4, False), (6, True)])
def test_more_than_five_minutes_back_nothing_is_written(
    three_lines, curator, monkeypatch, minutes, behind
):
    earlier = timezone.now() - datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(timezone, "now", lambda: earlier)

    for write in (
        lambda: ledger.write("test.act", curator, by=curator, happened_at=earlier),
        lambda: ledger.write_many(many(curator, 1), by=curator),
    ):
        met = pytest.raises(ValidationError) if behind else contextlib.nullcontext()
        with met as refusal, transaction.atomic():
            write()
        assert not behind or codes(refusal.value) == {"clock"}
    assert bool(ledger.behind()) == behind
    assert LedgerLine.objects.count() == (3 if behind else 5)


def test_a_line_without_what_the_rows_say_holds_none(curator):
    line = ledger.write("test.act", curator, by=curator, happened_at=timezone.now())

    assert (line.facts, line.rows, line.scheme) == ({}, {}, 4)
    assert line.subject == f"accounts.user:{curator.pk}"


def test_a_museum_without_lines_of_the_first_scheme_takes_nothing_over(three_lines):
    taking_over.take_over()

    assert LedgerLine.objects.count() == 3
