import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from museum.catalogue import accessioning, correcting, counting, public
from museum.catalogue.models import Story
from museum.chain import first_misfit
from museum.ledger import LedgerLine
from museum.people.erasing import erase
from museum.people.knowing import likely_same
from museum.people.merging import merge, part
from museum.people.models import MergeEntry, Person
from museum.refusals import codes
from museum.visits import organisations
from museum.volunteers import joining
from tests.catalogue.desk.filling import words
from tests.factories import PersonFactory, UserFactory, published, received

WRITTEN = [
    "买买提•艾则孜",
    "买买提・艾则孜",
    "买买提.艾则孜",
    "买买提 艾则孜",
    "买买提·艾则孜\U000e0100",
    "买买提艾則孜",
    "买买提-艾则孜",
    "买买提—艾则孜",
    "买买提﹒艾则孜",
    "买买提ㆍ艾则孜",
    "买买提᠂艾则孜",
    "买买提丨艾则孜",
    "买买提⼁艾则孜",
    "买买提丶艾则孜",
    "买买提|艾则孜",
    "买买提｜艾则孜",
    "买买提│艾则孜",
    "买买提⋅艾则孜",
    "买买提∙艾则孜",
    "买买提‧艾则孜",
    "买买提。艾则孜",
    "买买提˙艾则孜",
]
DAYS = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)


@pytest.fixture
def maimaiti(db):
    return PersonFactory(name="买买提·艾则孜", former_group="三组")


@pytest.fixture
def again(db):
    return PersonFactory(name="买买提•艾则孜")


@pytest.mark.parametrize("name", WRITTEN)
def test_a_name_is_known_however_it_is_written(maimaiti, name):
    assert likely_same(name) == [maimaiti]
    assert likely_same("买买提") == []


def shown(item, curator):
    accessioning.accept(item, by=curator)
    published(item)
    item.holding.refresh_from_db()
    return item.holding.label


def test_two_rows_count_and_are_shown_as_one_until_they_are_parted(
    curator, registrar, maimaiti, again
):
    received("坎土曼", by=registrar, owner=maimaiti, naming="full")
    number = shown(received("木犁", by=registrar, owner=again, naming="full"), curator)
    assert counting.count_givers(*DAYS).persons == 2

    merge(again, maimaiti, by=curator, reason="身份证上是一个人")

    assert counting.count_givers(*DAYS).persons == 1
    assert counting.givers(*DAYS).get() == maimaiti
    assert "买买提·艾则孜" in public.item(number).came
    assert list(Person.objects.one_each()) == [maimaiti]
    part(again, by=curator, reason="是两个人")
    assert counting.count_givers(*DAYS).persons == 2
    assert "买买提•艾则孜" in public.item(number).came
    assert set(Person.objects.one_each()) == {maimaiti, again}


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("full", "anonymous", "一位村民"),
        ("anonymous", "full", "一位村民"),
        ("full", "surname", "买买提乡亲"),
        ("household", "full", "三组买买提家"),
        ("full", "full", "买买提·艾则孜"),
    ],
)
def test_the_more_private_consent_holds_for_both(
    curator, registrar, maimaiti, again, one, other, named
):
    first = shown(received("坎土曼", by=registrar, owner=maimaiti, naming=one), curator)
    second = shown(received("木犁", by=registrar, owner=again, naming=other), curator)
    before = public.item(first).came, public.item(second).came

    merge(again, maimaiti, by=curator, reason="是一个人")

    assert named in public.item(first).came
    assert named in public.item(second).came
    part(again, by=curator, reason="是一个人")
    assert (public.item(first).came, public.item(second).came) == before


def test_merging_and_parting_are_lines_of_the_ledger(curator, maimaiti, again):
    merge(again, maimaiti, by=curator, reason="是一个人")
    part(again, by=curator, reason="不是")

    lines = LedgerLine.objects.filter(act__startswith="people.")
    assert [line.act for line in lines] == ["people.merged", "people.parted"]
    assert lines[0].facts == {"row": MergeEntry.objects.earliest("pk").pk, "into": maimaiti.pk}
    assert first_misfit() is None


@pytest.mark.parametrize("who", ["registrar", "keeper"])
def test_only_the_curator_merges_and_parts(request, curator, maimaiti, again, who):
    by = request.getfixturevalue(who)

    with pytest.raises(ValidationError) as merging:
        merge(again, maimaiti, by=by, reason="是一个人")
    merge(again, maimaiti, by=curator, reason="是一个人")
    with pytest.raises(ValidationError) as parting:
        part(again, by=by, reason="是一个人")

    assert codes(merging.value) == codes(parting.value) == {"forbidden"}


