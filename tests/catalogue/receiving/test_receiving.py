import datetime
import json
import uuid

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages

from museum.catalogue.desk.receiving.slip import Slip as Typed
from museum.catalogue.models import Donation, Item, Place, Term
from museum.people.models import Person
from museum.pictures.models import Picture
from tests.catalogue.receiving.conftest import RECEIVE, refused
from tests.factories import PersonFactory, UserFactory, photo_file


def test_a_volunteer_receives_five_objects_with_photographs(slip, registrar, reception):
    slip.said |= {"ownership": "household", "household": "马家", "household_group": "三组"}
    slip.said |= {"on_behalf": "婆婆传下，代全家", "naming": "household"}
    for title, way in [
        ("手摇纺车", "gift"),
        ("木杆秤", "gift"),
        ("搪瓷缸", "gift"),
        ("汤瓶", "deposit"),
        ("斗笠", "gift"),
    ]:
        slip.thing(title, way=way, photos=[photo_file(), photo_file()])

    answer = slip.send()

    donation = Donation.objects.get()
    holdings = donation.holdings.order_by("line")
    assert answer["Location"] == f"/admin/donations/inspect/{donation.pk}/"
    assert donation.label == "RG-2023-0001"
    assert [holding.item.title for holding in holdings] == [
        "手摇纺车",
        "木杆秤",
        "搪瓷缸",
        "汤瓶",
        "斗笠",
    ]
    assert [holding.way for holding in holdings][3] == "deposit"
    assert {holding.place for holding in holdings} == {reception}
    assert all(holding.item.photos.count() == 2 for holding in holdings)
    assert donation.giver_as_named == "三组马家"
    assert donation.brought_by.name == "王桂兰"
    assert donation.received_by == registrar.person
    assert registrar.person.name == "杨振华"


def test_the_message_names_the_number(slip):
    slip.thing("马灯")

    answer = slip.send()

    assert "RG-2023-0001" in str(next(iter(get_messages(answer.wsgi_request))))


def test_an_object_keeps_all_that_was_said_of_it(slip, db):
    kind = Term.objects.of("category").exclude(parent=None).first()
    slip.thing("木杆秤", other_names="杆子秤", unit="杆", pieces="2", condition="秤星缺三颗",
               conditions="清明要拿回去用", category=str(kind.pk), way="loan",
               loan_ends="2024-05-01")  # fmt: skip

    slip.send()

    item = Item.objects.get()
    assert (item.other_names, item.unit, item.pieces, item.condition) == (
        "杆子秤",
        "杆",
        2,
        "秤星缺三颗",
    )
    assert item.category == kind
    assert item.holding.conditions == "清明要拿回去用"
    assert item.holding.loan_ends == datetime.date(2024, 5, 1)


def test_the_same_page_sent_twice_is_one_receipt(slip):
    slip.said |= {"ownership": "other", "owner-name": "马德全"}
    slip.thing("马灯", photos=[photo_file()])
    first = slip.send()
    for name in slip.said["card"]:
        slip.said[f"{name}-photos"][0].seek(0)

    second = slip.send()

    assert second["Location"] == first["Location"]
    assert Donation.objects.count() == Item.objects.count() == Picture.objects.count() == 1
    assert Person.objects.filter(name__in=["王桂兰", "马德全"]).count() == 2


def test_a_twin_that_was_quicker_answers_for_both(slip, monkeypatch):
    slip.thing("马灯")
    first = slip.send()
    answers = iter([None])
    seen = Typed.earlier
    monkeypatch.setattr(Typed, "earlier", lambda self: next(answers, self) and seen(self))

    second = slip.send()

    assert second["Location"] == first["Location"]
    assert Donation.objects.count() == 1


def test_a_household_that_is_known_is_not_written_down_twice(slip, ma_family):
    slip.said |= {"ownership": "household", "household": "马", "household_group": "三组"}
    slip.thing("马灯")

    slip.send()

    assert Donation.objects.get().owner == ma_family


def test_a_refusal_keeps_every_word_and_every_photograph(slip):
    good = slip.thing("马灯", condition="罩子裂了", photos=[photo_file(), photo_file()])
    bad = slip.thing("", condition="没名字的", photos=[photo_file()])

    page = slip.send()

    form = slip.take_back(page)
    assert Donation.objects.count() == 0
    assert Person.objects.count() == 0
    assert form.select_one(f"#id_{bad}-title").find_parent(attrs={"data-refused": True})
    assert slip.said[f"{good}-condition"] == ["罩子裂了"]
    assert slip.said["brought-name"] == ["王桂兰"]
    assert len(form.select(".takes img")) == 3


