import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.admin.icons import get_icons

from museum.catalogue import accessioning, displaying, donating, opening, taking_back
from museum.catalogue.desk.acts import ACTS
from museum.catalogue.desk.acts.leaving import TAKE_BACK
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Movement, Place, RegisterEntry
from museum.catalogue.models.holdings import Status
from museum.catalogue.permissions import LAW
from museum.institution import Museum
from museum.ledger import LedgerLine
from tests.catalogue.desk.filling import act_form, words
from tests.factories import photo_file

pytestmark = pytest.mark.django_db


def screen(item, act):
    return reverse("objects:act", args=[item.pk, act])


def edit_of(item):
    return reverse("wagtailsnippets_catalogue_item:edit", args=[item.pk])


def held(item):
    return Holding.objects.get(item=item)


def do(client, item, act, **told):
    """Open the screen, fill in what is told, press the button."""
    page = client.get(screen(item, act))
    return client.post(screen(item, act), act_form(page, **told), follow=True)


@pytest.fixture
def offered(registrar, grandmother):
    donation = donating.receive(
        donating.Receipt([Thing(title="竹编背篓")], owner=grandmother, in_hand=False), by=registrar
    )
    return donation.holdings.get().item


@pytest.mark.parametrize("act", list(ACTS))
def test_looking_at_a_screen_does_nothing(as_, curator, wheel, act):
    lines = LedgerLine.objects.count()
    client = as_(curator)

    page = client.get(screen(wheel, act))

    assert page.status_code == 200
    assert "手摇纺车" in words(page)
    assert LedgerLine.objects.count() == lines


# A volunteer at the register does these with what they received: correct, on the day alone.
BY_VOLUNTEERS = ("bring-in", "fetch-back", "hand-on", "hand-home", "correct")
BY_THE_KEEPER = ("move", "display", "take-off", "fetch-home", "come-home")
FORBIDDEN = [
    *(("registrar", act) for act in ACTS if act not in BY_VOLUNTEERS),
    *(("keeper", act) for act in ACTS if act not in BY_THE_KEEPER),
]


@pytest.mark.parametrize(("who", "act"), FORBIDDEN)
def test_whoever_may_not_reads_the_verb_s_own_sentence(request, as_, wheel, who, act):
    client = as_(request.getfixturevalue(who))
    lines, before = LedgerLine.objects.count(), list(Holding.objects.values())
    looked = client.get(screen(wheel, act))
    posted = client.post(screen(wheel, act), {"key": uuid.uuid4(), "reason": "强办"})

    assert looked.status_code == posted.status_code == 403
    assert str(LAW.acts[ACTS[act].right].sentence) in words(posted)
    assert LedgerLine.objects.count() == lines
    assert list(Holding.objects.values()) == before


def test_accepting_gives_the_next_number_and_says_it(as_, curator, wheel):
    answer = do(as_(curator), wheel, "accept")

    assert held(wheel).label == "CS00001"
    assert "CS00001" in words(answer)
    assert "接收处" in words(answer)


def test_accepting_as_a_replica_takes_that_series(as_, curator, wheel):
    do(as_(curator), wheel, "accept", series="replica")

    assert held(wheel).label == "FB00001"


def test_a_deposit_is_asked_for_no_series(as_, curator, ewer):
    page = as_(curator).get(screen(ewer, "accept"))

    assert "happened_at" in page.context["form"].fields
    assert "series" not in page.context["form"].fields


def test_accepting_on_a_day_before_the_receipt_is_refused_and_nothing_typed_is_lost(
    as_, curator, wheel
):
    answer = do(as_(curator), wheel, "accept", happened_at="2001-01-01", reason="开会定的")

    assert "happened_at" in answer.context["form"].errors
    assert answer.context["form"]["reason"].value() == "开会定的"
    assert held(wheel).label is None


def test_accepting_twice_with_the_same_key_is_one_act(as_, curator, wheel):
    client = as_(curator)
    form = act_form(client.get(screen(wheel, "accept")))

    client.post(screen(wheel, "accept"), form)
    client.post(screen(wheel, "accept"), form)

    assert RegisterEntry.objects.filter(act="accepted").count() == 1


