import logging

import pytest
from django.core.management import CommandError
from django.db import IntegrityError

from museum.logs import addresses, discreet, security
from museum.people.models import Person

NAME, PHONE, CODE = "夔鏖齉", "13987650431", "K7MQWX"


def line(said, *args, **more):
    record = logging.LogRecord("museum.x", logging.ERROR, "", 0, said, args, None)
    record.__dict__.update(more)
    return discreet.Discreet().format(record)


def error_in(call):
    try:
        call()
    except Exception as error:
        return (type(error), error, error.__traceback__)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize("said", [
    f"invalid literal for int() with base 10: '{NAME}'",
    f"null value in column\nDETAIL: Failing row contains (7, {NAME}, {PHONE})",
    f"Key (phone)=({PHONE}) already exists.",
    f"no such booking {CODE}",
    f"{NAME}没有了",
    'could not read "/visit/booking/K7MQWX/"',
])  # fmt: skip
def test_what_an_error_quotes_is_cut_out(said):
    written = discreet.of_error(ValueError(said))

    assert written.startswith("ValueError: ")
    assert not any(each in written for each in (NAME, PHONE, CODE))


def test_what_went_wrong_can_still_be_read():
    assert discreet.of_error(IntegrityError("UNIQUE constraint failed: people_person.uuid")) == (
        "IntegrityError: UNIQUE constraint failed: people_person.uuid"
    )
    assert discreet.of_error(CommandError("第 3 行被改过")) == "第 3 行被改过"


def test_a_trace_says_where_and_not_with_what():
    def fails():
        try:
            int(NAME)
        except ValueError as error:
            raise RuntimeError(f"{PHONE} is no number") from error

    written = line("it failed", exc_info=error_in(fails))

    assert "test_discreet.py" in written
    assert "RuntimeError" in written
    assert "ValueError" in written
    assert NAME not in written
    assert PHONE not in written


@pytest.mark.django_db
def test_the_database_s_own_complaint_names_nobody():
    Person.objects.create(name=NAME, phone=PHONE)

    written = line(
        "%s failed",
        "receiving",
        exc_info=error_in(lambda: Person.objects.create(name=NAME, phone=PHONE, erased_at="x")),
    )

    assert "ValidationError" in written
    assert NAME not in written
    assert PHONE not in written


def test_nobody_writes_a_second_line_into_a_log():
    assert line("one\ntwo\r2026-01-01 signed_in").count("\n") == 0
    assert "\n" not in discreet.Plain().format(
        logging.LogRecord("x", 20, "", 0, "a\nb\u2028c", (), None)
    )


def test_an_answer_that_went_wrong_is_told_without_its_code(rf):
    request = rf.get(f"/visit/booking/{CODE}/?q={NAME}")

    written = line("Internal Server Error: %s", request.path, request=request, status_code=500)

    assert written.endswith("500 GET /visit/booking/…/")


@pytest.mark.parametrize(("path", "written"), [
    ("/", "/"),
    ("/objects/CS00012/", "/objects/CS00012/"),
    ("/admin/people/edit/12/", "/admin/people/edit/12/"),
    ("/admin/visits/bookings/YY-2026-0001/confirm/", "/admin/visits/bookings/YY-2026-0001/confirm/"),
    (f"/visit/booking/{CODE}/", "/visit/booking/…/"),
    (f"/visit/booking/{CODE}/cancel/", "/visit/booking/…/cancel/"),
    (f"/volunteers/{CODE}.ics", "/volunteers/….ics"),
    (f"/admin/volunteers/here/{CODE}:x/", "/admin/volunteers/here/…/"),
    (f"/o/{CODE}", "/o/…"),
    ("/wang-gui-lan/", "/…/"),
    (f"/objects/{NAME}/", "/objects/…/"),
    (f"/visit/booking/{CODE}", "(none)"),
    ("/nothing.php", "(none)"),
])  # fmt: skip
def test_an_address_is_written_without_what_was_given_to_somebody(path, written):
    assert addresses.cut(path, True) == written


def test_of_what_was_not_found_only_our_own_words_are_written():
    assert addresses.cut("/objects/wang/", False) == "/objects/…/"
    assert addresses.cut("/admin/people/edit/12/", False) == "/admin/people/edit/12/"


@pytest.mark.parametrize(("value", "written"), [
    (12, "12"), ("127.0.0.1", "127.0.0.1"), ("fe80::1", "fe80::1"), ("3,4", "3,4"),
    (NAME, "-"), (PHONE, "-"), ("a b", "-"), ("", "-"), ("x\nsigned_in", "-"),
])  # fmt: skip
def test_the_security_log_takes_keys_and_addresses_alone(said, value, written):
    security.write("tried", what=value)

    assert said("security")[-1].endswith(f"tried by=program what={written}")


def test_a_line_is_a_moment_an_event_and_its_facts(said):
    security.write("backup_made", backup=3)

    moment, event, *facts = said("security")[-1].split(" ")
    assert moment.endswith("+08:00")
    assert (event, facts) == ("backup_made", ["by=program", "backup=3"])
