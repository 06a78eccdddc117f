import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import ModelLogEntry

from museum.people.erasing import erase
from museum.people.models import Contact, Person
from tests.factories import PersonFactory
from tests.people.conftest import refused

LIST = "/admin/people/"
CHOOSER = "/admin/person_chooser/"


def form(**changes):
    return {
        "kind": "person", "name": "张玉英", "surname": "张", "address_form": "", "phone": "",
        "former_group": "", "building": "", "user": "",
    } | changes  # fmt: skip


def test_the_list_shows_each_what_they_may_see(
    signed_in, registrar, curator, grandmother, granny_zhang
):
    volunteer = signed_in(registrar).get(LIST).content.decode()
    boss = signed_in(curator).get(LIST).content.decode()

    assert "13711112222" in volunteer
    assert "13800001234" not in volunteer
    assert "138****1234" in volunteer
    assert "13800001234" in boss


def test_a_keeper_meets_no_person(signed_in, keeper, grandmother):
    desk = signed_in(keeper)

    for address in (
        LIST,
        f"{LIST}results/",
        f"{LIST}new/",
        f"{LIST}inspect/{grandmother.pk}/",
        f"{LIST}edit/{grandmother.pk}/",
        f"{LIST}history/{grandmother.pk}/",
        f"{LIST}erase/{grandmother.pk}/",
        CHOOSER,
        f"{CHOOSER}results/?q=王",
        f"{CHOOSER}chosen/{grandmother.pk}/",
        f"{CHOOSER}chosen-multiple/?id={grandmother.pk}",
        f"{CHOOSER}create/",
    ):
        assert refused(desk.get(address)), address


def test_the_list_grows_without_more_queries(signed_in, registrar, django_assert_max_num_queries):
    PersonFactory.create_batch(12, former_group="二组", phone="13800000000")
    desk = signed_in(registrar)
    desk.get(LIST)

    with django_assert_max_num_queries(20):
        page = desk.get(LIST)

    assert page.content.decode().count("138****0000") == 12


@pytest.mark.parametrize("narrowed", ["kind=person", "former_group=三组"])
def test_every_filter_works_with_a_search_term(
    signed_in, registrar, grandmother, ma_family, narrowed
):
    PersonFactory(name="李桂兰", kind="organisation", former_group="九组")

    page = signed_in(registrar).get(f"{LIST}?q=桂兰&{narrowed}").content.decode()

    assert "王桂兰" in page
    assert "李桂兰" not in page


def test_a_telephone_cannot_be_searched_for(signed_in, registrar, grandmother):
    by_number = signed_in(registrar).get(f"{LIST}?q=1380000")
    by_name = signed_in(registrar).get(f"{LIST}?q=王桂兰")

    row = f"{LIST}inspect/{grandmother.pk}/"
    assert row in by_name.content.decode()
    assert row not in by_number.content.decode()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_people_are_not_exported(signed_in, curator, grandmother, format):
    page = signed_in(curator).get(f"{LIST}?export={format}")

    assert page["Content-Type"].startswith("text/html")


def test_a_volunteer_corrects_whom_they_wrote_down(signed_in, registrar, granny_zhang):
    changed = form(phone="137 1111 3333", former_group="六组")
    answer = signed_in(registrar).post(f"{LIST}edit/{granny_zhang.pk}/", changed)

    granny_zhang.refresh_from_db()

    assert answer.status_code == 302
    assert (granny_zhang.phone, granny_zhang.former_group) == ("13711113333", "六组")


def test_after_handing_in_a_forged_post_changes_nothing(signed_in, registrar, granny_zhang):
    Person.objects.filter(pk=granny_zhang.pk).update(handed_in=True)
    desk = signed_in(registrar)

    shown = desk.get(f"{LIST}edit/{granny_zhang.pk}/")
    answer = desk.post(f"{LIST}edit/{granny_zhang.pk}/", form(name="改过"))

    granny_zhang.refresh_from_db()
    assert refused(shown)
    assert refused(answer)
    assert granny_zhang.name == "张玉英"
    assert not ModelLogEntry.objects.for_instance(granny_zhang).exists()


def test_a_volunteer_changes_nobody_else(signed_in, registrar, grandmother):
    answer = signed_in(registrar).post(f"{LIST}edit/{grandmother.pk}/", form(name="改过"))

    grandmother.refresh_from_db()
    assert refused(answer)
    assert grandmother.name == "王桂兰"