def test_accepting_what_is_accepted_gets_a_sentence(as_, curator, accepted):
    answer = do(as_(curator), accepted, "accept")

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_declining_and_giving_back(as_, curator, wheel):
    client = as_(curator)

    do(client, wheel, "decline", reason="馆里已有两架")
    answer = do(client, wheel, "give-back", reason="王婆婆取走")

    assert held(wheel).status == Status.RETURNED
    assert held(wheel).place == Place.objects.elsewhere()
    assert "手摇纺车" in words(answer)


def test_what_belongs_to_the_museum_is_not_given_back(as_, curator, accepted):
    answer = do(as_(curator), accepted, "give-back")

    assert answer.context["form"].non_field_errors()
    assert held(accepted).status == Status.ACCESSIONED


def test_a_deposit_becomes_a_gift(as_, curator, ewer):
    accessioning.accept(ewer, by=curator)

    answer = do(as_(curator), ewer, "become-gift", reason="老人说不取了")

    assert held(ewer).label == "CS00001"
    assert "CS00001" in words(answer)


def test_a_keeper_moves_an_object_and_the_answer_names_number_and_place(
    as_, keeper, accepted, store
):
    answer = do(as_(keeper), accepted, "move", destination=store.pk, reason="腾地方")

    assert held(accepted).place == store
    assert "CS00001" in words(answer)
    assert "库房" in words(answer)


def test_the_choice_of_places_says_how_full_each_is(as_, keeper, curator, accepted, small_case):
    displaying.put_on_display(accepted, small_case, by=curator)

    page = as_(keeper).get(screen(accepted, "move"))

    field = page.context["form"].fields["destination"]
    place = field.queryset.get(pk=small_case.pk)
    assert (place.now, place.capacity) == (1, 1)
    assert "小柜" in field.label_from_instance(place)


def test_a_full_case_refuses_under_the_place(as_, keeper, curator, accepted, loom, small_case):
    accessioning.accept(loom, by=curator)
    displaying.put_on_display(loom, small_case, by=curator)

    answer = do(as_(keeper), accepted, "display", destination=small_case.pk, reason="换展")

    assert "destination" in answer.context["form"].errors
    assert answer.context["form"]["reason"].value() == "换展"
    assert held(accepted).place == Place.objects.reception()


def test_only_places_for_display_are_offered_for_it(as_, keeper, accepted, case, store):
    page = as_(keeper).get(screen(accepted, "display"))

    offered = list(page.context["form"].fields["destination"].queryset)

    assert case in offered
    assert store not in offered


def test_putting_on_display_and_taking_off(as_, keeper, accepted, case, store):
    client = as_(keeper)

    do(client, accepted, "display", destination=case.pk)
    assert held(accepted).is_on_display
    do(client, accepted, "take-off", destination=store.pk)

    assert not held(accepted).is_on_display
    assert held(accepted).place == store


def test_where_the_register_and_the_store_are_kept_apart_the_curator_moves_nothing(
    as_, curator, accepted, store
):
    museum = Museum.load()
    museum.separate_keepers = True
    museum.save()

    answer = do(as_(curator), accepted, "move", destination=store.pk)

    assert answer.context["form"].non_field_errors()
    assert held(accepted).place == Place.objects.reception()


def test_a_move_that_is_sent_twice_is_one_move(as_, keeper, accepted, store):
    client = as_(keeper)
    form = act_form(client.get(screen(accepted, "move")), destination=store.pk)

    client.post(screen(accepted, "move"), form)
    client.post(screen(accepted, "move"), form)

    assert Movement.objects.filter(item=accepted).count() == 2


def test_closing_and_opening_again(as_, curator, accepted):
    client = as_(curator)

    do(client, accepted, "withdraw", reason="家里人说先收起来")
    assert held(accepted).withdrawn
    do(client, accepted, "open")

    assert not held(accepted).withdrawn


