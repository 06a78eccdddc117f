"""先拴号牌，后登记: a tag is printed, tied, replaced; what hangs on a thing goes on leading to it."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from museum import ledger
from museum.catalogue import accessioning, printing_tags, public, reading_tags, returning, tagging
from museum.catalogue.models import Tag, TagEntry, TagPrinting
from museum.reading import tag_codes
from museum.refusals import codes, sentences
from museum.verifying import misfits
from tests.factories import UserFactory, published


@pytest.fixture(autouse=True)
def named(settings):
    settings.BASE_URL = "https://cunshiguan.example"


@pytest.fixture
def tags(curator):
    return list(printing_tags.print_tags(10, by=curator).tags.order_by("pk"))


def refused(verb, *args, **told):
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **told)
    return codes(refusal.value)


def test_tags_are_numbered_on_and_lead_nowhere_yet(curator, tags):
    more = printing_tags.print_tags(2, by=curator)

    assert [str(tag) for tag in tags[:3]] == ["0001–R", "0002–X", "0003–E"]
    assert [tag.code[:4] for tag in more.tags.order_by("pk")] == ["0011", "0012"]
    assert all(tag.is_unused for tag in Tag.objects.of_paper())
    assert (more.first, more.number, more.count) == (11, 12, 2)


def test_one_printing_sent_twice_is_printed_once(curator):
    key = uuid.uuid4()

    first, again = (printing_tags.print_tags(5, by=curator, key=key) for _each in range(2))

    assert first == again
    assert Tag.objects.of_paper().count() == 5
    assert printing_tags.print_tags(1, by=curator).first == 6


@pytest.mark.parametrize(
    ("base", "code"),
    [("http://localhost:8000", "no_name"), ("https://127.0.0.1", "no_name"), ("https://[::1]", "no_name"),
     ("https://192.168.1.20", "bare_number"), ("https://10.0.0.3:8443", "bare_number"),
     ("https://8.8.8.8", "bare_number"), ("https://[2001:db8::1]", "bare_number"),
     ("https://10.1", "bare_number"), ("https://0x0a000001", "bare_number"),
     ("https://museum.local", "one_house"), ("https://museum", "one_house"),
     ("https://museum.lan.", "one_house"), ("https://localhost.", "no_name"), ("https://127.1", "no_name"),
     ("http://museum.example", "not_secure")],
)  # fmt: skip
def test_nothing_is_printed_that_would_lead_nowhere(settings, curator, base, code):
    settings.BASE_URL = base

    with pytest.raises(ValidationError) as refusal:
        printing_tags.print_tags(10, by=curator)

    assert codes(refusal.value) == {code}
    assert base in sentences(refusal.value)[0]
    assert not TagPrinting.objects.exists()


@pytest.mark.parametrize("count", [0, -1, 501])
def test_so_many_tags_are_a_slip_of_the_finger(curator, count):
    assert refused(printing_tags.print_tags, count, by=curator) == {"how_many"}
    assert not Tag.objects.of_paper().exists()


def test_a_tag_that_is_tied_leads_to_its_object_whatever_number_that_gets(curator, wheel, tags):
    entry = tagging.tie(tags[0], wheel, by=curator)

    accessioning.accept(wheel, by=curator)

    found = Tag.objects.named("０００１－r")
    assert (found.item, entry.item, entry.act) == (wheel, wheel, "tied")
    assert tagging.valid_tag(wheel) == tags[0]
    assert ledger.LedgerLine.objects.get(uuid=entry.uuid).act == "catalogue.tag_tied"
    assert list(misfits()) == []


def test_a_tag_hangs_on_one_object_and_an_object_has_one_tag(curator, wheel, loom, tags):
    tagging.tie(tags[0], wheel, by=curator)

    assert refused(tagging.tie, tags[0], loom, by=curator) == {"used"}
    assert refused(tagging.tie, tags[1], wheel, by=curator) == {"has_tag"}
    assert TagEntry.objects.count() == 1


def test_the_database_itself_knows_of_one_tag_an_object(curator, wheel, tags):
    tagging.tie(tags[0], wheel, by=curator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(pk=tags[1].pk).update(item=wheel)
    with pytest.raises(IntegrityError), transaction.atomic():
        TagEntry.objects.create(tag=tags[0], item=wheel, act="tied", by=curator,
                                happened_at=wheel.holding.donation.happened_at)  # fmt: skip

    assert tagging.valid_tag(wheel) == tags[0]


def test_one_tying_sent_twice_ties_once(curator, wheel, tags):
    key = uuid.uuid4()

    first, again = (tagging.tie(tags[0], wheel, by=curator, key=key) for _each in range(2))

    assert first == again
    assert TagEntry.objects.count() == 1


def test_a_lost_tag_is_replaced_and_found_again_leads_on(curator, keeper, wheel, tags):
    tagging.tie(tags[0], wheel, by=curator)

    entry = tagging.replace(wheel, tags[1], by=keeper, reason="绳子断了")

    assert tagging.valid_tag(wheel) == tags[1]
    assert {Tag.objects.named(str(tag)).item for tag in tags[:2]} == {wheel}
    assert (entry.tag, entry.instead, entry.act) == (tags[0], tags[1], "replaced")
    assert refused(tagging.tie, tags[1], wheel, by=curator) == {"used"}
    assert list(misfits()) == []


def test_one_replacement_sent_twice_replaces_once(curator, wheel, tags):
    tagging.tie(tags[0], wheel, by=curator)
    key = uuid.uuid4()

    first, again = (tagging.replace(wheel, tags[1], by=curator, key=key) for _each in range(2))

    assert first == again
    assert TagEntry.objects.filter(act="replaced").count() == 1


def test_an_object_without_a_tag_has_none_to_replace(curator, wheel, tags):
    assert refused(tagging.replace, wheel, tags[0], by=curator) == {"no_old"}
    tagging.tie(tags[0], wheel, by=curator)
    assert refused(tagging.replace, wheel, tags[0], by=curator) == {"used"}


def test_a_torn_tag_counts_no_more_and_is_never_tied(curator, wheel, loom, tags):
    key = uuid.uuid4()
    first, again = (tagging.void(tags[0], by=curator, reason="撕了", key=key) for _each in range(2))

    assert first == again
    assert refused(tagging.tie, tags[0], wheel, by=curator) == {"ended"}
    assert refused(tagging.void, tags[0], by=curator, reason="又撕") == {"ended"}
    tagging.tie(tags[1], loom, by=curator)
    assert refused(tagging.replace, loom, tags[0], by=curator) == {"ended"}
    assert list(misfits()) == []


def test_what_was_tied_to_the_wrong_thing_is_taken_off_and_both_get_another(curator, wheel, tags):
    tagging.tie(tags[0], wheel, by=curator)

    assert refused(tagging.void, tags[0], by=curator, reason=" ") == {"no_words"}
    tagging.void(tags[0], by=curator, reason="拴错了")
    tagging.tie(tags[1], wheel, by=curator)

    assert tagging.valid_tag(wheel) == tags[1]
    assert refused(reading_tags.find, str(tags[0])) == {"void"}
    assert list(misfits()) == []


def test_a_visitor_is_led_by_a_tag_that_hangs_on_something_and_by_the_lost_one(
    curator, wheel, loom, tags
):
    for item in (wheel, loom):
        accessioning.accept(item, by=curator)
        published(item)
    wrong, unused, lost, new = (str(tag) for tag in tags[:4])
    tagging.tie(tags[0], loom, by=curator)
    tagging.void(tags[0], by=curator, reason="拴错了")
    tagging.tie(tags[2], wheel, by=curator)
    tagging.replace(wheel, tags[3], by=curator)

    led = {code: public.resolve(code) for code in (wrong, unused, lost, new)}

    assert led[wrong] is None
    assert led[unused] == public.Resolved("unused", f"/admin/tags/{tags[1].code}/")
    assert led[lost] == led[new]
    assert led[new].address == "/objects/CS00001/"
    assert public.item("CS00001").title == "手摇纺车"
    assert public.item(tags[3].code) is None


def test_a_number_and_a_place_are_no_tags(curator, wheel, loom, case, tags):
    accessioning.accept(wheel, by=curator)
    number, place = Tag.objects.get(code="CS00001"), case.tags.get()
    tagging.tie(tags[0], loom, by=curator)

    for code in (number, place):
        assert refused(tagging.tie, code, loom, by=curator) == {"no_tag"}
        assert refused(tagging.replace, loom, code, by=curator) == {"no_tag"}
        assert refused(tagging.void, code, by=curator, reason="x") == {"no_tag"}


def test_what_has_left_the_museum_gets_no_tag(curator, wheel, tags):
    returning.decline(wheel, by=curator, reason="已有")
    returning.give_back(wheel, by=curator, reason="取走")

    assert refused(tagging.tie, tags[0], wheel, by=curator) == {"gone"}


def test_the_lost_tag_of_what_has_left_the_museum_is_not_replaced(curator, wheel, tags):
    tagging.tie(tags[0], wheel, by=curator)
    returning.decline(wheel, by=curator, reason="已有")
    returning.give_back(wheel, by=curator, reason="取走")

    assert refused(tagging.replace, wheel, tags[1], by=curator) == {"gone"}
    assert tagging.valid_tag(wheel) == tags[0]


def test_whoever_has_nothing_to_do_with_objects_prints_and_ties_nothing(curator, wheel, tags):
    visitor = UserFactory()

    assert refused(printing_tags.print_tags, 5, by=visitor) == {"forbidden"}
    assert refused(tagging.tie, tags[0], wheel, by=visitor) == {"forbidden"}
    assert refused(tagging.void, tags[0], by=visitor, reason="x") == {"forbidden"}
    tagging.tie(tags[0], wheel, by=curator)
    assert refused(tagging.replace, wheel, tags[1], by=visitor) == {"forbidden"}


@pytest.mark.parametrize("who", ["curator", "registrar", "keeper"])
def test_whoever_works_with_objects_prints_and_ties(request, who, wheel):
    user = request.getfixturevalue(who)

    tag = printing_tags.print_tags(1, by=user).tags.get()
    tagging.tie(tag, wheel, by=user)

    assert tagging.valid_tag(wheel) == tag


@pytest.mark.parametrize("typed", ["0001R", "https://anderswo.example/o/0001R", "０００１－ｒ"])
def test_a_code_in_clear_letters_works_at_every_address(tags, typed):
    assert reading_tags.find(typed) == tags[0]


def test_a_code_that_was_miscopied_or_never_printed_is_told_apart(tags):
    assert refused(reading_tags.find, "0001–X") == {"letter"}
    assert refused(reading_tags.find, tag_codes.code_of(9999)) == {"no_code"}
    assert refused(reading_tags.find, "手摇纺车") == {"no_code"}
    assert refused(reading_tags.find, "") == {"no_code"}


def test_a_number_and_a_place_s_code_are_found_too(curator, wheel, case):
    accessioning.accept(wheel, by=curator)
    place = case.tags.get()

    assert reading_tags.find("cs1").item == wheel
    assert reading_tags.find(str(place)).place == case
    assert reading_tags.find(place.code).place == case
