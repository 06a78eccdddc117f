import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.catalogue import donating, reading_out
from museum.catalogue.donating import Thing
from museum.catalogue.models import RegisterEntry
from museum.refusals import codes
from museum.verifying import misfits
from tests.catalogue.desk.filling import act_form, words
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(registrar, grandmother):
    things = [Thing(title="手摇纺车", unit="架", condition="缺一根锭子。"),
              Thing(title="汤瓶", way="deposit", conditions="办喜事要借回去")]  # fmt: skip
    return donating.receive(donating.Receipt(things, owner=grandmother), by=registrar)


def refused(*args, **given):
    with pytest.raises(ValidationError) as refusal:
        reading_out.note_read(*args, **given)
    return codes(refusal.value)


def test_the_receipt_is_read_out_in_sentences_before_the_thumb_goes_down(
    client, registrar, receipt
):
    client.force_login(registrar)
    page = client.get(reverse("donations:inspect", args=[receipt.pk]))
    address = reverse("receiving:read", args=[receipt.pk])

    said = words(client.get(address))

    assert address in page.content.decode()
    assert "第1样，手摇纺车，1架，捐赠，缺一根锭子。" in said
    assert "第2样，汤瓶，1件，寄存，说好：办喜事要借回去。" in said
    assert said.index("手摇纺车") < said.index("再签字或按手印")


def test_who_read_it_out_and_who_signs_for_her_stand_on_the_paper(client, registrar, receipt):
    son = PersonFactory(name="马德海")
    client.force_login(registrar)
    address = reverse("receiving:read", args=[receipt.pk])

    form = act_form(client.get(address), signer=str(son.pk), kinship="大儿子")
    client.post(address, form)
    client.post(address, form)

    paper = words(client.get(reverse("receiving:paper", args=[receipt.pk])))
    assert "读给本人听过 杨振华" in paper
    assert "代签 马德海（大儿子）" in paper
    assert RegisterEntry.objects.filter(donation=receipt).count() == 2
    assert list(misfits()) == []


def test_she_signs_herself_when_it_was_read_to_her(registrar, receipt):
    reader = PersonFactory(name="杨振华")

    reading_out.note_read(receipt, by=registrar, reader=reader)

    assert reading_out.read_by(receipt).person.name == "杨振华"
    assert reading_out.signed_for_by(receipt) is None


def test_whoever_signs_for_somebody_writes_how_they_are_related(
    registrar, keeper, receipt, grandmother
):
    reader, son = PersonFactory(name="丁小满"), PersonFactory(name="马德海")
    far = donating.receive(
        donating.Receipt([Thing(title="石磨")], owner=grandmother, in_hand=False), by=registrar
    )

    assert "nobody" in refused(receipt, by=registrar, reader=None)
    assert "no_kinship" in refused(receipt, by=registrar, reader=reader, signer=son)
    assert "no_signer" in refused(receipt, by=registrar, reader=reader, kinship="儿子")
    assert "same" in refused(
        receipt, by=registrar, reader=reader, signer=grandmother, kinship="自己"
    )
    assert "forbidden" in refused(receipt, by=keeper, reader=reader)
    assert "offered" in refused(far, by=registrar, reader=reader)
    assert not RegisterEntry.objects.filter(donation=receipt).exists()
