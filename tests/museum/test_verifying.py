"""Whoever changes the register past the verbs is found, whichever row it was."""

import datetime
import uuid

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from museum import append_only, ledger, ledger_head, row_seals, taking_over
from museum.accounts.roles import COORDINATOR
from museum.care import handing_over
from museum.catalogue import (
    accessioning,
    correcting,
    displaying,
    opening,
    placing,
    printing_tags,
    seeing,
    tagging,
)
from museum.catalogue.models import Item, Movement, Place
from museum.clock import at
from museum.figures import reporting, submitting
from museum.figures.periods import Period
from museum.freshness import triggers
from museum.ledger import LedgerLine
from museum.people import merging
from museum.people.models import Person
from museum.verifying import misfits
from museum.visits import booking, recounting, tapping, visiting
from museum.visits.capacity import Share
from museum.visits.models import Visit, VisitSettings, WeeklyHours
from museum.volunteers import certifying, hours, joining, noting, planning, rota
from museum.volunteers.models import Role
from tests.factories import PersonFactory, UserFactory, received

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def lived(curator, grandmother, case):
    """A museum in which one of each thing has happened, each through its verb."""
    wheel = received(by=curator, owner=grandmother)
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=curator)
    ewer = received("汤瓶", by=curator, owner=grandmother, way="deposit")
    accessioning.accept(ewer, by=curator)
    opening.withdraw(ewer, by=curator, reason="家里的意思")
    slip = visiting.Slip(persons=41, origin="city", kind="school", day=YESTERDAY,
                         organisations=["石桥小学"],
                         tours=[visiting.Tour(20, grandmother), visiting.Tour(21)])  # fmt: skip
    visiting.receive(slip, by=curator)
    taps = [tapping.Touch(key=uuid.uuid4(), kind="adult") for _each in range(3)]
    tapping.hand_in(taps, by=curator, device=uuid.uuid4())
    recounting.recount("child", 2, day=timezone.localdate(), by=curator, reason="两个孩子没点上")
    correcting.correct(wheel.holding.donation, "naming", "anonymous", by=curator, reason="家里说的")
    correcting.correct(wheel, "conditions", "每年晒一次", by=curator, reason="说好的")
    booked(curator)
    merging.merge(PersonFactory(), PersonFactory(), by=curator, reason="写了两遍")
    served(curator)
    report = reporting.hand_in(Period(YESTERDAY, YESTERDAY), by=curator)
    submitting.submit(report, by=curator, day=timezone.localdate(), to="镇文化站")
    seeing.see(wheel, case, by=curator)
    tagged(curator, wheel)
    three = (Person(name=name) for name in ("马守义", "李长根", "赵有田"))
    handing_over.hand_over(handing_over.Parties(*three), by=curator, note="钥匙三把")


def tagged(curator, item):
    with override_settings(BASE_URL="https://museum.example"):
        first, second, third = printing_tags.print_tags(3, by=curator).tags.order_by("pk")
    tagging.tie(first, item, by=curator)
    tagging.replace(item, second, by=curator, reason="绳子断了")
    tagging.void(third, by=curator, reason="撕了")


def booked(curator):
    visiting = VisitSettings.load()
    for weekday in range(7):
        WeeklyHours.objects.create(settings=visiting, weekday=weekday, opens=datetime.time(9),
                                   closes=datetime.time(12))  # fmt: skip
    day = timezone.localdate() + datetime.timedelta(days=9)
    shares = [Share(datetime.time(9), 30), Share(datetime.time(10), 20)]
    for _each in range(2):
        booking.book(booking.Wish(day, shares[_each:], "沙老师", "13800005678"), by=curator)


