import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.catalogue.models import Holding, Item, Term
from museum.catalogue.models.family import LEAVES
from tests.catalogue.desk.filling import form_on, words
from tests.factories import PersonFactory, received

pytestmark = pytest.mark.django_db


def edit(item):
    return reverse("wagtailsnippets_catalogue_item:edit", args=[item.pk])


def test_no_fact_of_the_register_is_on_the_form(as_, curator, accepted):
    page = as_(curator).get(edit(accepted))

    facts = {field.name for field in Holding._meta.get_fields()} - {"id", "item"}

    assert {"title", "use"} <= set(form_on(page))
    assert {"place", "owner", "number"} <= facts
    assert not facts & set(form_on(page))


def test_a_draft_opens_with_its_materials_and_offers_one_that_went_out_of_use_to_whoever_has_it(
    as_, registrar, wheel, loom
):
    wood, iron = Term.objects.of("material")[:2]
    wheel.materials = [wood]
    wheel.save_revision()
    Term.objects.filter(pk__in=[wood.pk, iron.pk]).update(out_of_use=True)

    offered = [
        set(as_(registrar).get(edit(item)).context["form"].fields["materials"].queryset)
        for item in (wheel, loom)
    ]

    assert [wood in each for each in offered] == [True, False]
    assert not any(iron in each for each in offered)
    assert all(offered)


def test_the_strip_above_the_form_says_the_facts_and_offers_the_acts(as_, curator, accepted):
    page = as_(curator).get(edit(accepted))

    said = words(page)

    assert all(word in said for word in ("CS00001", "接收处", "三组马家"))
    assert reverse("objects:act", args=[accepted.pk, "display"]) in page.content.decode()
    assert reverse("objects:act", args=[accepted.pk, "accept"]) not in page.content.decode()


def test_a_volunteer_is_offered_no_act_of_the_curator(as_, registrar, wheel):
    page = as_(registrar).get(edit(wheel))

    assert "手摇纺车" in words(page)
    assert "use" in form_on(page)
    assert reverse("objects:act", args=[wheel.pk, "accept"]) not in page.content.decode()


def test_an_object_keeps_its_title(as_, registrar, wheel):
    client = as_(registrar)
    page = client.get(edit(wheel))

    client.post(edit(wheel), form_on(page, title=""))

    assert Item.objects.get(pk=wheel.pk).title == "手摇纺车"
    assert wheel.revisions.count() == 1


def test_years_the_wrong_way_round_are_refused_on_the_field(as_, registrar, wheel):
    client = as_(registrar)
    page = client.get(edit(wheel))

    answer = client.post(edit(wheel), form_on(page, year_from="1980", year_to="1950"))

    assert list(answer.context["form"].errors) == ["year_to"]
    assert len(answer.context["form"].errors["year_to"]) == 1
    assert Item.objects.get(pk=wheel.pk).year_from is None


def test_categories_stand_under_the_one_they_belong_to(as_, registrar, wheel):
    page = as_(registrar).get(edit(wheel)).content.decode()

    parent = Term.objects.of("category").filter(children__isnull=False).first()

    assert f'<optgroup label="{parent.name}">' in page


def test_a_category_is_chosen(as_, registrar, wheel):
    client = as_(registrar)
    term = Term.objects.of("category").filter(parent__isnull=False).first()

    client.post(edit(wheel), form_on(client.get(edit(wheel)), category=str(term.pk)))

    assert Item.objects.get(pk=wheel.pk).category == term


def test_a_grade_is_no_category(as_, registrar, wheel):
    client = as_(registrar)
    grade = Term.objects.of("grade").first()

    answer = client.post(edit(wheel), form_on(client.get(edit(wheel)), category=str(grade.pk)))

    assert "category" in answer.context["form"].errors


def test_a_story_is_written_down_with_its_teller(as_, registrar, wheel):
    client = as_(registrar)
    teller = PersonFactory(name="马秀英")
    story = {
        "stories-TOTAL_FORMS": "1",
        "stories-0-text": "我娘纺到半夜，灯油省着点。",
        "stories-0-teller": str(teller.pk),
        "stories-0-teller_naming": "full",
        "stories-0-ORDER": "1",
        "stories-0-id": "",
    }
    leaves = {f"stories-0-{leaf}": "True" for leaf in LEAVES} | {"stories-0-may_send": "False"}

    asked = client.post(edit(wheel), form_on(client.get(edit(wheel)), **story))
    client.post(edit(wheel), form_on(client.get(edit(wheel)), **story | leaves))

    assert set(asked.context["form"].formsets["stories"].errors[0]) == set(LEAVES)
    told = Item.objects.get(pk=wheel.pk).stories.get()
    assert [getattr(told, leaf) for leaf in LEAVES] == [True, True, False, True]
    assert Item.objects.get(pk=wheel.pk).stories.get().teller_as_named == "马秀英"