def test_sensitive_consent_and_its_end(as_, curator, accepted, grandmother):
    client = as_(curator)

    do(client, accepted, "sensitive", reason="是家里办白事用的")
    do(client, accepted, "consent", concerning="王婆婆当面说可以", person=grandmother.pk)
    assert held(accepted).consent
    do(client, accepted, "end-consent", reason="她改主意了")
    do(client, accepted, "not-sensitive")

    entry = RegisterEntry.objects.get(act="consented")
    assert (entry.reason, entry.person) == ("王婆婆当面说可以", grandmother)
    assert not held(accepted).consent
    assert not held(accepted).sensitive


def test_consent_without_words_is_refused_under_its_field(as_, curator, accepted):
    opening.mark_sensitive(accepted, by=curator)

    answer = do(as_(curator), accepted, "consent", concerning=" ")

    assert "concerning" in answer.context["form"].errors


def test_what_was_offered_has_come(as_, registrar, offered):
    answer = do(as_(registrar), offered, "bring-in")

    assert held(offered).place == Place.objects.reception()
    assert "竹编背篓" in words(answer)


def test_a_find_turns_out_to_be_a_known_object(as_, curator, accepted, found_box):
    answer = do(as_(curator), found_box, "match", known="cs00001")

    assert held(found_box).matched_to == accepted
    assert "CS00001" in words(answer)


def test_a_number_that_was_never_given_gets_a_sentence(as_, curator, found_box):
    answer = do(as_(curator), found_box, "match", known="CS77777")

    assert "known" in answer.context["form"].errors
    assert held(found_box).status == Status.RECEIVED


def correct(client, item, field, new, reason="当时听错了", **told):
    address = f"{screen(item, 'correct')}?field={field}"
    sent = act_form(client.get(address), new=new, reason=reason, **told)
    return client.post(screen(item, "correct"), sent, follow=True)


def test_a_registered_fact_is_corrected_and_the_old_one_stays_visible(as_, curator, accepted):
    client = as_(curator)

    correct(client, accepted, "object.conditions", "不外借")
    answer = correct(client, accepted, "object.conditions", "不外借，不拆洗")

    assert held(accepted).conditions == "不外借，不拆洗"
    assert RegisterEntry.objects.filter(act="corrected").count() == 2
    assert "不外借 → 不外借，不拆洗" in words(answer)


def test_the_giver_of_a_receipt_is_corrected(as_, curator, accepted, grandmother):
    correct(as_(curator), accepted, "receipt.owner", grandmother.pk)

    assert held(accepted).donation.owner == grandmother


def test_the_day_of_a_receipt_is_corrected_and_not_into_the_future(as_, curator, wheel):
    client = as_(curator)

    refused = correct(client, wheel, "receipt.happened_at", "2999-01-01")
    correct(client, wheel, "receipt.happened_at", "2023-03-05")

    assert "new" in refused.context["form"].errors
    assert held(wheel).donation.happened_at.year == 2023


@pytest.mark.parametrize(
    ("field", "new", "reason", "where"),
    [
        ("object.conditions", "", "没变", "new"),
        ("object.way", "loan", "是借来的", "new"),
        ("object.conditions", "不外借", "", "reason"),
    ],
)
def test_a_correction_that_does_not_hold_is_refused(as_, curator, wheel, field, new, reason, where):
    answer = correct(as_(curator), wheel, field, new, reason)

    assert where in answer.context["form"].errors
    assert not RegisterEntry.objects.filter(act="corrected").exists()


@pytest.mark.parametrize(
    "field", ["object.label", "object.status", "receipt.label", "nonsense", ""]
)
def test_numbers_and_standings_are_corrected_by_nobody(as_, curator, accepted, field):
    before = Holding.objects.values().get(item=accepted)

    answer = as_(curator).post(
        screen(accepted, "correct"),
        {"key": uuid.uuid4(), "field": field, "new": "CS99999", "reason": "强改"},
    )

    assert answer.status_code == 200
    assert Holding.objects.values().get(item=accepted) == before


