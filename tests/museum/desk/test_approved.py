"""What the screens of objects, people and accounts say, held against what somebody has read."""

import datetime
import time
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from museum.accounts import locking
from museum.campaigns import Campaign
from museum.catalogue import accessioning, correcting, donating, matching, opening, returning
from museum.catalogue.desk.acts import ACTS
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Place, Story, Term
from museum.catalogue.taking_back import take_back
from museum.clock import SHANGHAI
from museum.people.erasing import erase
from museum.people.merging import merge
from museum.pictures.models import Picture
from tests.approving import approved
from tests.factories import PersonFactory, photo_file, received
from tests.museum.desk.screens import address

D = datetime.date
OURS = ("objects, narrowed", "objects, none found", "object", "photographing", "receipts", "receipt",
        "places", "new place", "place", "people", "new person", "person", "accounts",
        "new account")  # fmt: skip


@pytest.fixture
def morning(monkeypatch):
    """Monday 2 March 2026, ten in the morning."""
    moment = datetime.datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


@pytest.fixture
def lived(morning, things, curator, registrar, grandmother, ma_family, keeper):
    """Objects of every way and status, with parts, photos, stories and what became of them."""
    Picture.objects.update(title="纺车", description="一架纺车", credit="马素芬 摄")
    told = {"owner": ma_family, "brought_by": grandmother, "naming": "household",
            "on_behalf": "代她妹妹", "found_where": "老仓库"}  # fmt: skip
    donation = donating.receive(donating.Receipt([
            Thing("紫铜汤瓶", way="deposit", conditions="每年拿回去用一次", parts=[Thing("瓶盖")],
                  more={"use": "洗手", "note": "要擦", "year_from": 1953, "year_to": 1960}),
            Thing("风车", way="loan", loan_ends=D(2026, 9, 1), more={"dialect_names": "扇车"}),
            Thing("木犁"),
        ], happened_at=D(2026, 2, 20), received_by=grandmother, **told), by=registrar)  # fmt: skip
    ewer, mill, plough = (donation.holdings.get(line=line, part=0).item for line in (1, 2, 3))
    accessioning.accept(ewer, by=curator, reason="老物件")
    opening.mark_sensitive(ewer, by=curator, reason="家里的意思")
    opening.record_consent(ewer, by=curator, concerning="当面说的", person=grandmother)
    correcting.correct(ewer, "conditions", "每年拿回去用两次", by=curator, reason="记错了")
    returning.decline(plough, by=curator, reason="馆里已有")
    returning.give_back(plough, by=curator, reason="取走", person=grandmother)
    wrong = received("铜锁", by=registrar, owner=grandmother)
    accessioning.accept(wrong, by=curator)
    take_back(wrong, by=curator, reason="弄错了一件")
    opening.withdraw(wrong, by=curator, reason="再看看")
    offered = donating.receive(donating.Receipt([Thing("石磨")], owner=grandmother, in_hand=False), by=registrar).holdings.get().item  # fmt: skip
    found = donating.receive(
        donating.Receipt([Thing("木箱", way="found")], finder=grandmother), by=registrar
    )
    twin = PersonFactory(name="王桂蘭", phone="13900001111")
    merge(twin, grandmother, by=curator, reason="身份证上是一个人")
    return things | {
        "ewer": ewer, "mill": mill, "plough": plough, "wrong": wrong, "offered": offered,
        "found": found.holdings.get().item, "twin": twin, "family": ma_family,
        "donation": donation,
    }  # fmt: skip


def test_the_screens_of_the_desk_are_as_they_were_approved(client, curator, lived):
    client.force_login(curator)

    for name in OURS:
        words = name.replace(",", "").replace(" ", "-")
        approved(f"desk-{words}", client.get(address(name, lived)))


@pytest.mark.parametrize("who", ["curator", "registrar", "keeper"])
def test_the_first_page_and_the_sheets_are_as_they_were_approved(request, client, lived, who):
    client.force_login(request.getfixturevalue(who))

    approved(f"desk-{who}-home", client.get(reverse("wagtailadmin_home")))
    for name in ("ewer", "mill", "plough", "wrong", "offered", "found"):
        sheet = reverse("objects:sheet", args=[lived[name].pk])
        approved(f"desk-{who}-sheet-{name}", client.get(sheet))


def test_the_form_of_a_description_has_its_strip_as_it_was_approved(client, curator, lived):
    client.force_login(curator)

    for name in ("ewer", "wrong", "handed_in"):
        edit = reverse("wagtailsnippets_catalogue_item:edit", args=[lived[name].pk])
        approved(f"desk-strip-{name}", client.get(edit), ".register-strip")


@pytest.mark.parametrize("slug", ACTS)
def test_every_act_asks_as_it_was_approved(client, curator, lived, slug):
    client.force_login(curator)
    ask = reverse("objects:act", args=[lived["ewer"].pk, slug])

    approved(f"act-{slug}", client.get(ask))
    approved(f"act-{slug}-empty", client.post(ask, {}))