def served(curator):
    coordinator = UserFactory(groups=[Group.objects.get(name=COORDINATOR)])
    volunteer = joining.join(PersonFactory(), born=1960, by=coordinator,
                             joined_on=YESTERDAY - datetime.timedelta(days=9))  # fmt: skip
    shift = planning.add_shift(YESTERDAY, datetime.time(9), datetime.time(12),
                               Role.objects.first() or Role.objects.create(name="值守"),
                               by=coordinator)  # fmt: skip
    rota.sign_up(shift, volunteer, by=coordinator, happened_at=at(YESTERDAY, datetime.time(8)))
    came, went = (at(YESTERDAY, datetime.time(hour)) for hour in (9, 12))
    hours.enter(shift, volunteer, came, went, by=coordinator)
    certifying.certify(volunteer, YESTERDAY, YESTERDAY, by=coordinator)
    noting.note(volunteer, "training", "讲解", body="村里", place="二厅", by=coordinator)


def tamper(*statements):
    """Change the database as somebody does who may do everything with it."""
    triggers.lift()
    with connection.cursor() as cursor:
        connection.check_constraints()
        for statement in statements:
            cursor.execute(statement)
    triggers.lay()


def found():
    return {(each.code, each.about.partition(":")[0]) for each in misfits()}


def test_a_museum_in_which_everything_was_done_through_the_verbs_fits(lived, capsys):
    call_command("verify_ledger")

    assert str(ledger_head.now()) in capsys.readouterr().out
    assert found() == set()