def test_the_fact_that_the_address_names_is_the_one_to_correct(as_, curator, accepted):
    chosen = {}
    for asked in ("", "?field=object.loan_ends"):
        page = as_(curator).get(screen(accepted, "correct") + asked)
        chosen[asked] = [each["name"] for each in page.context["facts"] if each["chosen"]]

    assert chosen == {"": [], "?field=object.loan_ends": ["object.loan_ends"]}


def test_an_act_that_there_is_not_is_not_found(as_, curator, wheel):
    assert as_(curator).get(screen(wheel, "burn")).status_code == 404


def test_a_next_address_on_another_host_is_not_followed(as_, curator, wheel):
    client = as_(curator)
    sent = act_form(client.get(screen(wheel, "accept")), next="https://elsewhere.example/")

    answer = client.post(screen(wheel, "accept"), sent)

    assert answer["Location"] == reverse("objects:sheet", args=[wheel.pk])


def test_a_visitor_of_the_desk_without_rights_sees_no_object(as_, storyteller, wheel):
    client = as_(storyteller)

    assert client.get(reverse("objects:sheet", args=[wheel.pk])).status_code == 302
    assert client.get(screen(wheel, "move")).status_code == 302


def test_the_photo_of_the_signed_paper_is_kept_for_the_curator_alone(
    as_, curator, keeper, ewer, grandmother
):
    accessioning.accept(ewer, by=curator)
    client = as_(curator)

    page = client.get(screen(ewer, "give-back"))
    told = act_form(page, reason="女儿出嫁", person=grandmother.pk, paper=photo_file("签字.jpg"))
    client.post(screen(ewer, "give-back"), told)

    paper = RegisterEntry.objects.get(act="returned").papers.get()
    address = reverse("objects:paper", args=[ewer.pk, paper.pk])
    sheet = client.get(reverse("objects:sheet", args=[ewer.pk])).content.decode()
    assert 'enctype="multipart/form-data"' in page.content.decode()
    assert address in sheet
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    assert as_(keeper).get(address).status_code in (302, 403)
    assert address not in client.get(reverse("objects:sheet", args=[ewer.pk])).content.decode()


def test_what_is_no_photo_is_refused_before_anything_is_done(as_, curator, wheel):
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4 nothing", content_type="application/pdf")

    answer = do(as_(curator), wheel, "decline", reason="馆里已有", paper=file)

    assert "paper" in answer.context["form"].errors
    assert held(wheel).status == Status.RECEIVED


def test_the_form_of_giving_back_names_the_owner(as_, curator, ewer, ma_family):
    accessioning.accept(ewer, by=curator)

    page = as_(curator).get(screen(ewer, "give-back"))

    assert page.context["form"]["person"].value() == ma_family.pk


def test_an_object_is_taken_off_the_register_at_the_desk(as_, curator, accepted, grandmother):
    today = datetime.date.today()
    told = {
        "reason_code": "decayed", "reason": "烂透了，修不了", "looked_at_by": grandmother.pk,
        "decided_on": today - datetime.timedelta(days=30), "approval": "村委会2023年第5次会",
        "giver_said": "马家说就算了", "noticed_on": today - datetime.timedelta(days=20),
    }  # fmt: skip

    early = do(as_(curator), accepted, "deaccession", **told | {"noticed_on": today})
    answer = do(as_(curator), accepted, "deaccession", **told)

    said = words(as_(curator).get(reverse("objects:sheet", args=[accepted.pk])))
    assert "noticed_on" in early.context["form"].errors
    assert held(accepted).status == Status.DEACCESSIONED
    assert "CS00001" in words(answer)
    assert "村委会2023年第5次会" in said
    assert "马家说就算了" in said


def test_a_known_object_on_display_is_asked_about_at_the_desk(
    as_, curator, accepted, found_box, case
):
    displaying.put_on_display(accepted, case, by=curator)
    client = as_(curator)

    first = client.get(screen(found_box, "match"))
    asked = do(client, found_box, "match", known="CS00001")
    assert held(accepted).place == case
    client.post(screen(found_box, "match"), act_form(asked, sure="on"))

    assert "sure" not in first.context["form"].fields
    assert "sure" in asked.context["form"].errors
    assert held(found_box).matched_to == accepted
    assert held(accepted).place.kind == "reception"


