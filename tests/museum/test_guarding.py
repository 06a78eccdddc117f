import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from museum import guarding
from museum.catalogue.models import Donation, Holding, Item, Movement, RegisterEntry
from museum.freshness.triggers import DELETE
from museum.people.models import Person


def test_every_register_is_guarded():
    tables = {each.table for each in guarding.guards() if each.acts == (DELETE,)}

    assert tables >= {
        "catalogue_item",
        "catalogue_holding",
        "catalogue_donation",
        "catalogue_movement",
        "catalogue_registerentry",
        "catalogue_numbergiven",
        "catalogue_tag",
        "catalogue_place",
        "people_person",
        "museum_ledgerline",
        "accounts_user",
    }


@pytest.mark.parametrize("model", [Item, Holding, Donation, Movement, RegisterEntry, Person])
def test_nothing_is_deleted_through_model_or_queryset(wheel, model):
    row = model.objects.first()

    for forbidden in (row.delete, model.objects.all().delete, model.objects.filter(pk=0).delete):
        with pytest.raises(ValidationError):
            forbidden()

    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "table", ["catalogue_item", "catalogue_holding", "catalogue_donation", "catalogue_movement"]
)
def test_sql_from_elsewhere_cannot_delete(wheel, table):
    with (
        pytest.raises(IntegrityError, match="register keeps its lines"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")

    assert Item.objects.count() == 1


@pytest.mark.parametrize("table", ["catalogue_movement", "catalogue_registerentry"])
def test_sql_from_elsewhere_cannot_rewrite_history(wheel, table):
    with (
        pytest.raises(IntegrityError, match="register keeps its lines"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET reason = 'forged'")

    assert not Movement.objects.filter(reason="forged").exists()


def test_deleting_an_account_is_refused(curator):
    with pytest.raises(ValidationError):
        curator.delete()
    with pytest.raises(ValidationError):
        type(curator).objects.filter(pk=curator.pk).delete()

    assert type(curator).objects.filter(pk=curator.pk).exists()