def test_the_summary_leads_to_what_is_missing(slip):
    slip.said |= {"brought-name": "", "naming": ""}
    slip.thing("", condition="没名字的")
    slip.thing("蓑衣", way="")

    page = BeautifulSoup(slip.send().content, "html.parser")

    links = [link["href"] for link in page.select(".desk-refusals a")]
    assert len(links) == 4
    assert all(page.select_one(link) for link in links)


def test_photographs_that_arrived_need_not_be_sent_again(slip):
    name = slip.thing("", photos=[photo_file(), photo_file()])
    slip.take_back(slip.send())

    slip.send(**{f"{name}-title": "马灯"})

    assert Item.objects.get().photos.count() == 2
    assert Picture.objects.count() == 2


def test_a_photograph_can_be_left_out_after_all(slip):
    name = slip.thing("", photos=[photo_file(), photo_file()])
    slip.take_back(slip.send())
    one, other = slip.said[f"{name}-kept"]

    slip.send(**{f"{name}-title": "马灯", f"{name}-leave": [one]})

    pictures = [photo.picture for photo in Item.objects.get().photos.all()]
    assert [str(picture.uuid) for picture in pictures] == [other]


def test_a_broken_photograph_loses_none_of_the_others(slip, broken):
    name = slip.thing("马灯", photos=[photo_file(), broken, photo_file()])

    page = slip.send()

    form = slip.take_back(page)
    field = form.select_one(f"#id_{name}-photos").find_parent(attrs={"data-refused": True})
    assert Donation.objects.count() == 0
    assert "坏的.jpg" in field.text
    assert len(field.select("img")) == 2

    slip.send()

    assert Item.objects.get().photos.count() == 2


def test_nobody_attaches_a_picture_that_they_did_not_send(slip, curator, client):
    name = slip.thing("", photos=[photo_file()])
    slip.take_back(slip.send())
    stolen = slip.said[f"{name}-kept"][0]

    client.force_login(curator)
    slip.send(**{f"{name}-title": "马灯", f"{name}-kept": stolen})
    slip.said |= {"key": str(uuid.uuid4()), "brought-pick": "new"}
    slip.send(**{f"{name}-title": "蓑衣", f"{name}-kept": "[1, [1, 2, 3]]:forged"})

    assert Item.objects.count() == 2
    assert not any(item.photos.count() for item in Item.objects.all())


def test_one_more_card_comes_without_a_script_and_loses_nothing(slip):
    name = slip.thing("汤瓶", way="deposit", photos=[photo_file()])

    page = slip.send(act="more")

    form = slip.take_back(page)
    first, second = slip.said["card"]
    assert first == name
    assert slip.said[f"{name}-title"] == ["汤瓶"]
    assert slip.said[f"{second}-way"] == ["deposit"]
    assert not form.select("[data-refused], .desk-refusals")
    assert len(form.select(".takes img")) == 1


def test_a_card_can_be_taken_away_again(slip):
    keep, drop = slip.thing("马灯"), slip.thing("蓑衣")

    slip.take_back(slip.send(act=f"drop-{drop}"))

    assert slip.said["card"] == [keep]


def test_a_blank_card_beside_a_written_one_does_not_count(slip):
    slip.thing("马灯")
    slip.thing("", way="")

    slip.send()

    assert Item.objects.get().title == "马灯"


@pytest.mark.parametrize("typed", ["王桂兰", "桂兰"])
def test_a_name_that_is_known_asks_whether_it_is_them(slip, grandmother, typed):
    slip.thing("马灯")

    page = slip.send(**{"brought-name": typed})

    form = slip.take_back(page)
    assert Donation.objects.count() == 0
    assert form.select_one(f"[name=brought-pick][value='{grandmother.pk}']")
    assert grandmother.phone not in page.content.decode()


def test_somebody_known_is_chosen_by_part_of_the_name(slip, grandmother):
    slip.thing("马灯")

    slip.send(**{"brought-name": "桂兰", "brought-pick": str(grandmother.pk)})

    assert Donation.objects.get().brought_by == grandmother
    assert Person.objects.filter(user=None).count() == 1