def test_a_wrong_decision_is_taken_back_at_the_desk(as_, curator, accepted):
    client = as_(curator)

    page = client.get(screen(accepted, "take-back"))
    do(client, accepted, "take-back", reason="收错了一件")

    sheet = client.get(reverse("objects:sheet", args=[accepted.pk])).content.decode()
    assert str(RegisterEntry.Act.ACCEPTED.label) in words(page)
    assert held(accepted).status == Status.RECEIVED
    assert f"<s>{RegisterEntry.Act.ACCEPTED.label}</s>" in sheet


@pytest.mark.parametrize("icon", sorted({act.icon for act in ACTS.values()}))
def test_every_act_has_a_picture_on_its_button(icon):
    assert f'id="icon-{icon}"' in get_icons()


def test_the_button_says_which_decision_it_takes_back(as_, curator, accepted, case):
    displaying.put_on_display(accepted, case, by=curator)

    sheet = words(as_(curator).get(reverse("objects:sheet", args=[accepted.pk])))
    page = as_(curator).get(screen(accepted, "take-back"))

    assert "撤回收下" in sheet
    assert "撤回上一" not in sheet
    assert "撤回收下" in words(page)


@pytest.mark.parametrize("act", sorted(taking_back.SETS))
def test_every_decision_that_can_be_taken_back_has_its_name_on_the_button(act):
    assert str(TAKE_BACK[act]).startswith("撤回")


ASKS_WHY = ["decline", "accept-after-all", "become-gift", "give-back", "bring-back", "deaccession",
            "take-back"]  # fmt: skip


@pytest.mark.parametrize("act", ASKS_WHY)
def test_what_a_decision_must_say_is_marked_so(as_, curator, wheel, act):
    form = BeautifulSoup(as_(curator).get(screen(wheel, act)).content, "html.parser")

    label = form.select_one("label[for=id_reason]")

    assert label.select_one(".w-required-mark")
    assert form.select_one("[name=reason]").has_attr("required")


def test_a_draft_is_handed_to_another_volunteer_on_its_sheet(
    as_, registrar, another_registrar, wheel
):
    client = as_(registrar)

    answer = do(client, wheel, "hand-on", to=str(another_registrar.pk), reason="缺尺寸")

    assert held(wheel).describer == another_registrar
    assert "缺尺寸" in words(client.get(reverse("objects:sheet", args=[wheel.pk])))
    assert "手摇纺车" in words(answer)
    assert as_(another_registrar).get(edit_of(wheel)).status_code == 200
    assert as_(registrar).get(edit_of(wheel)).status_code == 302


def test_whoever_wrote_it_takes_it_back_from_the_curator_with_one_button(as_, registrar, wheel):
    wheel.get_workflow().start(wheel, registrar)
    client = as_(registrar)
    closed = client.get(edit_of(wheel)).status_code

    do(client, wheel, "fetch-back")

    assert closed == 302
    assert client.get(edit_of(wheel)).status_code == 200


def test_a_typing_error_is_mended_on_the_day_by_whoever_made_it(as_, registrar, wheel):
    client = as_(registrar)
    page = client.get(screen(wheel, "correct") + "?field=receipt.naming")

    client.post(screen(wheel, "correct"), act_form(page, new="full", reason="点错了"))

    wheel.refresh_from_db()
    assert wheel.holding.donation.naming == "full"


def test_the_acts_of_its_writer_are_offered_to_its_writer_alone(
    as_, registrar, another_registrar, wheel
):
    sheet = reverse("objects:sheet", args=[wheel.pk])

    own, others = as_(registrar).get(sheet), as_(another_registrar).get(sheet)

    slugs = [{act.slug for act in page.context["acts"]} for page in (own, others)]
    assert {"hand-on", "correct"} <= slugs[0]
    assert not {"hand-on", "correct", "fetch-back"} & slugs[1]
