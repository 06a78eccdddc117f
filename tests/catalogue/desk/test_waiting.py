import datetime

import pytest
from wagtail.models import Workflow

from museum.catalogue import accessioning, displaying, donating, fetching_home, opening, returning
from museum.catalogue.desk import waiting
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Story
from museum.clock import today
from museum.pictures.taking_in import take_in
from tests.factories import photo_file, published, received


def asked(question):
    return set(waiting.QUESTIONS[question](Item.objects.all()))


def handed_in(item, user):
    item.save_revision(user=user)
    return Workflow.objects.get(name="请馆长看").start(item, user)


def test_what_was_handed_in_waits_for_the_curator_until_it_is_answered(wheel, registrar, curator):
    state = handed_in(wheel, registrar)

    assert asked("in_review") == {wheel}
    assert asked("drafts") == set()

    state.current_task_state.reject(user=curator, comment="补一张照片")

    assert asked("in_review") == set()
    assert asked("sent_back") == {wheel}


def test_a_draft_waits_until_it_is_handed_in_or_decided(wheel, loom, registrar, curator):
    assert asked("drafts") == {wheel, loom}

    handed_in(wheel, registrar)
    accessioning.accept(loom, by=curator)

    assert asked("drafts") == set()


def test_an_object_waits_at_reception_until_it_is_placed(wheel, curator, case):
    assert asked("at_reception") == {wheel}

    accessioning.accept(wheel, by=curator)

    assert asked("at_reception") == {wheel}

    displaying.put_on_display(wheel, case, by=curator)

    assert asked("at_reception") == set()


def test_what_stands_in_a_case_without_a_page_is_found(wheel, loom, curator, case):
    for item in (wheel, loom):
        accessioning.accept(item, by=curator)
    displaying.put_on_display([wheel, loom], case, by=curator)
    published(loom)

    assert asked("on_display_without_page") == {wheel}


def test_what_was_closed_on_purpose_needs_no_page(wheel, curator, case):
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=curator)
    before = asked("on_display_without_page")

    opening.withdraw(wheel, by=curator)

    assert before == {wheel}
    assert asked("on_display_without_page") == set()


def test_photo_and_story_are_missed_of_what_is_in_the_museum(registrar, ma_family, curator):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    shown = received("马灯", by=registrar, owner=ma_family, pictures=[picture])
    told = received("墨斗", by=registrar, owner=ma_family)
    Story.objects.create(item=told, text="爹用过的。")
    declined = received("旧报纸", by=registrar, owner=ma_family)
    returning.decline(declined, by=curator, reason="馆里已有")

    assert asked("without_photo") == {told}
    assert asked("without_story") == {shown}


def test_parts_are_not_asked_for(registrar, ma_family):
    whole = received("水车", by=registrar, owner=ma_family, parts=[Thing(title="水斗")])

    for question in waiting.QUESTIONS:
        assert asked(question) <= {whole}


def test_a_find_has_no_giver(registrar, grandmother, wheel):
    found = donating.receive(
        donating.Receipt([Thing(title="无名瓦罐", way="found")], owner=None, finder=grandmother),
        by=registrar,
    )

    assert asked("without_giver") == {found.holdings.get().item}


def test_mine_is_what_i_wrote_down(wheel, registrar, curator, ma_family):
    received("木织布机", by=curator, owner=ma_family)

    assert set(waiting.written_by(Item.objects.all(), registrar)) == {wheel}


@pytest.mark.parametrize("question", waiting.QUESTIONS)
def test_every_question_can_be_asked_of_an_empty_museum(db, question):
    assert asked(question) == set()


def test_one_list_has_what_went_home_the_same_day_and_what_went_for_some_days(
    registrar, keeper, grandmother, wheel, loom
):
    leaves = dict.fromkeys(("may_keep", "may_show", "may_send", "may_publish"), True)
    received("家谱", by=registrar, owner=grandmother, way="copied", family=leaves)
    fetching_home.fetch_home(wheel, by=keeper, until=today() + datetime.timedelta(days=2))

    both = waiting.comes_and_goes(Item.objects.all())

    assert {item.title for item in both} == {"家谱", "手摇纺车"}
    assert list(waiting.at_home(Item.objects.all())) == [wheel]