def test_a_volunteer_ties_no_account_to_a_person(signed_in, registrar, curator, granny_zhang):
    signed_in(registrar).post(f"{LIST}edit/{granny_zhang.pk}/", form(user=curator.pk))

    granny_zhang.refresh_from_db()
    assert granny_zhang.user is None


def test_whoever_writes_somebody_down_is_remembered(signed_in, registrar):
    signed_in(registrar).post(f"{LIST}new/", form(name="马德全"))

    assert Person.objects.get(name="马德全").typed_by == registrar


def test_a_wrong_telephone_is_refused_and_nobody_is_written(signed_in, registrar):
    answer = signed_in(registrar).post(f"{LIST}new/", form(name="马德全", phone="1380000123"))

    assert answer.status_code == 200
    assert not Person.objects.filter(name="马德全").exists()


@pytest.mark.parametrize("act", ["delete", "copy", "usage"])
def test_there_is_no_address_to_delete_or_copy_a_person_at(signed_in, curator, grandmother, act):
    desk = signed_in(curator)

    assert desk.get(f"{LIST}{act}/{grandmother.pk}/").status_code == 404
    assert desk.post(f"{LIST}{act}/{grandmother.pk}/").status_code == 404
    assert Person.objects.filter(pk=grandmother.pk).exists()


def test_the_page_of_a_person_masks_the_telephone(signed_in, registrar, grandmother):
    page = signed_in(registrar).get(f"{LIST}inspect/{grandmother.pk}/").content.decode()

    assert "138****1234" in page
    assert "13800001234" not in page


def test_no_telephone_stands_in_titles_or_logs(signed_in, curator, grandmother):
    desk = signed_in(curator)
    desk.post(f"{LIST}edit/{grandmother.pk}/", form(name="王桂兰", phone="13900009999"))

    history = desk.get(f"{LIST}history/{grandmother.pk}/").content.decode()
    title = BeautifulSoup(
        desk.get(f"{LIST}inspect/{grandmother.pk}/").content, "html.parser"
    ).title.text

    entry = ModelLogEntry.objects.for_instance(grandmother).get()
    grandmother.refresh_from_db()
    assert grandmother.phone == "13900009999"
    assert "王桂兰" in history
    assert "王桂兰" in entry.label
    assert "13900009999" not in history + title + entry.label + json.dumps(entry.data)


def test_erasing_says_first_what_goes_and_what_stays(signed_in, curator, wheel, ma_family):
    page = signed_in(curator).get(f"{LIST}erase/{ma_family.pk}/")

    ma_family.refresh_from_db()
    assert dict(page.context["stays"])
    assert ma_family.name == "马家"


def test_the_curator_erases_and_the_person_stays_as_nobody(signed_in, curator, grandmother):
    desk = signed_in(curator)

    desk.post(f"{LIST}erase/{grandmother.pk}/")

    page = desk.get(f"{LIST}inspect/{grandmother.pk}/").content.decode()
    assert Person.objects.get(pk=grandmother.pk).is_erased
    assert "王桂兰" not in page
    assert "王桂兰" not in desk.get(LIST).content.decode()


def test_a_volunteer_erases_nobody(signed_in, registrar, granny_zhang):
    desk = signed_in(registrar)

    assert refused(desk.get(f"{LIST}erase/{granny_zhang.pk}/"))
    assert refused(desk.post(f"{LIST}erase/{granny_zhang.pk}/"))
    assert not Person.objects.get(pk=granny_zhang.pk).is_erased


def test_nobody_writes_an_erased_person_back(signed_in, curator, grandmother):
    erase(grandmother, by=curator)

    answer = signed_in(curator).post(f"{LIST}edit/{grandmother.pk}/", form(name="王桂兰"))

    assert refused(answer)
    assert Person.objects.get(pk=grandmother.pk).name == "匿名"


def test_the_chooser_tells_namesakes_apart_and_shows_no_number(
    signed_in, registrar, grandmother, granny_zhang
):
    desk = signed_in(registrar)

    listed = json.loads(desk.get(CHOOSER).content)["html"]
    chosen = json.loads(desk.get(f"{CHOOSER}chosen/{granny_zhang.pk}/").content)["result"]

    assert "王桂兰（三组）" in listed
    assert chosen["title"] == "张玉英（五组）"
    assert "13800001234" not in listed
    assert "13711112222" not in listed + json.dumps(chosen)