CHANGED = {
    "a movement leads elsewhere": ("catalogue.movement",
        "UPDATE catalogue_movement SET was_display = NOT was_display"),
    "an object stands elsewhere": ("catalogue.holding",
        "UPDATE catalogue_holding SET place_id = (SELECT max(id) FROM catalogue_place)"
        " WHERE series = 'deposit'"),
    "an object is another's": ("catalogue.holding",
        "UPDATE catalogue_holding SET owner_id = NULL, way = 'gift' WHERE way = 'deposit'"),
    "a closed object is open": ("catalogue.holding",
        "UPDATE catalogue_holding SET withdrawn = NOT withdrawn"),
    "a number is another": ("catalogue.numbergiven",
        "UPDATE catalogue_numbergiven SET label = 'CS09999' WHERE series = 'collection'"),
    "a printed code leads to another object": ("catalogue.tag",
        "UPDATE catalogue_tag SET item_id = (SELECT min(id) FROM catalogue_item)"
        " WHERE item_id IS NOT NULL"),
    "a lost tag was torn": ("catalogue.tagentry",
        "UPDATE catalogue_tagentry SET reason = 'x' WHERE act = 'replaced'"),
    "another sheet of tags was printed": ("catalogue.tagprinting",
        "UPDATE catalogue_tagprinting SET first = 2"),
    "a thing was seen elsewhere": ("catalogue.sighting",
        "UPDATE catalogue_sighting SET place_id = (SELECT min(id) FROM catalogue_place)"),
    "a receipt is of another day": ("catalogue.donation",
        "UPDATE catalogue_donation SET happened_at = '1999-01-01 00:00:00'"),
    "an act was another": ("catalogue.registerentry",
        "UPDATE catalogue_registerentry SET act = 'opened' WHERE act = 'withdrawn'"),
    "fewer people came": ("visits.visit", "UPDATE visits_visit SET persons = 4, others = 4"),
    "they came from nearer": ("visits.visit", "UPDATE visits_visit SET origin = 'village'"),
    "a batch was smaller": ("visits.batch", "UPDATE visits_batch SET persons = 1"),
    "another school came": ("visits.visitorganisation",
        "UPDATE visits_visitorganisation SET organisation_id ="
        " (SELECT min(id) FROM people_person)"),
    "the taps are of another day": ("visits.tap", "UPDATE visits_tap SET day = '2020-01-01'"),
    "fewer had been counted before": ("visits.tapcorrection",
        "UPDATE visits_tapcorrection SET counted = 1"),
    "hours are more": ("volunteers.serviceline", "UPDATE volunteers_serviceline SET minutes = 999"),
    "a statement says more": ("volunteers.statement",
        "UPDATE volunteers_statement SET minutes = 999"),
    "somebody was not on the shift": ("volunteers.signup",
        "UPDATE volunteers_signup SET on_at = '2020-01-01 00:00:00'"),
    "a shift was longer": ("volunteers.shift", "UPDATE volunteers_shift SET needed = 9"),
    "a volunteer joined earlier": ("volunteers.volunteer",
        "UPDATE volunteers_volunteer SET joined_on = '2001-01-01'"),
    "a report said more": ("figures.report", "UPDATE figures_report SET last = '2001-01-01',"
        " first = '2001-01-01'"),
    "a correction was for another reason": ("catalogue.registerentry",
        "UPDATE catalogue_registerentry SET reason = 'x' WHERE act = 'corrected'"),
    "a correction put in something else": ("catalogue.registerentry",
        "UPDATE catalogue_registerentry SET new = 'full' WHERE field = 'naming'"),
    "a correction found something else": ("catalogue.registerentry",
        "UPDATE catalogue_registerentry SET old = '' WHERE field = 'naming'"),
    "the salt of words is another": ("catalogue.registerentry",
        "UPDATE catalogue_registerentry SET salt = '00000000000000000000000000000001'"),
    "fewer places are taken": ("visits.booking", "UPDATE visits_seat SET persons = persons - 1"),
    "no places are taken": ("visits.booking", "DELETE FROM visits_seat"),
    "half of a party is not coming": ("visits.booking",
        "DELETE FROM visits_seat WHERE id = (SELECT max(id) FROM visits_seat)"),
    "a place more is taken": ("visits.booking",
        "INSERT INTO visits_seat (booking_id, slot_id, persons) SELECT max(booking_id),"
        " min(slot_id), 3 FROM visits_seat"),
    "they come earlier": ("visits.booking",
        "UPDATE visits_slot SET starts_at = '08:00:00' WHERE starts_at = '09:00:00'"),
    "they stay longer": ("visits.booking",
        "UPDATE visits_slot SET ends_at = '12:30:00' WHERE starts_at = '09:00:00'"),
    "they come on another day": ("visits.booking", "UPDATE visits_slot SET day = '2020-01-01'"),
    "a case is a cupboard": ("catalogue.place",
        "UPDATE catalogue_place SET for_display = NOT for_display WHERE kind = 'case'"),
    "the reception is a hall": ("catalogue.place",
        "UPDATE catalogue_place SET for_display = NOT for_display WHERE kind = 'reception'"),
    "a case holds more": ("catalogue.place", "UPDATE catalogue_place SET capacity = 99"),
    "somebody else wrote it": ("catalogue.registerentry",
        "UPDATE catalogue_registerentry SET by_id = (SELECT max(id) FROM accounts_user)"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_row_is_named(lived, name):
    label, statement = CHANGED[name]

    tamper(statement)

    assert ("row_changed", label) in found()


GONE = ["catalogue_tagentry", "catalogue_sighting", "visits_tap", "visits_batch", "visits_visitorganisation", "volunteers_statement",
        "figures_submission", "volunteers_signup", "catalogue_numbergiven", "catalogue_registerentry",
        "volunteers_serviceline", "volunteers_volunteerentry"]  # fmt: skip


@pytest.mark.parametrize("table", GONE)
def test_a_deleted_row_is_named(lived, table):
    tamper(f"DELETE FROM {table}")

    assert ("row_gone", table.replace("_", ".", 1)) in found()


WORDS = [
    (model, word)
    for model in row_seals.sealed_models()
    for word in getattr(model, "sealed_words", ())
    if model._meta.label
    not in ("catalogue.DeaccessionSteps", "volunteers.Confirmation")  # see below
]


@pytest.mark.parametrize(("model", "word"), WORDS,
                         ids=lambda each: getattr(each, "__name__", each))  # fmt: skip
def test_changed_words_are_named(lived, model, word):
    table = model._meta.db_table

    tamper(
        f"""UPDATE {table} SET {word} = '"otherwise"' WHERE id = (SELECT max(id) FROM {table})"""
    )

    assert found() == {("row_changed", model._meta.label_lower)}


def test_a_time_that_was_deleted_under_a_booking_is_named(lived):
    with transaction.atomic():
        tamper("DELETE FROM visits_slot")
        named = found()
        transaction.set_rollback(True)

    assert ("row_changed", "visits.booking") in named
    assert found() == set()


def test_places_taken_by_a_booking_that_is_gone_are_named(lived):
    with transaction.atomic():
        tamper("DELETE FROM visits_booking")
        named = found()
        transaction.set_rollback(True)

    assert {("row_gone", "visits.booking"), ("named_gone", "visits.booking")} <= named


def test_a_place_that_is_changed_at_the_desk_fits_and_one_changed_past_it_does_not(lived, keeper):
    case = Place.objects.get(kind="case")
    case.for_display, case.capacity = False, 4
    placing.keep(case, by=keeper)
    honest = found()

    tamper(f"UPDATE catalogue_place SET capacity = 5 WHERE id = {case.pk}")

    assert honest == set()
    assert found() == {("row_changed", "catalogue.place")}


NAMED = ["people_person", "catalogue_place", "accounts_user", "volunteers_role"]


@pytest.mark.parametrize("table", NAMED)
def test_whom_or_what_a_row_names_is_missed_when_it_is_gone(lived, table):
    with transaction.atomic():
        tamper(f"DELETE FROM {table}")
        named = found()
        transaction.set_rollback(True)

    assert ("named_gone", table.replace("_", ".", 1)) in named
    assert found() == set()


def test_a_visit_that_was_put_in_past_the_verbs_is_named(lived):
    Visit.objects.bulk_create(
        [Visit(by=LedgerLine.objects.first().by, happened_at=timezone.now(), year=2020, number=1,
               label="CG-2020-0001", day=datetime.date(2020, 1, 1), origin="city", persons=900,
               others=900)]
    )  # fmt: skip

    assert ("row_unwritten", "visits.visit") in found()


def test_a_row_deleted_together_with_its_line_breaks_the_chain(lived):
    last = LedgerLine.objects.order_by("-sequence").first()

    tamper("DELETE FROM figures_submission",
           f"DELETE FROM museum_ledgerline WHERE sequence = {last.sequence}")  # fmt: skip

    assert ("missing", "") in found()


def test_an_end_cut_off_with_its_counter_set_back_leaves_what_it_wrote(lived):
    last = LedgerLine.objects.order_by("-sequence").first().sequence

    tamper(f"DELETE FROM museum_ledgerline WHERE sequence = {last}",
           f"UPDATE museum_counter SET last = {last - 1} WHERE series = 'ledger'")  # fmt: skip

    assert found() == {("row_unwritten", "care.custodytransfer")}


COUNTED = ["donation", "item.collection", "item.deposit", "visit", "volunteer", "report", "booking",
           "statement", "custody", "tag"]  # fmt: skip


def test_every_counter_but_those_that_only_lock_is_held_against_the_numbers_given(lived):
    from museum.numbering import Counter

    series = set(Counter.objects.values_list("series", flat=True))

    assert series - {"ledger", "taps", "organisation"} == set(COUNTED)


@pytest.mark.parametrize("series", COUNTED)
def test_a_counter_that_was_set_back_is_named(lived, series):
    tamper(f"UPDATE museum_counter SET last = last - 1 WHERE series = '{series}'")

    assert {each.code for each in misfits()} == {"counter"}


def test_a_chain_computed_anew_as_a_whole_is_found_by_the_head_on_paper(lived):
    paper = str(ledger_head.now())
    forge()

    assert found() == set()
    with pytest.raises(CommandError):
        call_command("verify_ledger", head=paper)


def forge():
    """Say that four people came, and compute seals and chain anew as whoever knows the code can."""
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visits_visit SET persons = 4, others = 4")
    visit, before = Visit.objects.get(), ledger.FIRST
    for line in LedgerLine.objects.order_by("sequence"):
        if row_seals.name(visit) in line.rows:
            line.rows[row_seals.name(visit)] = row_seals.seal(visit)
        line.before = before
        line.hash = before = line.digest()
        super(append_only.NeverChanged, line).save()
    triggers.lay()


def test_a_head_on_paper_still_fits_when_the_ledger_has_grown(lived, curator, capsys):
    head = ledger_head.now()
    opening.open_again(Item.objects.get(title="汤瓶"), by=curator)

    for typed in (
        str(head),
        f"第{head.sequence}行 {head.letters.lower()}",
        f"{head.sequence}{head.letters}",
    ):
        call_command("verify_ledger", head=typed)

    assert str(head.sequence) in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["", "12", "KQTM-WXPZ-RHVD", "12 KQTM", "12 KQTM-WXPZ-RHVD-A"])
def test_what_is_no_head_is_refused_with_the_way_to_type_it(lived, typed):
    with pytest.raises(CommandError, match="KQTM-WXPZ-RHVD"):
        call_command("verify_ledger", head=typed)


def test_a_head_of_a_line_that_is_not_there_is_refused(lived):
    head = ledger_head.now()

    with pytest.raises(CommandError):
        call_command("verify_ledger", head=f"{head.sequence + 1} {head.letters}")


def test_an_altered_letter_of_the_head_is_refused(lived):
    head = ledger_head.now()
    other = "B" if head.letters[-1] == "A" else "A"

    with pytest.raises(CommandError):
        call_command("verify_ledger", head=f"{head.sequence} {head.letters[:-1]}{other}")


def test_a_guard_that_was_dropped_is_named(lived):
    with connection.cursor() as cursor:
        on = ' ON "visits_tap"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "museum_kept_visits_tap_delete"{on}')

    assert [each.about for each in misfits()] == ["visits_tap DELETE (kept)"]