def test_whoever_may_not_is_told_why_as_it_was_approved(client, keeper, lived):
    client.force_login(keeper)
    answer = client.get(reverse("objects:act", args=[lived["wrong"].pk, "accept"]))

    approved("act-refused", answer, status=403)


@pytest.mark.parametrize("action", ["move", "accept", "display", "take_off"])
def test_an_act_for_many_asks_as_it_was_approved(client, curator, lived, action):
    client.force_login(curator)
    ask = reverse("wagtail_bulk_action", args=["catalogue", "item", action])

    approved(
        f"act-many-{action}", client.get(f"{ask}?id={lived['ewer'].pk}&id={lived['wrong'].pk}")
    )


def test_receiving_is_as_it_was_approved(client, registrar, lived):
    client.force_login(registrar)
    page = reverse("receiving:receive")

    approved("receiving", client.get(page))
    approved("receiving-empty", client.post(page, {"act": "save", "card": ["one", "two"]}))
    approved("receiving-look", client.post(page, {
        "act": "look", "brought-name": "王桂兰", "ownership": "household", "household": "马",
        "card": ["one"], "one-title": "纺车", "one-way": "loan",
    }))  # fmt: skip
    paper = reverse("receiving:paper", args=[lived["donation"].pk])
    approved("receiving-paper", client.get(paper), "body")
    for name in ("donation", "receipt"):
        approved(f"receiving-{name}", client.get(reverse("donations:inspect", args=[
            lived[name].pk
        ])))  # fmt: skip


def test_the_screens_of_people_are_as_they_were_approved(client, curator, registrar, lived):
    lived["ewer"].note = "王桂兰说要擦"
    lived["ewer"].save()
    for who in (registrar, curator):
        client.force_login(who)
        for name in ("giver", "family"):
            person = reverse("people:inspect", args=[lived[name].pk])
            approved(f"people-{who.username}-{name}", client.get(person))
    for name in ("giver", "family", "twin"):
        for act in ("erase", "merge"):
            ask = reverse(f"people:{act}", args=[lived[name].pk])
            approved(f"people-{act}-{name}", client.get(ask))
    merge_them = reverse("people:merge", args=[lived["family"].pk])
    approved("people-merge-empty", client.post(merge_them, {"into": "", "reason": ""}))


def test_the_locked_desk_is_as_it_was_approved(client, curator, db):
    client.force_login(curator)
    session = client.session
    session[locking.SEEN] = int(time.time()) - locking.IDLE - 1
    session.save()
    typed = {"title": "<b>纺车</b>", "photo": photo_file("纺车.jpg")}

    approved("locked-asked", client.get("/admin/people/"), "body", 403)
    approved("locked-typed", client.post("/admin/people/new/", typed), "body", 403)
    approved(
        "locked-wrong", client.post("/admin/people/new/", {locking.PASSWORD: "falsch"}), "body", 403
    )


def test_a_described_object_and_its_parts_are_as_they_were_approved(
    client, curator, registrar, keeper, lived, grandmother
):
    """All that a description can say, a story with its teller, and a part on its own sheet."""
    lamp, ewer = lived["draft"], lived["ewer"]
    kind = Term.objects.of("category").filter(parent__isnull=False).first()
    Item.objects.filter(pk=lamp.pk).update(
        category=kind, other_names="老布机", materials_text="木；棉绳", dimensions_text="长二尺", pieces=3,
        condition="缺一个踏板", provenance="三组老屋里的", use="织布", era_text="1953年的嫁妆",
    )  # fmt: skip
    Story.objects.create(item=lamp, teller=grandmother, text="娘织的。\n\n后来我织。",
                         told_on=D(2023, 6, 11), told_where="三组")  # fmt: skip
    part = Item.objects.get(parent=ewer)
    client.force_login(curator)
    for name, each in (("described", lamp), ("part", part), ("shown", lived["shown"])):
        approved(f"desk-sheet-{name}", client.get(reverse("objects:sheet", args=[each.pk])))
    shown = reverse("objects:photograph", args=[lived["shown"].pk])
    approved("desk-photographing-shown", client.get(shown))
    approved("desk-objects-all", client.get(address("objects", lived)))
    approved("desk-objects-by-name", client.get(f"{address('objects', lived)[:-1]}/?q=纺车"))
    for name, place in (
        ("reception", Place.objects.reception()), ("store", Place.objects.store())
    ):  # fmt: skip
        approved(f"desk-place-{name}", client.get(reverse("places:inspect", args=[place.pk])))


def test_what_was_found_is_matched_and_what_is_wrong_is_refused_as_it_was_approved(
    client, curator, lived
):
    client.force_login(curator)
    ask = reverse("objects:act", args=[lived["found"].pk, "match"])
    approved("act-match-found", client.get(ask))
    approved("act-match-itself", client.post(ask, {"known": lived["found"].pk}))
    matching.match_found(lived["found"], lived["shown"], by=curator, sure=True)
    for name in ("found", "shown"):
        sheet = reverse("objects:sheet", args=[lived[name].pk])
        approved(f"desk-sheet-matched-{name}", client.get(sheet))
    correct = reverse("objects:act", args=[lived["ewer"].pk, "correct"])
    approved("act-correct-conditions", client.get(correct, {"field": "object.conditions"}))