def test_no_circle_and_no_chain(curator, maimaiti, again):
    third = PersonFactory(name="买买提・艾则孜")
    merge(again, maimaiti, by=curator, reason="是一个人")

    def refused(person, into):
        with pytest.raises(ValidationError) as refusal:
            merge(person, into, by=curator, reason="是一个人")
        return codes(refusal.value)

    assert refused(maimaiti, maimaiti) == {"itself"}
    assert refused(maimaiti, again) == {"merged"}
    assert refused(third, again) == {"merged"}
    assert refused(again, third) == {"merged"}
    assert refused(maimaiti, third) == {"holds_others"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=third.pk).update(merged_into=third)


def test_whoever_was_erased_is_merged_with_nobody(curator, maimaiti, again):
    erase(again, by=curator)
    again.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        merge(again, maimaiti, by=curator, reason="是一个人")

    assert codes(refusal.value) == {"erased"}


def test_two_accounts_and_two_volunteers_are_not_one(curator, maimaiti, again):
    maimaiti.user, again.user = UserFactory(), UserFactory()
    maimaiti.save()
    again.save()
    with pytest.raises(ValidationError) as accounts:
        merge(again, maimaiti, by=curator, reason="是一个人")
    Person.objects.filter(pk=again.pk).update(user=None)
    boss = UserFactory(is_superuser=True)
    for person in (maimaiti, again):
        joining.join(person, born=1960, by=boss)

    with pytest.raises(ValidationError) as volunteers:
        merge(again, maimaiti, by=curator, reason="是一个人")

    assert codes(accounts.value) == codes(volunteers.value) == {"both"}


def test_whoever_is_merged_with_nobody_is_not_parted(curator, maimaiti):
    with pytest.raises(ValidationError) as refusal:
        part(maimaiti, by=curator, reason="是一个人")

    assert codes(refusal.value) == {"not_merged"}


def test_a_school_in_three_writings_is_one(curator):
    school = organisations.called("石榴湾小学", by=curator)

    assert organisations.called("石榴灣小學", by=curator) == school
    assert organisations.called("石榴湾 小学", by=curator) == school
    assert organisations.called("石榴湾·小学", by=curator) == school
    assert organisations.called("石榴湾中学", by=curator) != school
    assert [each["name"] for each in organisations.suggested("石榴灣小")] == ["石榴湾小学"]


def test_the_list_shows_one_and_finds_it_under_either_name(signed_in, curator, maimaiti):
    other = PersonFactory(name="艾则孜大叔")
    merge(other, maimaiti, by=curator, reason="是一个人")
    client = signed_in(curator)

    everybody = words(client.get(reverse("people:index")))
    found = words(client.get(reverse("people:index"), {"q": "大叔"}))

    assert "买买提·艾则孜" in everybody
    assert "艾则孜大叔" not in everybody
    assert "买买提·艾则孜" in found


def test_the_desk_merges_and_parts(signed_in, curator, maimaiti, again):
    client = signed_in(curator)
    address = reverse("people:merge", args=[again.pk])

    page = client.get(address)
    client.post(address, {"into": maimaiti.pk, "reason": "是一个人"})

    again.refresh_from_db()
    assert page.context["form"]["into"].value() == maimaiti.pk
    assert again.merged_into == maimaiti
    assert "买买提•艾则孜" in words(client.get(reverse("people:inspect", args=[maimaiti.pk])))
    client.post(address, {"reason": "不是"})
    again.refresh_from_db()
    assert again.merged_into is None


@pytest.mark.parametrize(
    ("into", "reason", "field"), [("itself", "是一个人", "into"), ("other", " ", "reason")]
)
def test_what_is_refused_at_the_desk_stands_under_its_field(
    signed_in, curator, maimaiti, again, into, reason, field
):
    chosen = {"itself": again, "other": maimaiti}[into]

    answer = signed_in(curator).post(reverse("people:merge", args=[again.pk]),
                                     {"into": chosen.pk, "reason": reason})  # fmt: skip

    assert list(answer.context["form"].errors) == [field]
    again.refresh_from_db()
    assert again.merged_into is None