def test_a_guard_that_does_nothing_any_more_is_named(lived):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()
            cursor.execute('ALTER TABLE visits_tap DISABLE TRIGGER "museum_kept_visits_tap_delete"')
        else:
            cursor.execute('DROP TRIGGER "museum_kept_visits_tap_delete"')
            cursor.execute(
                'CREATE TRIGGER "museum_kept_visits_tap_delete" BEFORE DELETE ON "visits_tap" '
                "BEGIN SELECT 1; END"
            )

    assert [each.about for each in misfits()] == ["visits_tap DELETE (kept)"]


def test_the_function_behind_a_guard_emptied_is_named(lived):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers have no function behind them")
    with connection.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE FUNCTION museum_kept_visits_tap_delete() RETURNS trigger LANGUAGE plpgsql "
                       "AS $$ BEGIN RETURN OLD; END $$")  # fmt: skip

    assert [each.about for each in misfits()] == ["visits_tap DELETE (kept)"]


def test_lines_of_the_first_scheme_still_fit_and_their_rows_are_taken_over(lived):
    as_before_rows()
    assert {each.code for each in misfits()} == {"row_unwritten"}

    taking_over.take_over()
    once = LedgerLine.objects.filter(act=ledger.TAKEN_OVER).count()
    taking_over.take_over()

    assert LedgerLine.objects.filter(act=ledger.TAKEN_OVER).count() == once > 0
    assert found() == set()
    tamper("UPDATE visits_tap SET persons = 7")
    assert ("row_changed", "visits.tap") in found()


