import pytest
from django.urls import reverse

from museum.catalogue.models import Term
from tests.catalogue.desk.filling import form_on

pytestmark = pytest.mark.django_db
FORM = "form[data-edit-form]"


def add(client, **told):
    page = client.get(reverse("terms:add"))
    return client.post(reverse("terms:add"), form_on(page, FORM, **told))


@pytest.fixture
def farming():
    return Term.objects.of("category").get(code="NG")


def test_the_lists_are_shown_one_by_one(as_, curator):
    page = as_(curator).get(reverse("terms:index"), {"vocabulary": "era", "q": "民国"})

    assert {term.vocabulary for term in page.context["object_list"]} == {"era"}


def test_the_village_adds_a_word_of_its_own(as_, curator, farming):
    add(as_(curator), vocabulary="category", name="打谷", parent=str(farming.pk), position="50")

    added = Term.objects.get(name="打谷")
    assert (added.code, added.parent) == ("cun1", farming)


def test_two_words_get_two_codes(as_, curator, farming):
    client = as_(curator)

    add(client, vocabulary="material", name="棕", position="50")
    add(client, vocabulary="material", name="葛", position="51")

    assert set(Term.objects.filter(code__startswith="cun").values_list("code", flat=True)) == {
        "cun1",
        "cun2",
    }


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"vocabulary": "grade", "name": "特级"}, "vocabulary"),
        ({"vocabulary": "unit", "name": "件"}, "name"),
        ({"vocabulary": "unit", "name": "捆", "parent": "NG"}, "parent"),
    ],
)
def test_what_does_not_belong_is_refused(as_, curator, farming, told, where):
    told = {name: str(farming.pk) if value == "NG" else value for name, value in told.items()}

    answer = add(as_(curator), **told, position="0")

    assert where in answer.context["form"].errors


def test_a_word_is_renamed_and_its_code_stays(as_, curator, farming):
    client = as_(curator)
    address = reverse("terms:edit", args=[farming.pk])

    client.post(address, form_on(client.get(address), FORM, name="种田家什", code="XX",
                                 vocabulary="era"))  # fmt: skip

    changed = Term.objects.get(pk=farming.pk)
    assert (changed.name, changed.code, changed.vocabulary) == ("种田家什", "NG", "category")


@pytest.mark.parametrize("who", ["registrar", "keeper"])
def test_others_touch_no_list(request, as_, farming, who):
    client = as_(request.getfixturevalue(who))

    answers = [
        client.get(reverse("terms:index")),
        client.post(reverse("terms:add"), {"vocabulary": "unit", "name": "强加"}),
        client.post(reverse("terms:edit", args=[farming.pk]), {"name": "强改", "position": 1}),
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert not Term.objects.filter(name__startswith="强").exists()


def test_no_word_is_deleted(as_, curator, farming):
    as_(curator).post(reverse("terms:delete", args=[farming.pk]))

    assert Term.objects.filter(pk=farming.pk).exists()