def test_the_chooser_searches_and_leaves_the_erased_out(
    signed_in, registrar, curator, grandmother, granny_zhang
):
    erase(granny_zhang, by=curator)
    desk = signed_in(registrar)

    assert "王桂兰" in desk.get(f"{CHOOSER}results/?q=桂").content.decode()
    assert "王桂兰" not in desk.get(f"{CHOOSER}results/?q=德").content.decode()
    assert desk.get(f"{CHOOSER}chosen/{granny_zhang.pk}/").status_code == 404
    assert desk.get(f"{CHOOSER}chosen/nobody/").status_code == 404


def test_somebody_new_is_written_down_in_the_chooser(signed_in, registrar):
    new = {"name": "杨大爷", "kind": "person", "phone": "13812345678", "former_group": "二组"}
    answer = signed_in(registrar).post(f"{CHOOSER}create/", new)

    written = Person.objects.get(name="杨大爷")
    assert written.typed_by == registrar
    assert json.loads(answer.content)["result"]["title"] == "杨大爷（二组）"
    assert "13812345678" not in answer.content.decode()


def test_of_a_question_twelve_words_are_looked_at_and_no_more(signed_in, registrar, grandmother):
    # So many ways of writing one name, each of which finds her.
    hers = ["王桂兰", "王桂", "桂兰", "王", "桂", "兰", "王·桂兰", "王•桂兰", "王・桂兰", "王.桂兰",
            "王桂·兰", "王桂•兰"]  # fmt: skip
    desk = signed_in(registrar)

    found = [
        "138****1234" in desk.get(LIST, {"q": " ".join(words)}).content.decode()
        for words in (hers, [*hers[:11], "马"], [*hers, "马"])
    ]

    assert found == [True, False, True]


def test_a_contact_whose_name_was_removed_is_called_a_dash():
    assert str(Contact(name="沙老师")) == "沙老师"
    assert str(Contact(name="")) == "—"


UNSORTED = ["张伟", "安小兰", "單春花", "马德全", "单大山", "章安"]
SORTED = ["安小兰", "马德全", "單春花", "单大山", "张伟", "章安"]


@pytest.fixture
def many(db):
    for name in UNSORTED:
        PersonFactory(name=name)


@pytest.mark.parametrize(("asked", "expected"), [
    ({}, SORTED), ({"ordering": "sounds"}, SORTED), ({"ordering": "-sounds"}, SORTED[::-1]),
], ids=str)  # fmt: skip
def test_people_are_listed_as_a_dictionary_sorts_them(signed_in, registrar, many, asked, expected):
    page = signed_in(registrar).get(LIST, asked)

    shown = [person.name for person in page.context["object_list"] if person.name in SORTED]
    assert shown == expected


def test_the_chooser_offers_people_as_a_dictionary_sorts_them(signed_in, registrar, many):
    said = signed_in(registrar).get(f"{CHOOSER}results/").content.decode()

    places = [said.index(name) for name in SORTED]
    assert places == sorted(places)


def test_a_person_renamed_is_sorted_anew(signed_in, curator, many):
    person = Person.objects.get(name="张伟")
    person.name = "阿伟"
    person.save(update_fields=["name"])

    assert Person.objects.filter(name__in=[*UNSORTED, "阿伟"]).first() == person


def test_groups_to_narrow_by_stand_in_their_numbers(signed_in, registrar):
    for group in ("三组", "十二组", "一组", "二组", "西头"):
        PersonFactory(former_group=group)

    page = signed_in(registrar).get(LIST)

    choices = [
        value for value, _label in page.context["filters"].filters["former_group"].field.choices
    ]
    assert choices == ["一组", "二组", "三组", "十二组", "西头"]


@pytest.mark.parametrize(
    ("name", "surname", "typed", "kept"),
    [
        ("张玉英", "张", "张", "王"),  # read off the old name: read off the new one again
        ("张玉英", "张", "马", "马"),  # typed with the new name
        ("慕大姐", "慕容", "慕容", "慕容"),  # never read off: known better than the name tells
    ],
)
def test_a_new_name_brings_its_surname_unless_somebody_knew_better(
    signed_in, curator, name, surname, typed, kept
):
    person = PersonFactory(name=name, surname=surname)

    signed_in(curator).post(f"{LIST}edit/{person.pk}/", form(name="王玉英", surname=typed))

    person.refresh_from_db()
    assert (person.name, person.surname) == ("王玉英", kept)


def test_of_two_of_one_name_the_one_without_a_group_is_asked_about_by_the_name_alone(
    signed_in, curator
):
    PersonFactory(name="张玉英", former_group="")

    asked = signed_in(curator).post(f"{LIST}new/", form()).context["form"].errors["name"]

    assert "张玉英" in asked[0]
    assert "（）" not in asked[0]
