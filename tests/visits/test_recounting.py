"""Yesterday's wrong taps are put right by a line; the figures follow, and nothing is wiped out."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from museum.clock import at
from museum.ledger import LedgerLine
from museum.refusals import codes
from museum.verifying import misfits
from museum.visits import recounting, tapping
from museum.visits.counting import between
from museum.visits.models import Tap, TapCorrection
from museum.visits.tapping import Touch


@pytest.fixture
def yesterday(on_duty, a_wednesday):
    """A Tuesday on which seven adults were tapped, and five elders keyed in from paper."""
    day = a_wednesday.date() - datetime.timedelta(days=1)
    taps = [Touch(uuid.uuid4(), "adult", at(day, datetime.time(10, n))) for n in range(7)]
    tapping.hand_in(taps, by=on_duty, device=uuid.uuid4())
    tapping.tally("elder", 5, day=day, by=on_duty)
    return day


def figures(day):
    counted = between(day, day)
    return counted.adults, counted.children, counted.elders


def refused(*args, **given):
    with pytest.raises(ValidationError) as refusal:
        recounting.recount(*args, **given)
    return codes(refusal.value)


def test_too_many_are_undone_and_too_few_are_added_each_by_a_line(yesterday, on_duty):
    taps = Tap.objects.count()

    recounting.recount("adult", 4, day=yesterday, by=on_duty, reason="一家人点了两遍")
    recounting.recount("child", 2, day=yesterday, by=on_duty, reason="两个孩子没点")
    recounting.recount("elder", 3, day=yesterday, by=on_duty, reason="纸上看错了")

    assert figures(yesterday) == (4, 2, 3)
    assert Tap.objects.count() == taps + 3 + 1 + 2
    lines = TapCorrection.objects.order_by("pk").values_list("kind", "counted", "persons", "reason")
    assert list(lines) == [("adult", 7, 4, "一家人点了两遍"), ("child", 0, 2, "两个孩子没点"),
                           ("elder", 5, 3, "纸上看错了")]  # fmt: skip
    assert LedgerLine.objects.filter(act="visits.recounted").count() == 3
    assert list(misfits()) == []


def test_a_form_sent_twice_corrects_once(yesterday, on_duty):
    key = uuid.uuid4()
    for _each in range(2):
        recounting.recount("adult", 4, day=yesterday, by=on_duty, reason="点重了", key=key)

    assert TapCorrection.objects.count() == 1
    assert figures(yesterday) == (4, 0, 5)


def test_what_was_corrected_is_corrected_again(yesterday, on_duty):
    for persons in (0, 9, 8):
        recounting.recount("adult", persons, day=yesterday, by=on_duty, reason="再数了一遍")

    assert figures(yesterday) == (8, 0, 5)
    assert list(misfits()) == []


@pytest.mark.parametrize(("given", "code"), [
    ({"persons": 7}, "same"), ({"persons": 2001}, "many"), ({"persons": -1}, "many"),
    ({"reason": " "}, "no_reason"), ({"kind": "dog"}, "kind"),
    ({"day": datetime.date(2062, 1, 1)}, "future"), ({"day": datetime.date(202, 1, 1)}, "year"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(yesterday, on_duty, given, code):
    asked = {"kind": "adult", "persons": 4, "day": yesterday, "reason": "点重了"} | given
    lines = LedgerLine.objects.count()

    assert code in refused(asked.pop("kind"), asked.pop("persons"), by=on_duty, **asked)

    assert figures(yesterday) == (7, 0, 5)
    assert LedgerLine.objects.count() == lines


def test_who_is_not_on_duty_corrects_no_day(yesterday, keeper):
    assert "forbidden" in refused("adult", 4, day=yesterday, by=keeper, reason="点重了")


def test_the_line_is_never_changed_past_the_verb(yesterday, on_duty):
    line = recounting.recount("adult", 4, day=yesterday, by=on_duty, reason="点重了")

    with pytest.raises(DatabaseError), transaction.atomic():
        TapCorrection.objects.filter(pk=line.pk)._update(
            [(TapCorrection._meta.get_field("persons"), None, 9)]
        )