def test_what_is_refused_of_the_whole_stands_above_the_form(signed_in, curator, maimaiti, again):
    merge(maimaiti, PersonFactory(name="马师傅"), by=curator, reason="是一个人")

    answer = signed_in(curator).post(reverse("people:merge", args=[again.pk]),
                                     {"into": maimaiti.pk, "reason": "是一个人"})  # fmt: skip

    assert list(answer.context["form"].errors) == ["__all__"]
    assert "买买提" in "".join(answer.context["form"].non_field_errors())


def fresh(**told):
    blank = ("surname", "address_form", "phone", "former_group", "building")
    return {"kind": "person", **dict.fromkeys(blank, "")} | told


def test_the_form_asks_whether_it_is_the_same_person(signed_in, curator, maimaiti):
    client, address = signed_in(curator), reverse("people:add")
    told = fresh(name="买买提•艾则孜", surname="买买提")

    first = client.get(address)
    asked = client.post(address, told)
    assert Person.objects.count() == 1
    client.post(address, told | {"another": "on"})

    assert "another" not in first.context["form"].fields
    assert "name" in asked.context["form"].errors
    assert 'name="another"' in asked.content.decode()
    assert Person.objects.count() == 2


@pytest.mark.parametrize(("known", "typed"), [
    ("柳河市第六小学", "柳河市六小"), ("柳河市六小", "柳河市第六小学校"), ("第一中学", "一中"), ("三中", "第三中学"),
])  # fmt: skip
@pytest.mark.parametrize("window", ["/admin/people/new/", "/admin/person_chooser/create/"])
def test_a_school_in_another_writing_is_asked_about(signed_in, curator, window, known, typed):
    PersonFactory(name=known, kind="organisation")
    client, told = signed_in(curator), fresh(name=typed, kind="organisation")

    asked = client.post(window, told).content.decode()

    assert Person.objects.count() == 1
    said = json.loads(asked)["htmlFragment"] if asked.startswith("{") else asked
    assert "是不是同一个单位？" in said
    assert "是另一个单位" in said
    client.post(window, told | {"another": "on"})
    assert set(Person.objects.values_list("name", flat=True)) == {known, typed}


def test_a_school_of_another_number_is_not_asked_about(signed_in, curator):
    PersonFactory(name="第十一中学", kind="organisation")

    signed_in(curator).post(reverse("people:add"), fresh(name="第一中学", kind="organisation"))

    assert Person.objects.count() == 2


def test_a_name_of_a_row_that_was_merged_is_known_as_the_kept_one(curator):
    kept = PersonFactory(name="柳河市第六小学", kind="organisation")
    merge(PersonFactory(name="六小", kind="organisation"), kept, by=curator, reason="一个学校")

    assert organisations.called("六小", by=curator) == kept
    assert Person.objects.count() == 2


def test_the_form_shows_what_it_took_for_the_surname(signed_in, curator):
    client, address = signed_in(curator), reverse("people:add")

    asked = client.post(address, fresh(name="慕容小翠"))
    client.post(address, fresh(name="慕容小翠", surname="慕"))
    client.post(address, fresh(name="王小翠"))

    assert 'value="慕容"' in asked.content.decode()
    assert Person.objects.get(name="慕容小翠").surname == "慕"
    assert Person.objects.get(name="王小翠").surname == "王"


def test_a_name_that_is_written_right_later_takes_its_surname_along(signed_in, curator):
    person = PersonFactory(name="马德全")
    address = reverse("people:edit", args=[person.pk])

    signed_in(curator).post(address, fresh(name="欧阳全", surname="马"))

    person.refresh_from_db()
    assert (person.name, person.surname) == ("欧阳全", "欧阳")


def test_who_erases_one_is_told_that_the_other_goes_too(signed_in, curator, maimaiti, again):
    merge(again, maimaiti, by=curator, reason="是一个人")
    client = signed_in(curator)

    told = words(client.get(reverse("people:erase", args=[again.pk])))
    client.post(reverse("people:erase", args=[again.pk]))

    assert "买买提·艾则孜" in told
    assert not Person.objects.known().exists()


def test_only_of_what_was_theirs_does_their_consent_speak(registrar, curator, maimaiti, again):
    other = PersonFactory(name="马德全")
    received("坎土曼", by=registrar, owner=maimaiti, brought_by=other, naming="full")
    received("木犁", by=registrar, owner=other, brought_by=again, naming="anonymous")

    merge(again, maimaiti, by=curator, reason="是一个人")

    maimaiti.refresh_from_db()
    assert maimaiti.named_at_most == "full"