def test_forged_facts_in_the_post_change_nothing(as_, registrar, wheel, case):
    client = as_(registrar)
    forged = {"status": "accessioned", "label": "CS99999", "place": str(case.pk), "live": "on",
              "holding-label": "CS99999", "parent": "1"}  # fmt: skip

    client.post(edit(wheel), form_on(client.get(edit(wheel)), **forged))

    held = Holding.objects.get(item=wheel)
    assert (held.status, held.label, held.place.name) == ("received", None, "接收处")
    assert not Item.objects.get(pk=wheel.pk).live


def test_the_preview_shows_the_draft(as_, registrar, wheel):
    client = as_(registrar)
    preview = reverse("wagtailsnippets_catalogue_item:preview_on_edit", args=[wheel.pk])
    client.post(preview, form_on(client.get(edit(wheel)), use="纺棉线用的"))

    shown = client.get(preview)

    assert shown.status_code == 200
    assert "纺棉线用的" in shown.content.decode()


def test_versions_are_compared_and_nothing_private_but_the_description_is_seen(
    as_, registrar, wheel
):
    client = as_(registrar)
    client.post(edit(wheel), form_on(client.get(edit(wheel)), use="纺棉线"))

    compared = client.get(
        reverse(
            "wagtailsnippets_catalogue_item:revisions_compare",
            args=[wheel.pk, "earliest", "latest"],
        )
    )

    assert "纺棉线" in words(compared)
    assert "13800001234" not in compared.content.decode()


def test_the_checker_of_web_pages_is_left_out(as_, registrar, wheel):
    page = as_(registrar).get(edit(wheel))

    assert [panel.name for panel in page.context["side_panels"]] == ["status", "preview"]


def test_a_new_story_begins_with_teller_naming_and_day_of_the_receipt(as_, registrar, grandmother):
    item = received(by=registrar, owner=grandmother, naming="surname",
                    happened_at=datetime.date(2023, 3, 4))  # fmt: skip

    page = as_(registrar).get(edit(item))

    fresh = page.context["form"].formsets["stories"].empty_form
    shown = BeautifulSoup(str(fresh["teller"]), "html.parser").select_one("input[type=hidden]")
    assert shown["value"] == str(grandmother.pk)
    assert fresh["teller_naming"].value() == "surname"
    assert 'type="date"' in str(fresh["told_on"])
    assert 'value="2023-03-04"' in str(fresh["told_on"])
    assert str(fresh["told_on"]) in page.content.decode()


def test_a_household_tells_nothing_and_whoever_brought_the_thing_is_preset(
    as_, registrar, wheel, ma_family, grandmother
):
    whole_family = received("石磨", by=registrar, owner=ma_family)
    client = as_(registrar)

    brought = client.get(edit(wheel)).context["form"].formsets["stories"].empty_form
    nobody = client.get(edit(whole_family)).context["form"].formsets["stories"].empty_form

    assert brought["teller"].value() == grandmother.pk
    assert nobody["teller"].value() is None
    assert nobody["told_on"].value() is not None


def test_what_may_not_be_kept_is_not_written_down(as_, registrar, wheel):
    client = as_(registrar)
    story = {"stories-TOTAL_FORMS": "1", "stories-0-text": "不要记", "stories-0-teller_naming": "full",
             "stories-0-ORDER": "1", "stories-0-id": ""}  # fmt: skip
    leaves = {f"stories-0-{leaf}": "False" for leaf in LEAVES}

    answer = client.post(edit(wheel), form_on(client.get(edit(wheel)), **story | leaves))

    assert set(answer.context["form"].formsets["stories"].errors[0]) == {"may_keep"}
    assert not Item.objects.get(pk=wheel.pk).stories.exists()


def test_neither_answer_is_chosen_beforehand(as_, registrar, wheel):
    fresh = as_(registrar).get(edit(wheel)).context["form"].formsets["stories"].empty_form

    radios = BeautifulSoup("".join(str(fresh[leaf]) for leaf in LEAVES), "html.parser")

    assert len(radios.select("input[type=radio]")) == 8
    assert radios.select("input[checked]") == []