def test_what_came_back_for_more_is_as_it_was_approved(client, curator, registrar, lived):
    item = lived["handed_in"]
    task = item.current_workflow_task_state
    task.reject(user=curator, comment="缺一张照片")
    for who in (registrar, curator):
        client.force_login(who)
        sheet = reverse("objects:sheet", args=[item.pk])
        approved(f"desk-sent-back-{who.username}", client.get(sheet))
        approved(f"desk-sent-back-home-{who.username}", client.get(reverse("wagtailadmin_home")))


def test_receiving_with_photos_and_people_already_known_is_as_it_was_approved(
    client, registrar, lived, grandmother
):
    client.force_login(registrar)
    Campaign.objects.create(name="红石榴")
    page = reverse("receiving:receive")
    approved("receiving-campaign", client.get(page))
    for name, way in (("王桂兰", "gift"), ("买买提·艾则孜", "gift"), ("欧阳海", "deposit")):
        approved(f"receiving-known-{way}-{len(name)}", client.post(page, {
            "act": "look", "brought-name": name, "ownership": "brought", "card": ["one"],
            "one-title": "纺车", "one-way": way, "one-category": "1", "one-conditions": "还要用",
            "one-photos": [photo_file("纺车.jpg"), SimpleUploadedFile("坏.jpg", b"no picture")],
        }))  # fmt: skip


def test_a_long_receipt_and_a_bare_one_on_paper_are_as_they_were_approved(
    client, registrar, curator, grandmother, morning
):
    client.force_login(registrar)
    things = [Thing(f"物件{n}", other_names="别名" if n % 2 else "", condition="完好" if n % 3 else "")
              for n in range(40)]  # fmt: skip
    made = donating.receive(
        donating.Receipt(things, owner=grandmother, happened_at=D(2026, 2, 20)), by=registrar
    )
    bare = donating.receive(
        donating.Receipt([Thing("木箱", way="found")], finder=grandmother), by=registrar
    )
    for name, each in (("long", made), ("bare", bare)):
        paper = reverse("receiving:paper", args=[each.pk])
        approved(f"receiving-paper-{name}", client.get(paper), "html")
        page = reverse("donations:inspect", args=[each.pk])
        approved(f"receiving-inspect-{name}", client.get(page))


def test_an_erased_person_and_one_with_an_account_are_as_they_were_approved(
    client, curator, lived, registrar
):
    client.force_login(curator)
    known = PersonFactory(name="杨振华", user=registrar)
    approved("people-erase-user", client.get(reverse("people:erase", args=[known.pk])))
    twin = reverse("people:inspect", args=[lived["twin"].pk])
    approved("people-twin", client.get(twin))
    registrar.is_active = False
    registrar.save()
    erase(known, by=curator)
    for act in ("erase", "inspect"):
        approved(f"people-erased-{act}", client.get(reverse(f"people:{act}", args=[known.pk])))


def test_the_door_of_the_desk_and_one_s_own_account_are_as_they_were_approved(
    client, registrar, db
):
    approved("desk-sign-in", client.get(reverse("wagtailadmin_login")), "body")
    client.force_login(registrar)
    approved("desk-own-account", client.get(reverse("wagtailadmin_account")))


def test_who_may_what_and_an_act_refused_for_many_are_as_they_were_approved(client, curator, lived):
    client.force_login(curator)
    ask = reverse("wagtail_bulk_action", args=["catalogue", "item", "accept"])

    approved("desk-roles", client.get(reverse("wagtailusers_users:roles")))
    approved("act-many-refused", client.post(
        f"{ask}?id={lived['ewer'].pk}&id={lived['wrong'].pk}", {"key": str(uuid.uuid4())}
    ))  # fmt: skip


def test_a_name_in_what_was_signed_stays_as_it_was_approved(client, curator, lived):
    correcting.correct(lived["mill"], "conditions", "要还的", by=curator, reason="王桂兰说的")
    client.force_login(curator)

    giver = reverse("people:erase", args=[lived["giver"].pk])
    approved("people-erase-signed", client.get(giver))


def test_an_act_for_many_that_is_not_one_s_own_is_told_why_as_it_was_approved(
    client, keeper, lived
):
    client.force_login(keeper)
    ask = reverse("wagtail_bulk_action", args=["catalogue", "item", "accept"])

    approved(
        "act-many-forged", client.post(f"{ask}?id={lived['wrong'].pk}", {"key": str(uuid.uuid4())})
    )
    approved("receiving-donation-keeper", client.get(
        reverse("donations:inspect", args=[lived["found"].holding.donation_id])
    ))  # fmt: skip


def test_what_may_be_meant_by_a_word_that_finds_nothing_is_as_it_was_approved(
    client, curator, lived
):
    client.force_login(curator)

    approved("desk-objects-meant", client.get(f"{address('objects', lived)[:-1]}/?q=fangche"))
