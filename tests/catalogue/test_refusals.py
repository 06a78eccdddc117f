"""Every refusal that the catalogue's verbs promise, made at the verb."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import (
    accessioning,
    bringing_in,
    correcting,
    deaccessioning,
    displaying,
    donating,
    matching,
    moving,
    opening,
    returning,
    transferring_title,
)
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Holding, Item, Place
from museum.clock import today
from museum.people.erasing import erase
from museum.people.merging import merge, part
from museum.refusals import codes
from tests.factories import PersonFactory, received


@pytest.fixture
def there(curator, keeper, registrar, wheel, ewer, case, store, reception, ma_family):
    accessioning.accept(ewer, by=curator)
    return SimpleNamespace(curator=curator, keeper=keeper, registrar=registrar, wheel=wheel,
                           ewer=ewer, case=case, store=store, family=ma_family)  # fmt: skip


def accept_without(change):
    def called(t):
        change(t.wheel)
        accessioning.accept(t.wheel, by=t.curator)

    return called


def without_a_name(item):
    Item.objects.filter(pk=item.pk).update(title=" ")


def without_a_giver(item):
    receipt = Donation.objects.filter(holdings__item=item)
    receipt.update(owner=None, finder=PersonFactory(name="沙明亮"))


def found_in_the_museum(t):
    donation = donating.receive(
        donating.Receipt([Thing("铜锁", way="found")], finder=t.family, naming="anonymous"),
        by=t.registrar,
    )
    return donation.holdings.get().item


def before(days=1):
    return today() - datetime.timedelta(days=days)


def deaccession(t, by="curator", item=None, **more):
    told = {"reason_code": "decayed", "reason": "朽了", "looked_at_by": t.family,
            "giver_said": "同意", "decided_on": before(40), "noticed_on": before(20)}  # fmt: skip
    deaccessioning.deaccession(item or t.ewer, by=getattr(t, by), **told | more)


def deaccession_a_part(t):
    item = received("织布机", by=t.registrar, owner=t.family, parts=[Thing("梭子")])
    accessioning.accept(item, by=t.curator)
    deaccession(t, item=item.parts.get())


def offered(t):
    receipt = donating.Receipt([Thing("风车")], owner=t.family, in_hand=False)
    return donating.receive(receipt, by=t.registrar).holdings.get().item


def without_a_reception(call):
    def called(t):
        item = offered(t)
        Place.objects.filter(kind="reception").update(kind="store")
        call(t, item)

    return called


def consent(t, by="curator", words="马家长辈当面说的", times=1):
    opening.mark_sensitive(t.ewer, by=t.curator)
    for _time in range(times):
        opening.record_consent(t.ewer, by=getattr(t, by), concerning=words)


def twice(verb):
    def called(t):
        verb(t.ewer, by=t.curator)
        verb(t.ewer, by=t.curator)

    return called


def bring_back_without_a_word(t):
    returning.give_back(t.ewer, by=t.curator, reason="取走")
    returning.bring_back(t.ewer, by=t.curator, reason=" ")


def give_back_twice(t):
    for _time in range(2):
        returning.give_back(t.ewer, by=t.curator, reason="取走")


def give_back_what_was_only_offered(t):
    returning.give_back(offered(t), by=t.curator, reason="取走")


def correct(field, new):
    return lambda t: correcting.correct(t.ewer, field, new, by=t.curator, reason="写错了")


def part_after_erasing(t):
    twin = PersonFactory(name="马　家")
    merge(twin, t.family, by=t.curator, reason="是一个人")
    erase(t.family, by=t.curator)
    twin.refresh_from_db()
    part(twin, by=t.curator, reason="是一个人")


REFUSED = [
    ("no_title", accept_without(without_a_name)),
    ("no_giver", accept_without(without_a_giver)),
    ("before_receipt", lambda t: transferring_title.turn_deposit_into_gift(
        t.ewer, by=t.curator, reason="送了", happened_at=before())),
    ("same", correct("way", "deposit")),
    ("no_owner", correct("owner", None)),
    ("forbidden", lambda t: deaccession(t, by="keeper")),
    ("future", lambda t: deaccession(t, happened_at=before(-2))),
    ("part", deaccession_a_part),
    ("forbidden", lambda t: displaying.put_on_display(t.ewer, t.case, by=t.registrar)),
    ("for_display", lambda t: displaying.take_off_display(t.ewer, t.case, by=t.keeper)),
    ("not_on_display", lambda t: displaying.take_off_display(t.ewer, t.store, by=t.keeper)),
    ("forbidden", lambda t: displaying.take_off_display(t.ewer, t.store, by=t.registrar)),
    ("forbidden", lambda t: moving.move(t.ewer, t.store, by=t.registrar)),
    ("no_reception", without_a_reception(lambda t, item: bringing_in.bring_in(item, by=t.registrar))),
    ("no_reception", without_a_reception(
        lambda t, item: received("秤", by=t.registrar, owner=t.family))),
    ("not_offered", lambda t: bringing_in.bring_in(t.wheel, by=t.registrar)),
    ("itself", lambda t: matching.match_found(f := found_in_the_museum(t), f, by=t.curator)),
    ("itself", lambda t: matching.match_found(found_in_the_museum(t), t.wheel, by=t.curator)),
    ("not_found", lambda t: matching.match_found(t.wheel, t.ewer, by=t.curator)),
    ("so_already", twice(opening.withdraw)),
    ("so_already", twice(opening.mark_sensitive)),
    ("so_already", lambda t: opening.open_again(t.ewer, by=t.curator)),
    ("so_already", lambda t: opening.unmark_sensitive(t.ewer, by=t.curator)),
    ("so_already", lambda t: opening.withdraw_consent(t.ewer, by=t.curator)),
    ("so_already", lambda t: consent(t, times=2)),
    ("forbidden", lambda t: consent(t, by="keeper")),
    ("no_words", lambda t: consent(t, words=" ")),
    ("no_words", bring_back_without_a_word),
    ("decided", lambda t: returning.decline(t.ewer, by=t.curator, reason="已有")),
    ("not_here", give_back_twice),
    ("not_here", give_back_what_was_only_offered),
    ("erased", part_after_erasing),
]  # fmt: skip


@pytest.mark.parametrize(("code", "call"), REFUSED, ids=[
    f"{number} {code}" for number, (code, _call) in enumerate(REFUSED)
])  # fmt: skip
def test_what_the_catalogue_s_verbs_promise_to_refuse_they_refuse(there, code, call):
    stood = Holding.objects.get(item=there.wheel).status

    with pytest.raises(ValidationError) as refusal:
        call(there)

    assert codes(refusal.value) == {code}
    assert Holding.objects.get(item=there.wheel).status == stood == "received"


@pytest.mark.parametrize("verb", [opening.withdraw, opening.open_again, opening.mark_sensitive,
                                  opening.unmark_sensitive, opening.withdraw_consent],
                         ids=lambda verb: verb.__name__)  # fmt: skip
def test_only_the_curator_says_who_may_see_an_object(there, verb):
    for somebody in (there.keeper, there.registrar):
        with pytest.raises(ValidationError) as refusal:
            verb(there.ewer, by=somebody)
        assert codes(refusal.value) == {"forbidden"}
