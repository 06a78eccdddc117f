"""Every form in which a code was ever printed opens what it opened then, at whatever address it is typed.

printed.json names them, one for each form. It may be added to; what stands in it hangs on things.
"""

import json
from pathlib import Path

import pytest

from museum.catalogue.desk.tags.papers import on_paper
from museum.catalogue.models import Item, Tag, TagPrinting
from tests.factories import received

PRINTED = json.loads(Path(__file__).with_name("printed.json").read_text())
FORMS = pytest.mark.parametrize("form", PRINTED, ids=[each["hangs"] for each in PRINTED])
ELSEWHERE = "https://wo-es-frueher-war.example"


@pytest.fixture
def hung(curator, registrar, ma_family, case, form, settings):
    """The very code, on an object, on a place, or unused."""
    settings.BASE_URL = "https://cunshiguan.example"
    if form["means"].startswith("WZ"):
        Tag.objects.filter(place=case).update(code=form["means"])
        return case.tags.get()
    item = received("手摇纺车", by=registrar, owner=ma_family)
    if form["means"][0].isdigit():
        printing = TagPrinting.objects.create(
            first=1, number=1, by=curator, happened_at=item.holding.donation.happened_at
        )
        return Tag.objects.create(code=form["means"], printing=printing, item=Item.objects.get())
    return Tag.objects.create(code=form["means"], item=item)


@FORMS
def test_it_is_read_as_it_stands_on_the_thing_and_as_the_address_of_any_host(form, hung):
    for said in (
        form["printed"],
        form["printed"].lower(),
        form["address"],
        f"{ELSEWHERE}{form['address']}",
        f"{ELSEWHERE}{form['address']}/",
    ):
        assert Tag.objects.named(said) == hung, said


@FORMS
def test_it_is_followed_by_whoever_scans_it(client, curator, form, hung):
    client.force_login(curator)

    for address in (form["address"], f"{form['address']}/", f"/o/{form['printed']}"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, f"/admin/tags/{form['means']}/")
        assert client.get(answer.url).status_code == 200


@FORMS
def test_a_paper_that_is_printed_now_has_no_form_that_is_not_written_here(form, hung):
    tag = on_paper(form["means"])
    said = f"{tag.body}–{tag.letter}" if tag.letter else tag.body

    assert said in [each["printed"] for each in PRINTED if each["means"] == form["means"]]
    assert tag.square
