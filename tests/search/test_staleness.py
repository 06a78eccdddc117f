"""Whatever changes, by whatever way: the next search knows it."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.search.backends import get_search_backend

from museum.catalogue import (
    accessioning,
    deaccessioning,
    displaying,
    moving,
    opening,
    transferring_title,
)
from museum.catalogue.correcting import correct
from museum.catalogue.models import Item, Photo, Place, Story, Term
from museum.people.erasing import erase
from museum.pictures.taking_in import take_in
from museum.search import indexing
from museum.search.finding import find
from museum.search.listing import Listing
from museum.search.models import Entry, Stale, Words
from tests.factories import photo_file, published, received
from tests.search import closing
from tests.search.conftest import titles


def test_a_draft_is_never_found(wheel, curator):
    accessioning.accept(wheel, by=curator)

    assert titles("纺车") == titles() == []


def test_the_words_of_a_draft_are_not_found_before_it_is_published(put):
    item = put("手摇纺车")
    item.title = "脚踏纺车"
    revision = item.save_revision()

    assert titles("脚踏") == []
    revision.publish()
    assert titles("脚踏") == ["脚踏纺车"]
    assert titles("手摇") == []


def test_an_unpublished_object_is_not_found(put):
    item = put("手摇纺车")
    assert titles("纺车")

    item.unpublish()

    assert titles("纺车") == []


@pytest.mark.parametrize("close", [opening.withdraw, opening.mark_sensitive])
def test_a_closed_object_is_not_found_at_once(put, curator, close):
    item = put("手摇纺车")
    assert titles("纺车") == ["手摇纺车"]

    close(item, by=curator)

    assert titles("纺车") == titles() == []


def test_an_object_that_left_is_not_found(put, curator):
    item = put("手摇纺车")
    assert titles("纺车") == ["手摇纺车"]

    deaccessioning.deaccession(
        item,
        by=curator,
        reason_code="duplicate_entry",
        reason="登了两次",
    )

    assert titles("纺车") == []


def test_private_fields_are_not_found(put, grandmother):
    put("手摇纺车", owner=grandmother, note="估价三百")

    for private in ("估价", "桂兰", "13800001234"):
        assert titles(private) == [], private
    assert titles("三组王家") == ["手摇纺车"]


def test_captions_tags_and_stories_reach_the_index(put, registrar):
    item = put("手摇纺车")
    picture = take_in([photo_file()], by=registrar).pictures[0]
    item.photos.add(Photo(picture=picture, caption="摇把的近影"))
    item.tags.add("嫁妝")
    item.stories.add(Story(text="先是棉花"))
    item.save()

    for word in ("近影", "嫁妆", "棉花"):
        assert titles(word) == ["手摇纺车"], word
    Photo.objects.filter(item=item).update(caption="全貌")
    assert titles("近影") == []
    assert titles("全貌") == ["手摇纺车"]


def test_a_giver_s_changed_name_reaches_the_index(put, ma_family):
    put("手摇纺车")
    assert titles("三组马家")

    ma_family.former_group = "五组"
    ma_family.save()

    assert titles("五组马家") == ["手摇纺车"]
    assert titles("三组马家") == []


def test_an_erased_giver_is_not_found_by_anybody(put, grandmother, curator):
    from wagtail.search.backends import get_search_backend

    from museum.people.models import Person

    item = put("手摇纺车", owner=grandmother)
    assert titles("三组王家")
    assert Entry.objects.filter(household="三组王家").exists()

    erase(grandmother, by=curator)

    assert titles("王家") == []
    assert not Entry.objects.filter(household__contains="王").exists()
    assert not Words.objects.get(pk=item.pk).staff.count("王桂兰")
    assert list(get_search_backend().search("桂兰", Person.objects.all())) == []


def test_a_corrected_receipt_reaches_the_index(put, curator):
    item = put("手摇纺车")
    assert titles("马家")

    correct(item.holding.donation, "naming", "anonymous", by=curator, reason="她不愿意")

    assert titles("马家") == []


def test_a_renamed_term_and_one_that_takes_another_s_objects_reach_the_index(put):
    old, new = Term.objects.of("era").order_by("pk")[:2]
    item = put("手摇纺车", era=old)
    assert titles(old.name) == ["手摇纺车"]

    Term.objects.filter(pk=old.pk).update(name="鱼年")
    assert titles("鱼年") == ["手摇纺车"]

    Item.objects.filter(era=old).update(era=new)
    assert titles("鱼年") == []
    assert titles(era=new.code) == [item.title]


def test_the_name_of_the_category_above_reaches_the_index(put):
    below = Term.objects.of("category").exclude(parent=None).first()
    put("手摇纺车", category=below)

    Term.objects.filter(pk=below.parent_id).update(name="鱼类")

    assert titles("鱼类") == ["手摇纺车"]


def test_a_movement_reaches_the_facets(put, keeper, case, hall, store):
    item = put("手摇纺车")
    assert titles(hall=str(hall.pk)) == []

    displaying.put_on_display(item, case, by=keeper)
    assert titles(hall=str(hall.pk)) == titles(displayed="yes") == ["手摇纺车"]

    moving.move(item, store, by=keeper)
    assert titles(hall=str(hall.pk)) == []
    assert titles(hall="store") == ["手摇纺车"]


def test_a_renamed_hall_reaches_the_facets(put, keeper, case, hall):
    displaying.put_on_display(put("手摇纺车"), case, by=keeper)
    assert [choice.name for choice in find(Listing()).facets["hall"]] == ["二厅"]

    Place.objects.filter(pk=hall.pk).update(name="纺织厅")

    assert [choice.name for choice in find(Listing()).facets["hall"]] == ["纺织厅"]


def test_a_renamed_place_is_found_by_its_new_name_at_the_desk(put, keeper, case, hall):
    item = put("手摇纺车")
    displaying.put_on_display(item, case, by=keeper)

    hall.name = "纺织厅"
    hall.save()

    look = get_search_backend().autocomplete
    assert list(look("纺织厅三号", Item.objects.all())) == [item]
    assert set(look("纺织厅", Place.objects.all())) == {hall, case}
    call_command("verify_search")


def test_a_renamed_tag_material_and_photo_reach_the_index(put, registrar):
    material = Term.objects.of("material").first()
    item = put("手摇纺车", materials=[material])
    item.tags.add("嫁妝")
    item.save()

    Tag.objects.update(name="过年")
    Term.objects.filter(pk=material.pk).update(name="鱼骨")

    assert titles("过年") == titles("鱼骨") == ["手摇纺车"]
    assert titles("嫁妆") == []


def test_a_story_changed_taken_away_or_told_by_another_reaches_the_index(put, grandmother):
    item = put("手摇纺车")
    item.stories.add(Story(text="先是棉花", teller=grandmother, teller_naming="full"))
    item.save()
    assert titles("棉花") == ["手摇纺车"]
    assert titles("桂兰") == ["手摇纺车"]

    Story.objects.update(text="后来是麻")
    assert titles("棉花") == []
    assert titles("是麻", storied="yes") == ["手摇纺车"]
    Story.objects.update(teller_naming="surname")
    assert titles("桂兰") == []

    item.stories.set([])
    item.save()
    assert titles("是麻") == titles(storied="yes") == []


def test_a_teller_renamed_or_more_private_since_reaches_the_index(put, grandmother):
    item = put("手摇纺车")
    item.stories.add(Story(text="先是棉花", teller=grandmother, teller_naming="full"))
    item.save()
    person = type(grandmother).objects.filter(pk=grandmother.pk)

    person.update(name="王桂莲")
    assert (titles("王桂兰"), titles("王桂莲")) == ([], ["手摇纺车"])
    person.update(named_at_most="anonymous")
    assert titles("王桂莲") == []


def test_a_giver_changed_by_update_reaches_the_index(put, ma_family):
    put("手摇纺车")
    assert titles("三组马家")

    type(ma_family).objects.filter(pk=ma_family.pk).update(former_group="五组")

    assert titles("五组马家") == titles(household="五组马家") == ["手摇纺车"]
    assert titles("三组马家") == titles(household="三组马家") == []


@pytest.mark.parametrize(
    ("naming", "named"), [("anonymous", "一位村民"), ("surname", "王婆婆"), ("full", "王桂兰")]
)
def test_a_giver_is_found_and_counted_as_named_and_no_nearer(
    put, grandmother, curator, naming, named
):
    item = put("手摇纺车", owner=grandmother)
    other = put("石磨", owner=grandmother)
    assert titles(household="三组王家") == ["手摇纺车", "石磨"]

    correct(item.holding.donation, "naming", naming, by=curator, reason="改个说法")

    kept = ["石磨"] if other.holding.donation_id != item.holding.donation_id else []
    assert titles("三组王家") == titles(household="三组王家") == kept
    assert titles(named) == ["手摇纺车"]
    counted = {choice.code for choice in find(Listing()).facets["household"]}
    assert (named in counted) == (naming != "anonymous")


def test_a_number_reaches_the_index(ewer, curator):
    published(ewer)
    assert titles("JC00001") == []

    accessioning.accept(ewer, by=curator)

    assert titles("JC00001") == ["紫铜汤瓶"]
    transferring_title.turn_deposit_into_gift(ewer, by=curator, reason="老人说不取了")
    assert titles("CS00001") == titles("JC00001") == ["紫铜汤瓶"]


def test_sql_from_elsewhere_reaches_the_index(put):
    put("手摇纺车")
    assert titles("纺车")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_item SET title = '石磨'")

    assert titles("石磨") == ["石磨"]
    assert titles("纺车") == []


def test_what_was_rolled_back_is_not_found(put):
    item = put("手摇纺车")
    assert titles("纺车")

    with transaction.atomic():
        Item.objects.filter(pk=item.pk).update(title="石磨")
        assert titles("石磨")
        transaction.set_rollback(True)

    assert titles("石磨") == []
    assert titles("纺车") == ["手摇纺车"]


def test_after_a_change_nobody_who_searches_waits(
    registrar, ma_family, django_capture_on_commit_callbacks
):
    connection.run_on_commit.clear()  # what the fixtures asked for
    with django_capture_on_commit_callbacks(execute=True):
        received("手摇纺车", by=registrar, owner=ma_family)

    assert not Stale.objects.exists()
    assert Entry.objects.exists()


def test_verifying_names_what_differs_and_rebuilding_mends_it(put, capsys):
    item, other = put("手摇纺车"), put("石磨")
    call_command("verify_search")

    Words.objects.filter(pk=item.pk).update(title="x")
    Entry.objects.filter(pk=other.pk).update(public=False)
    with pytest.raises(CommandError) as complaint:
        call_command("verify_search")
    assert f"object {item.pk}: title" in str(complaint.value)
    assert f"object {other.pk}: public" in str(complaint.value)

    call_command("rebuild_search")
    call_command("verify_search")
    assert titles("纺车") == ["手摇纺车"]


def test_an_object_that_cannot_be_read_is_not_found_and_said(
    put, curator, registrar, client, monkeypatch, caplog
):
    put("纺车轮子")
    spoilt = put("手摇纺车")
    assert len(titles("纺车")) == 2
    plainly = indexing.entries_of

    def fail(keys):
        if spoilt.pk in keys:
            raise ZeroDivisionError
        return plainly(keys)

    monkeypatch.setattr(indexing, "entries_of", fail)
    Item.objects.update(note="看过了")

    assert titles("纺车") == ["纺车轮子"]
    assert f"object {spoilt.pk} is not in the search index" in caplog.text
    assert list(Stale.objects.values_list("item", flat=True).distinct()) == [spoilt.pk]
    said = "这几件搜不到"
    client.force_login(curator)
    assert said in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(registrar)
    assert said not in client.get(reverse("wagtailadmin_home")).content.decode()
    with pytest.raises(CommandError, match="有1件读不出来"):
        call_command("rebuild_search")
    assert titles("纺车") == ["纺车轮子"]

    monkeypatch.undo()
    Item.objects.filter(pk=spoilt.pk).update(note="改好了")
    assert len(titles("纺车")) == 2
    client.force_login(curator)
    assert said not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_what_could_not_be_read_is_tried_again_later_and_not_at_every_question(put, monkeypatch):
    spoilt = put("手摇纺车")
    plainly, asked = indexing.entries_of, []

    def fail(keys):
        asked.append(keys)
        raise ZeroDivisionError

    monkeypatch.setattr(indexing, "entries_of", fail)
    Item.objects.update(note="看过了")
    assert titles("纺车") == []
    tried = len(asked)
    assert titles("纺车") == []
    assert len(asked) == tried >= 1

    monkeypatch.setattr(indexing, "entries_of", plainly)
    assert titles("纺车") == []
    earlier = timezone.now() - indexing.AGAIN - datetime.timedelta(seconds=1)
    Stale.objects.filter(item=spoilt.pk).update(tried_at=earlier)
    assert titles("纺车") == ["手摇纺车"]
    assert not Stale.objects.exists()


def test_a_failing_task_is_said_in_the_log(no_task_fails, wheel, monkeypatch, caplog):
    from museum.people.models import Person
    from museum.search import backend

    monkeypatch.setattr(backend, "text_of", lambda thing: 1 / 0)
    monkeypatch.setattr(backend, "read_anew", lambda thing: None)
    from museum.people import hearing

    monkeypatch.setattr(hearing, "LISTENERS", [])
    Person.objects.create(name="马德全")

    assert "a background task failed" in caplog.text
    assert no_task_fails
    no_task_fails.clear()


@pytest.mark.processes
def test_where_nothing_can_be_written_visitors_search_on_and_see_nothing_closed(own_database):
    said = own_database.run(closing.close_while_nothing_is_written)

    assert said == [[200, True, True, 2], [200, True, False, 1], True]
