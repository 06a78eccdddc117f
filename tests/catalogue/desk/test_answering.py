"""The curator decides where she reads."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.catalogue import answering, returning
from museum.catalogue.desk import waiting
from museum.catalogue.models import Item, Photo, Story, Term
from museum.pictures.taking_in import take_in
from museum.refusals import codes
from tests.catalogue.desk.filling import words
from tests.factories import photo_file, received

pytestmark = pytest.mark.django_db


def sheet(item):
    return reverse("objects:sheet", args=[item.pk])


def handed_in(item, user):
    """Ask the curator, as the button does."""
    item.refresh_from_db()
    item.save_revision(user=user)
    item.get_workflow().start(item, user)
    return Item.objects.get(pk=item.pk)


@pytest.fixture
def read(wheel, registrar):
    return handed_in(wheel, registrar)


@pytest.fixture
def mortar(registrar, grandmother):
    return handed_in(received("石臼", by=registrar, owner=grandmother), registrar)


def fill_in(item, registrar):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    Photo.objects.create(item=item, picture=picture)
    Story.objects.create(item=item, text="夜里纺线。")
    kinds = Term.objects.filter(vocabulary="category").first()
    era = Term.objects.filter(vocabulary="era").first()
    Item.objects.filter(pk=item.pk).update(category=kinds, era=era)


def test_both_answers_and_the_open_story_stand_on_the_sheet(as_, curator, wheel, registrar, mortar):
    Story.objects.create(item=wheel, text="那一年冬天纺到半夜。")
    handed_in(wheel, registrar)

    answer = as_(curator).get(sheet(wheel))

    page = answer.content.decode()
    assert 'value="publish"' in page
    assert 'value="back"' in page
    assert '<details class="desk-fold" open>' in page
    assert "那一年冬天纺到半夜。" in page
    assert str(registrar) in words(answer)
    assert sheet(mortar) in page


def test_whoever_may_not_publish_finds_no_answer_and_gives_none(as_, registrar, read):
    client = as_(registrar)

    page = client.get(sheet(read))
    answer = client.post(sheet(read), {"verdict": "publish"})

    assert page.status_code == 200
    assert b'value="publish"' not in page.content
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert not Item.objects.get(pk=read.pk).live


def test_publishing_says_what_happened_on_the_next_one_s_sheet(as_, curator, read, mortar):
    answer = as_(curator).post(sheet(read), {"verdict": "publish"}, follow=True)

    assert answer.request["PATH_INFO"] == sheet(mortar)
    assert f"公开了：{read.title}" in words(answer)
    assert Item.objects.get(pk=read.pk).live


def test_sending_back_says_to_whom_and_what_was_written(as_, curator, registrar, read, mortar):
    asked = {"verdict": "back", "lack": "口沿缺的那块，补一张照片"}

    answer = as_(curator).post(sheet(mortar), asked, follow=True)

    said = words(answer)
    assert f"退回给{registrar}了：石臼" in said
    assert "口沿缺的那块，补一张照片" in said
    assert list(waiting.sent_back(Item.objects.all())) == [mortar]


def test_the_last_one_leads_home(as_, curator, read):
    answer = as_(curator).post(sheet(read), {"verdict": "publish"})

    assert answer["Location"] == reverse("wagtailadmin_home")


def test_an_empty_line_is_asked_about_once(as_, curator, registrar, read):
    client = as_(curator)

    asked = client.post(sheet(read), {"verdict": "back", "lack": "  "})
    still = Item.objects.get(pk=read.pk).workflow_in_progress
    client.post(sheet(read), {"verdict": "back_anyway", "lack": ""})

    assert "没写差什么" in words(asked)
    assert 'value="back_anyway"' in asked.content.decode()
    assert still
    assert not Item.objects.get(pk=read.pk).workflow_in_progress


def test_what_was_answered_is_not_answered_again(as_, curator, read):
    answering.publish(read, by=curator)

    with pytest.raises(ValidationError) as refusal:
        answering.send_back(read, by=curator, lack="照片")
    answer = as_(curator).post(sheet(read), {"verdict": "back", "lack": "照片"}, follow=True)

    assert codes(refusal.value) == {"not_read"}
    assert "不在等您看" in words(answer)
    assert Item.objects.get(pk=read.pk).live


def test_only_the_curator_answers(keeper, registrar, read):
    with pytest.raises(ValidationError) as publishing:
        answering.publish(read, by=keeper)
    with pytest.raises(ValidationError) as sending:
        answering.send_back(read, by=registrar, lack="照片")

    assert codes(publishing.value) == codes(sending.value) == {"forbidden"}


def test_what_is_declined_no_longer_waits_to_be_read(as_, curator, read, mortar):
    returning.decline(read, by=curator, reason="家里还要用")

    page = as_(curator).get(sheet(read))

    assert list(waiting.in_review(Item.objects.all())) == [mortar]
    assert b'value="publish"' not in page.content
    assert "馆长在看" not in words(page)


def test_it_is_said_beforehand_what_will_be_seen(as_, curator, wheel, registrar, grandmother):
    lent = received("煤油灯", by=registrar, owner=grandmother, way="deposit")
    gift, deposit = handed_in(wheel, registrar), handed_in(lent, registrar)
    client = as_(curator)

    undecided = words(client.get(sheet(gift)))
    shown = words(client.get(sheet(deposit)))

    assert "收下编了号，网上才看得到" in undecided
    assert "公开以后，网上有名字、0张照片、0段故事" in shown


def test_those_that_lack_nothing_are_published_together(as_, curator, registrar, wheel, mortar):
    fill_in(wheel, registrar)
    handed_in(wheel, registrar)
    client = as_(curator)
    address = reverse("objects:together")

    page = client.get(address)
    client.post(address, {"item": [wheel.pk]})

    assert [each["item"] for each in page.context["found"]] == [wheel]
    assert Item.objects.get(pk=wheel.pk).live
    assert not Item.objects.get(pk=mortar.pk).live


def test_nothing_ticked_publishes_nothing_and_says_so(as_, curator, registrar, wheel):
    fill_in(wheel, registrar)
    handed_in(wheel, registrar)

    answer = as_(curator).post(reverse("objects:together"), {}, follow=True)

    assert "一件也没勾" in words(answer)
    assert not Item.objects.get(pk=wheel.pk).live


def test_a_keeper_reads_nothing_together(as_, keeper):
    answer = as_(keeper).get(reverse("objects:together"))

    assert answer["Location"] == reverse("wagtailadmin_home")
