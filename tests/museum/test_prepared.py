import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.sql.compiler import SQLCompiler

from museum.catalogue.models import Term
from museum.prepared import MANY_NUMBERS, TEXT, prepared


@prepared
def of_list(vocabulary=TEXT, keys=MANY_NUMBERS):
    found = Term.objects.filter(vocabulary=vocabulary, pk__in=keys)
    return found.order_by("pk").values_list("pk", "code", "parent__name")


def asked_of_the_queryset(vocabulary, keys):
    found = Term.objects.filter(vocabulary=vocabulary, pk__in=keys).order_by("pk")
    return list(found.values_list("pk", "code", "parent__name"))


@pytest.mark.parametrize("vocabulary", ["category", "era"])
@pytest.mark.parametrize("how_many", [1, 2, 30])
def test_a_prepared_question_answers_as_the_queryset_does(db, vocabulary, how_many):
    keys = list(Term.objects.of(vocabulary).values_list("pk", flat=True)[:how_many])

    answer = of_list(vocabulary, keys)

    assert answer == asked_of_the_queryset(vocabulary, keys)
    assert answer


def test_a_question_is_written_out_once(db, monkeypatch):
    keys = list(Term.objects.of("era").values_list("pk", flat=True))
    of_list("era", keys[:1])
    monkeypatch.delattr(SQLCompiler, "as_sql")

    assert len(of_list("era", keys[:3])) == 3


def test_nothing_is_asked_about_nobody(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert of_list("era", []) == []


def test_a_question_whose_value_is_changed_on_the_way_is_refused(db):
    @prepared
    def holding_it(text=TEXT):
        return Term.objects.filter(name__icontains=text).values_list("pk")

    with pytest.raises(ValueError, match="holding_it"):
        holding_it("纺")


def test_values_come_back_as_the_model_has_them(db, wheel):
    from museum.catalogue.models import Item

    @prepared
    def facts(title=TEXT):
        return Item.objects.filter(title=title).values_list(
            "is_replica", "holding__donation__happened_at", "length"
        )

    (row,) = facts("手摇纺车")

    assert row == (False, wheel.holding.donation.happened_at, wheel.length)
    assert row[0] is False
    assert connection.vendor in facts.compiled


def test_whoever_listens_to_the_database_hears_it_too(db):
    heard = []

    def listen(execute, sql, params, many, context):
        heard.append((sql, params))
        return execute(sql, params, many, context)

    keys = list(Term.objects.of("era").values_list("pk", flat=True)[:2])
    with connection.execute_wrapper(listen):
        assert len(of_list("era", keys)) == 2

    ((sql, params),) = heard
    assert '"catalogue_term"' in sql
    assert set(params) == {"era", *keys}


def test_what_the_database_refuses_is_refused_in_django_s_words(db, monkeypatch):
    keys = list(Term.objects.of("era").values_list("pk", flat=True)[:1])
    of_list("era", keys)
    compiled = of_list.compiled[connection.vendor]
    monkeypatch.setattr(compiled, "statements", {(1,): "SELECT %s, %s FROM no_such_table"})

    with pytest.raises(DatabaseError), transaction.atomic():
        of_list("era", keys)