def test_a_namesake_is_written_down_anew(slip, grandmother):
    slip.thing("马灯")

    slip.send(**{"brought-pick": "new", "brought-phone": "139 1111 2222"})

    namesake = Donation.objects.get().brought_by
    assert namesake != grandmother
    assert namesake.phone == "13911112222"


def test_a_choice_left_over_from_another_name_does_not_count(slip, grandmother):
    slip.thing("马灯")

    slip.send(**{"brought-name": "李秀英", "brought-pick": str(grandmother.pk)})

    assert Donation.objects.get().brought_by.name == "李秀英"


def test_a_volunteer_writes_down_that_somebody_else_received_it(slip, registrar):
    slip.thing("马灯")

    slip.send(received="other", **{"receiver-name": "马建国"})

    assert Donation.objects.get().received_by.name == "马建国"
    assert Donation.objects.get().recorded_by == registrar


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": "2999-01-01"}, "id_received_on"),
        ({"received_on": "2023-02-30"}, "id_received_on"),
        ({"brought-phone": "1380000123"}, "id_brought-phone"),
        ({"ownership": "household", "household": ""}, "id_household"),
        ({"ownership": "other"}, "id_owner-name"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(slip, changes, field):
    slip.thing("马灯")

    page = BeautifulSoup(slip.send(**changes).content, "html.parser")

    refused_field = page.select_one(f"#{field}").find_parent(attrs={"data-refused": True})
    assert refused_field.select_one(".ask-refusal").text
    assert Donation.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"way": ""}, "way"),
        ({"way": "loan"}, "loan_ends"),
        ({"way": "loan", "loan_ends": "2023-03-01"}, "loan_ends"),
        ({"quantity": "3", "pieces": "2"}, "pieces"),
        ({"quantity": "0"}, "quantity"),
        ({"unit": "一二三四五"}, "unit"),
        ({"way": "stolen"}, "way"),
    ],
)
def test_what_cannot_be_of_an_object_is_refused_under_its_field(slip, more, field):
    name = slip.thing("马灯", **more)

    page = BeautifulSoup(slip.send().content, "html.parser")

    place = page.select_one(f"#id_{name}-{field}")
    assert place.has_attr("data-refused") or place.find_parent(attrs={"data-refused": True})
    assert Donation.objects.count() == 0


def test_what_the_verb_refuses_stands_on_the_page_and_nobody_was_written_down(slip, reception):
    Place.objects.filter(pk=reception.pk).update(kind="store")
    slip.thing("马灯")

    page = BeautifulSoup(slip.send().content, "html.parser")

    assert len(page.select(".desk-refusals a")) == 1
    assert Person.objects.count() == 0


def test_what_was_found_in_the_museum_has_a_finder_and_no_giver(slip):
    slip.thing("算盘", way="")

    slip.send(came="found", naming="", found_where="柜子顶上",
              **{"brought-name": "", "finder-name": "李秀英"})  # fmt: skip

    donation = Donation.objects.get()
    assert (donation.finder.name, donation.found_where) == ("李秀英", "柜子顶上")
    assert donation.owner is None
    assert donation.holdings.get().way == "found"


def test_one_found_object_beside_others_asks_who_found_it(slip):
    slip.thing("马灯")
    slip.thing("算盘", way="found")

    page = BeautifulSoup(slip.send().content, "html.parser")

    assert [link["href"] for link in page.select(".desk-refusals a")] == ["#id_finder-name"]


def test_what_is_only_offered_stands_nowhere_until_it_comes(slip, reception):
    slip.thing("马灯")
    slip.thing("蓑衣")
    slip.send(came="offered")
    donation = Donation.objects.get()
    lamp, cape = donation.holdings.order_by("line")
    arrived = {"holding": [lamp.pk], "key": str(uuid.uuid4())}

    first = slip.client.post(f"{RECEIVE}{donation.pk}/arrived/", arrived)
    slip.client.post(f"{RECEIVE}{donation.pk}/arrived/", arrived)

    lamp.refresh_from_db()
    cape.refresh_from_db()
    assert first["Location"] == f"/admin/donations/inspect/{donation.pk}/"
    assert (lamp.status, lamp.place) == ("received", reception)
    assert (cape.status, cape.place) == ("offered", None)
    assert lamp.item.movements.count() == 1


def test_a_keeper_receives_nothing(slip, keeper, client):
    slip.thing("马灯", photos=[photo_file()])
    client.force_login(keeper)

    assert refused(client.get(RECEIVE))
    assert refused(slip.send())
    assert refused(client.post(f"{RECEIVE}look/", slip.said))
    assert not Donation.objects.exists()
    assert not Person.objects.exists()
    assert not Picture.objects.exists()