def as_before_rows():
    """Make the ledger what an earlier release wrote: no rows, and hashes that do not cover them."""
    triggers.lift()
    before = ledger.FIRST
    for line in LedgerLine.objects.order_by("sequence"):
        line.scheme, line.rows, line.before = ledger.WITHOUT_ROWS, {}, before
        line.hash = before = line.digest()
        super(append_only.NeverChanged, line).save()
    triggers.lay()


def as_of_an_older_scheme():
    """Make the ledger what the release before wrote: rows without their words, parts and places."""
    triggers.lift()
    before = ledger.FIRST
    for line in LedgerLine.objects.order_by("sequence"):
        line.scheme, line.before, rows = row_seals.WITH_ROWS, before, {}
        for row in line.rows:
            label, pk = row.split(":")
            model = apps.get_model(label)
            if row_seals.since(model) <= row_seals.WITH_ROWS:
                rows[row] = row_seals.seal(model.objects.get(pk=pk), row_seals.WITH_ROWS)
        line.rows = rows
        line.hash = before = line.digest()
        super(append_only.NeverChanged, line).save()
    triggers.lay()


def test_rows_of_the_release_before_fit_and_are_put_under_seal_with_their_words(lived):
    as_of_an_older_scheme()
    before, head = {each.code for each in misfits()}, ledger_head.now()

    taking_over.take_over()
    taking_over.take_over()

    assert before == {"row_unwritten"}  # places, which it did not hold
    assert found() == set()
    assert set(misfits(head)) == set()
    tamper("UPDATE catalogue_registerentry SET reason = 'x' WHERE act = 'corrected'")
    assert found() == {("row_changed", "catalogue.registerentry")}


