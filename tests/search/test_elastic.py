"""What would be sent to Elasticsearch or OpenSearch. No server here."""

import pytest
from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchBackend
from modelsearch.query import MATCH_ALL, Phrase, PlainText
from wagtail.models import Page

from exhibits.models import ExhibitionPage
from museum.catalogue.models import Item
from museum.search import elastic

Backend = elastic.chinese(ElasticsearchBaseSearchBackend)


def asked(query, things=None, compiler=Backend.query_compiler_class):
    things = Item.objects.all() if things is None else things
    return compiler(things, query).get_query()


def test_the_mapping_takes_our_tokens_as_they_are():
    mapping = Backend.mapping_class(Item).get_mapping()

    assert mapping["properties"]["museum_text"] == {
        "type": "text", "analyzer": "whitespace", "position_increment_gap": 1000
    }  # fmt: skip
    assert mapping["properties"]["live_filter"] == {"type": "boolean"}


def test_a_document_holds_every_text_on_its_own_in_the_one_form(wheel):
    Item.objects.filter(pk=wheel.pk).update(title="手摇紡車", note="Ａ１")

    document = Backend.mapping_class(Item).get_document(wheel)

    assert document["museum_text"][0] == "手 摇 纺 车"
    assert "a 1" in document["museum_text"]
    assert document["pk"] == str(wheel.pk)


def test_a_page_is_sent_in_the_same_form(db):
    page = ExhibitionPage(title="從棉花", slug="cotton", pk=9, intro="")

    assert "从 棉 花" in Backend.mapping_class(ExhibitionPage).get_document(page)["museum_text"]


@pytest.mark.parametrize(
    "compiler", [Backend.query_compiler_class, Backend.autocomplete_query_compiler_class]
)
def test_every_word_is_asked_for_as_a_phrase_of_its_characters(compiler):
    sent = asked("紡車　ＣＳ－12", compiler=compiler)

    assert sent["bool"]["must"] == {
        "bool": {
            "must": [
                {"match_phrase": {"museum_text": "纺 车"}},
                {"match_phrase": {"museum_text": "c s 1 2"}},
            ]
        }
    }
    assert sent["bool"]["filter"] == {"match": {"_django_content_type": "catalogue.Item"}}


def test_any_word_will_do_where_any_is_asked():
    inner = asked(PlainText("纺车 马灯", operator="or"))["bool"]["must"]["bool"]

    assert len(inner["should"]) == 2
    assert inner["minimum_should_match"] == 1


def test_filters_go_with_the_question():
    sent = asked("纺车", Item.objects.filter(live=True))

    assert {"term": {"live_filter": True}} in sent["bool"]["filter"]


def test_a_phrase_everything_and_rubbish():
    assert asked(Phrase("纺 车"))["bool"]["must"]["bool"]["must"] == [
        {"match_phrase": {"museum_text": "纺 车"}}
    ]
    assert asked(MATCH_ALL, Page.objects.all())["bool"]["must"] == {"match_all": {}}
    assert asked('"*(')["bool"]["must"] == {"match_none": {}}


def test_a_version_nobody_knows_is_no_backend():
    with pytest.raises(AttributeError):
        _ = elastic.Elasticsearch1