@pytest.mark.parametrize("act", [merge, part])
def test_nobody_is_merged_or_parted_without_a_word_how_one_knows(curator, maimaiti, again, act):
    others = (again, maimaiti) if act is merge else (again,)
    if act is part:
        merge(again, maimaiti, by=curator, reason="是一个人")

    with pytest.raises(ValidationError) as refusal:
        act(*others, by=curator, reason=" ")

    assert codes(refusal.value) == {"no_reason"}


def test_the_more_private_consent_holds_for_a_gift_that_comes_later(
    curator, registrar, maimaiti, again
):
    first = shown(received("坎土曼", by=registrar, owner=maimaiti, naming="full"), curator)
    merge(again, maimaiti, by=curator, reason="是一个人")
    before = public.item(first).came

    later = shown(received("木犁", by=registrar, owner=again, naming="anonymous"), curator)

    assert "买买提·艾则孜" in before
    assert "一位村民" in public.item(first).came
    assert "一位村民" in public.item(later).came


def test_a_naming_that_is_corrected_later_holds_for_both_in_either_direction(
    curator, registrar, maimaiti, again
):
    first = shown(received("坎土曼", by=registrar, owner=maimaiti, naming="full"), curator)
    other = received("木犁", by=registrar, owner=again, naming="full")
    receipt = other.holding.donation
    merge(again, maimaiti, by=curator, reason="是一个人")

    correcting.correct(receipt, "naming", "household", by=curator, reason="她说写户")
    private = public.item(first).came
    correcting.correct(receipt, "naming", "full", by=curator, reason="又说写全名")

    assert "三组买买提家" in private
    assert "买买提·艾则孜" in public.item(first).came


def test_a_receipt_that_turns_out_to_be_anothers_takes_its_naming_along(
    curator, registrar, maimaiti, again, ma_family
):
    receipt = received("木犁", by=registrar, owner=again, naming="anonymous").holding.donation
    received("坎土曼", by=registrar, owner=maimaiti, naming="full")
    merge(again, maimaiti, by=curator, reason="是一个人")

    correcting.correct(receipt, "owner", ma_family, by=curator, reason="写错了人")

    assert {
        each.named_at_most for each in Person.objects.filter(pk__in=[again.pk, maimaiti.pk])
    } == {"full"}
    ma_family.refresh_from_db()
    assert ma_family.named_at_most == ""


def test_a_story_told_and_withdrawn_by_anybody_holds_as_long_as_it_is_there(
    curator, registrar, maimaiti, again
):
    item = received("坎土曼", by=registrar, owner=maimaiti, naming="full")
    merge(again, maimaiti, by=curator, reason="是一个人")

    (told,) = Story.objects.bulk_create(
        [Story(item=item, text="…", teller=again, teller_naming="surname")]
    )
    maimaiti.refresh_from_db()
    with_story = maimaiti.named_at_most
    told.delete()

    maimaiti.refresh_from_db()
    assert (with_story, maimaiti.named_at_most) == ("surname", "full")


@pytest.mark.parametrize("address", ["", "results/"])
@pytest.mark.parametrize("q", ["", "买买提"])
def test_the_chooser_offers_everybody_but_herself_and_tells_namesakes_apart(
    signed_in, curator, maimaiti, again, address, q
):
    Person.objects.filter(pk=maimaiti.pk).update(phone="13800001234", building="6栋")
    client = signed_in(curator)
    page = client.get(reverse("people:merge", args=[again.pk])).content.decode()

    offered = client.get(f"/admin/person_chooser/{address}", {"but": again.pk, "q": q})
    said = offered.json()["html"] if address == "" else offered.content.decode()

    assert f"/admin/person_chooser/?but={again.pk}" in page
    assert maimaiti.name in said
    assert again.name not in said
    assert "1234" in said
    assert "13800001234" not in said
    assert "6栋" in said


def test_parting_again_stands_beside_the_other_name_on_both_pages(
    signed_in, curator, registrar, maimaiti, again
):
    merge(again, maimaiti, by=curator, reason="是一个人")
    parting = f"main a[href='{reverse('people:merge', args=[again.pk])}']"

    for person in (again, maimaiti):
        page = signed_in(curator).get(reverse("people:inspect", args=[person.pk])).content
        assert [a.text for a in BeautifulSoup(page, "html.parser").select(f"p {parting[5:]}")] == [
            "重新分开"
        ]
    hers = signed_in(registrar).get(reverse("people:inspect", args=[maimaiti.pk])).content
    assert not BeautifulSoup(hers, "html.parser").select(parting[5:])