def test_what_was_tampered_with_before_an_upgrade_stays_named_after_it(lived):
    as_of_an_older_scheme()
    tamper("UPDATE visits_tap SET persons = 7 WHERE id = (SELECT max(id) FROM visits_tap)")
    put_in = Visit(by=LedgerLine.objects.first().by, happened_at=timezone.now(), year=2020, number=1,
                   label="CG-2020-0001", day=datetime.date(2020, 1, 1), origin="city", persons=9,
                   others=9)  # fmt: skip
    Visit.objects.bulk_create([put_in])

    taking_over.take_over()

    named = {
        ("row_changed", "visits.tap"),
        ("row_unwritten", "visits.visit"),
        ("counter", "visit 2020"),
    }
    assert found() == named
    tamper("UPDATE visits_tap SET persons = 1")
    assert found() == named


def test_every_table_that_never_changes_says_what_it_has_under_seal():
    silent = {
        model._meta.label
        for model in apps.get_models()
        if getattr(model, "never_changed", False) and not getattr(model, "sealed", None)
    }

    # The chain holds itself; who led a group is whom to call, which is emptied in time.
    assert silent == {"museum.LedgerLine", "visits.VisitContact"}


@pytest.mark.parametrize("model", row_seals.sealed_models(), ids=lambda each: each._meta.label)
def test_no_words_of_people_are_under_seal(model):
    from django.db.models import TextField

    texts = {
        field.attname
        for field in model._meta.fields
        if isinstance(field, TextField) or (field.get_internal_type() == "CharField"
        and not field.choices and field.max_length and field.max_length > 64)
    }  # fmt: skip

    under_seal = set(row_seals.columns(model))
    words = set(getattr(model, "sealed_words", ()))
    assert model.sealed
    assert not texts & set(model.sealed)
    assert under_seal >= words
    assert ("salt" in under_seal) == bool(words)
    if getattr(model, "never_changed", False):
        assert texts - words <= {"file"}


def test_seals_are_pinned():
    movement = Movement(
        uuid=uuid.UUID(int=1), by_id=2,
        happened_at=datetime.datetime(2024, 5, 4, 4, tzinfo=datetime.UTC), recorded_at=datetime.datetime(2024, 5, 4, 5, tzinfo=datetime.UTC), item_id=3, origin_id=None,
        destination_id=4, was_display=True, act=uuid.UUID(int=5),
    )  # fmt: skip

    assert row_seals.seal(movement, row_seals.WITH_ROWS) == "f61f34c43b949318c5adf0560d31d4c5"
    movement.reason, movement.salt = "换季", uuid.UUID(int=6)
    assert row_seals.seal(movement, row_seals.WITH_ROWS) == "f61f34c43b949318c5adf0560d31d4c5"
    assert row_seals.seal(movement) == "f3129a810938997cde2da2e9f5450d99"


def test_a_stranger_s_trigger_on_a_register_is_named(lived):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute('CREATE TRIGGER "quiet" BEFORE INSERT ON visits_tap FOR EACH ROW '
                           'EXECUTE FUNCTION "museum_kept_visits_tap_delete"()')  # fmt: skip
        else:
            cursor.execute("CREATE TRIGGER quiet BEFORE INSERT ON visits_tap "
                           "BEGIN SELECT RAISE(IGNORE); END")  # fmt: skip

    assert [(each.code, each.about) for each in misfits()] == [
        ("strange_trigger", "visits_tap (quiet)")
    ]
    with pytest.raises(CommandError):
        call_command("verify_ledger")
