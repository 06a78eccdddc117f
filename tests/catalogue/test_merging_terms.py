"""Two words for one thing are made one; a word goes out of use and stays where it stands."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum import chain
from museum.catalogue import merging_terms
from museum.catalogue.models import Item, Term
from museum.refusals import codes
from tests.catalogue.desk.filling import form_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(db):
    make = Term.objects.create
    return (
        make(vocabulary="era", code="cun1", name="大集体的时候"),
        make(vocabulary="era", code="cun2", name="生产队时期"),
    )


@pytest.fixture
def grasses(db):
    make = Term.objects.create
    return (
        make(vocabulary="material", code="cun1", name="蒲草"),
        make(vocabulary="material", code="cun2", name="水蜡烛"),
    )


def test_what_has_the_one_word_has_the_other(curator, wheel, words):
    old, new = words
    Item.objects.filter(pk=wheel.pk).update(era=old)

    changed = merging_terms.merge(old, new, by=curator)

    old.refresh_from_db()
    assert changed == 1
    assert Item.objects.get(pk=wheel.pk).era == new
    assert old.out_of_use
    assert chain.first_misfit() is None


def test_a_draft_does_not_bring_the_old_word_back(curator, wheel, words):
    old, new = words
    wheel.refresh_from_db()
    wheel.era = old
    revision = wheel.save_revision()

    merging_terms.merge(old, new, by=curator)
    revision.refresh_from_db()
    revision.publish()

    assert Item.objects.get(pk=wheel.pk).era == new


def test_a_material_stands_on_an_object_once(curator, wheel, grasses):
    old, new = grasses
    wheel.refresh_from_db()
    wheel.materials = [old, new]
    wheel.save()
    revision = wheel.save_revision()

    merging_terms.merge(old, new, by=curator)

    revision.refresh_from_db()
    assert list(Item.objects.get(pk=wheel.pk).materials.all()) == [new]
    assert revision.content["materials"] == [new.pk]


def test_what_cannot_be_one_is_not_made_one(curator, registrar, words, grasses):
    old, new = words
    parent = Term.objects.of("category").filter(children__isnull=False).first()
    leaf = Term.objects.of("category").filter(children__isnull=True).first()
    unused = Term.objects.create(vocabulary="era", code="cun3", name="老早", out_of_use=True)

    for term, into, by, code in (
        (old, old, curator, "same"),
        (old, grasses[0], curator, "other_list"),
        (old, unused, curator, "out_of_use"),
        (parent, leaf, curator, "has_parts"),
        (old, new, registrar, "forbidden"),
    ):
        with pytest.raises(ValidationError) as refusal:
            merging_terms.merge(term, into, by=by)
        assert codes(refusal.value) == {code}

    assert not Term.objects.get(pk=old.pk).out_of_use


def test_the_list_says_by_how_many_each_is_used_one_list_at_a_time(client, curator, wheel, words):
    Item.objects.filter(pk=wheel.pk).update(era=words[0])
    client.force_login(curator)

    first = client.get(reverse("terms:index"))
    eras = client.get(reverse("terms:index"), {"vocabulary": "era"})

    assert {term.vocabulary for term in first.context["object_list"]} == {"category"}
    assert eras.context["view"].uses == {words[0].pk: 1}
    assert "几件写着它" in eras.content.decode()


def test_the_desk_makes_two_words_one(client, curator, wheel, words):
    old, new = words
    Item.objects.filter(pk=wheel.pk).update(era=old)
    client.force_login(curator)
    address = reverse("terms:merge", args=[old.pk])

    page = client.get(address).content.decode()
    answer = client.post(address, {"into": new.pk}, follow=True)

    assert "有1件写着「大集体的时候」" in page
    assert "改了1件" in answer.content.decode()
    assert Item.objects.get(pk=wheel.pk).era == new


def test_a_word_out_of_use_is_offered_to_nobody_who_has_it_not(client, curator, wheel, words):
    old, new = words
    wheel.refresh_from_db()
    wheel.era = old
    wheel.save_revision()
    Term.objects.filter(pk__in=[old.pk, new.pk]).update(out_of_use=True)
    client.force_login(curator)

    page = client.get(reverse("wagtailsnippets_catalogue_item:edit", args=[wheel.pk]))

    offered = page.context["form"].fields["era"].queryset
    assert old in offered
    assert new not in offered
    assert form_on(page)["era"] == str(old.pk)