def test_a_keeper_does_not_say_that_something_has_come(slip, keeper, client):
    slip.thing("马灯")
    slip.send(came="offered")
    donation = Donation.objects.get()
    client.force_login(keeper)

    answer = client.post(
        f"{RECEIVE}{donation.pk}/arrived/", {"holding": [donation.holdings.get().pk]}
    )

    assert refused(answer)
    assert donation.holdings.get().status == "offered"


def test_nobody_receives_without_signing_in(client, db):
    answer = client.post(RECEIVE, {"act": "save"})

    assert answer["Location"].startswith("/admin/login/")


def test_while_a_name_is_typed_the_page_says_who_is_known(slip, grandmother):
    answer = slip.client.post(f"{RECEIVE}look/", slip.said | {"brought-name": "桂"})

    found = json.loads(answer.content)["matches"]["brought"]
    assert f'value="{grandmother.pk}"' in found
    assert "王桂兰（三组）" in found
    assert grandmother.phone not in answer.content.decode()


def test_who_may_not_see_people_is_told_of_nobody(client, grandmother, registrar):
    registrar.groups.get().permissions.remove(
        *registrar.groups.get().permissions.filter(codename="view_person")
    )
    client.force_login(registrar)

    answer = client.post(f"{RECEIVE}look/", {"brought-name": "桂"})

    assert answer.status_code == 200
    assert "王桂兰" in grandmother.name
    assert json.loads(answer.content)["matches"]["brought"].strip() == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ["王桂兰", "王婆婆", "三组王家", "一位村民"]),
        ({"ownership": "household", "household": "马", "household_group": "三组"},
         ["马家", "马家", "三组马家", "一位村民"]),
        ({"ownership": "organisation", "organisation": "石榴湾小学"},
         ["石榴湾小学", "石榴湾小学", "石榴湾小学", "一位村民"]),
        ({"ownership": "other", "owner-name": "欧阳兰"}, ["欧阳兰", "欧阳乡亲", "欧阳家", "一位村民"]),
    ],
)  # fmt: skip
def test_the_ways_of_naming_show_the_very_words(slip, changes, words):
    slip.said |= {"brought-address_form": "婆婆"} | changes

    answer = slip.client.post(f"{RECEIVE}look/", slip.said)

    examples = json.loads(answer.content)["examples"]
    assert [examples[each] for each in ("full", "surname", "household", "anonymous")] == words


def test_no_telephone_reaches_an_address_or_a_message(slip):
    slip.thing("马灯")

    answer = slip.send(**{"brought-phone": "13800001234"})

    said = "".join(map(str, get_messages(answer.wsgi_request)))
    assert Person.objects.filter(phone="13800001234").exists()
    assert Donation.objects.get().label in said
    assert "1380000" not in answer["Location"] + said


def test_a_fresh_page_has_one_card_and_asks_for_how_it_came(client, registrar):
    client.force_login(registrar)

    form = BeautifulSoup(client.get(RECEIVE).content, "html.parser").select_one("form.receiving")

    assert len(form.select("[data-card]")) == 1
    assert not form.select("[name$=-way][checked]")
    assert form.select_one("[type=file]")["accept"] == "image/*"
    assert form.select_one("[type=file]").has_attr("multiple")
    assert not form.select_one("[type=file]").has_attr("capture")


def test_a_nameless_account_still_receives(client, registrar):
    user = UserFactory(
        username="zhiyuan", last_name="", first_name="", groups=registrar.groups.all()
    )
    PersonFactory(name="马德全", user=user)

    assert Typed(user).main["received"].field.choices[0][1] == "zhiyuan"


@pytest.mark.parametrize("typed", ["王·桂兰", "王 桂兰", "王桂蘭", "王桂兰\U000e0100"])
def test_a_name_that_is_known_is_recognised_however_it_is_written(slip, grandmother, typed):
    slip.thing("手摇纺车")

    page = slip.send(**{"brought-name": typed})

    assert not Donation.objects.exists()
    assert slip.take_back(page).select_one(f"[name=brought-pick][value='{grandmother.pk}']")


@pytest.mark.parametrize(("changed", "surname"), [(None, "买买提"), ("艾则孜", "艾则孜")])
def test_a_long_name_shows_what_is_taken_for_the_surname_and_lets_it_be_changed(
    slip, changed, surname
):
    slip.thing("坎土曼")

    page = slip.send(**{"brought-name": "买买提·艾则孜"})
    form = slip.take_back(page)
    assert form.select_one("[name=brought-surname]")["value"] == "买买提"
    assert not Donation.objects.exists()
    slip.send(**({"brought-surname": changed} if changed else {}))

    assert Donation.objects.get().owner.surname == surname


def test_whoever_appears_by_the_surname_is_asked_how_people_call_them(slip):
    slip.thing("手摇纺车")

    page = slip.send(naming="surname")
    form = slip.take_back(page)
    assert not Donation.objects.exists()
    assert "姓后面怎么称呼" in form.select_one("#id_brought-address_form_error").text
    slip.send(**{"brought-address_form": "婆婆"})

    assert Donation.objects.get().giver_as_named == "王婆婆"


@pytest.mark.parametrize("naming", ["full", "anonymous"])
def test_whoever_appears_otherwise_is_not_asked_how_people_call_them(slip, naming):
    slip.thing("手摇纺车")

    slip.send(naming=naming)

    assert Donation.objects.get().owner.address_form == ""


def test_a_surname_that_was_guessed_for_another_name_does_not_stay(slip):
    slip.thing("坎土曼")
    slip.take_back(slip.send(**{"brought-name": "买买提·艾则孜"}))

    slip.send(**{"brought-name": "慕容小翠"})

    assert Donation.objects.get().owner.surname == "慕容"


@pytest.mark.parametrize("typed", ["石榴灣小學", "石榴湾 小学"])
def test_a_body_in_other_writing_is_the_same_giver(slip, typed):
    school = PersonFactory(name="石榴湾小学", kind="organisation")
    slip.thing("铜铃")

    slip.send(ownership="organisation", organisation=typed)

    assert Donation.objects.get().owner == school


def test_a_giving_body_in_another_writing_is_asked_about(slip):
    PersonFactory(name="柳河市第六小学", kind="organisation")
    slip.thing("铜铃")
    told = {"ownership": "organisation", "organisation": "柳河市六小"}

    asked = slip.send(**told).content.decode()

    assert "“柳河市六小”是不是同一个单位？" in asked
    assert 'name="another"' in asked
    assert not Donation.objects.exists()
    slip.send(**told, another="on")
    assert Donation.objects.get().owner.name == "柳河市六小"


LEAVES = {"may_keep": "yes", "may_show": "yes", "may_send": "no", "may_publish": "yes"}


def test_what_is_photographed_goes_home_and_four_leaves_are_asked(slip):
    name = slip.thing("手抄家谱", way="copied")
    asked = slip.send()
    slip.said |= {f"{name}-{leaf}": said for leaf, said in LEAVES.items()}

    answer = slip.send()

    assert set(asked.context["slip"].cards[0].form.errors) == set(LEAVES)
    holding = Item.objects.get().holding
    assert (holding.status, holding.place) == ("copied", None)
    assert [getattr(holding, leaf) for leaf in LEAVES] == [True, True, False, True]
    page = slip.client.get(answer["Location"]).content.decode()
    paper = slip.client.get(f"/admin/receiving/{holding.donation_id}/paper/").content.decode()
    assert "翻拍" in page
    assert "东西今天您带回去" in paper
    assert "由本馆保管" not in paper
    assert "不编藏品号，东西还是您家的" in paper
    assert "编号另行告知" not in paper


def test_what_may_not_be_kept_is_not_photographed(slip):
    slip.thing("奖状", way="copied", **LEAVES | {"may_keep": "no"})

    answer = slip.send()

    assert "may_keep" in answer.context["slip"].cards[0].form.errors
    assert not Donation.objects.exists()


def test_of_a_deposit_it_is_asked_who_has_to_agree_and_who_fetches_it(slip):
    slip.thing("汤瓶", way="deposit", to_ask="二房三房", unsettled="on", fetched_by="大孙子马小龙",
               handling="不放在下层", place_hidden="on")  # fmt: skip
    slip.thing("马灯", to_ask="没人")

    slip.send()

    ewer, lantern = (each.holding for each in Item.objects.order_by("pk"))
    assert (ewer.to_ask, ewer.unsettled, ewer.fetched_by) == ("二房三房", True, "大孙子马小龙")
    assert (ewer.handling, ewer.place_hidden) == ("不放在下层", True)
    assert (lantern.to_ask, lantern.unsettled) == ("", False)
