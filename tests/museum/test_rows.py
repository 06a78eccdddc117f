"""What holds for every model of the house at once."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.template import Context, Template

from museum.append_only import AppendOnlyQuerySet
from museum.refusals import codes

OURS = [model for model in apps.get_models() if model.__module__.startswith(("museum", "exhibits"))]
KEPT = [model for model in OURS if getattr(model, "never_deleted", False)]
WRITTEN = [model for model in OURS if getattr(model, "never_changed", False)]


def labels(models):
    return {model._meta.label for model in models}


def test_models_and_migrations_say_the_same(db, capsys):
    call_command("makemigrations", check_changes=True, dry_run=True)

    assert "No changes detected" in capsys.readouterr().out


WRITTEN_ONCE = {
    "care.CustodyTransfer", "catalogue.DeaccessionSteps", "catalogue.Movement",
    "catalogue.NumberGiven", "catalogue.RegisterEntry", "catalogue.Sighting",
    "catalogue.SignedPaper", "catalogue.TagEntry", "catalogue.TagPrinting", "figures.Report", "figures.Submission",
    "museum.LedgerLine", "people.MergeEntry", "visits.Batch", "visits.BookingEntry", "visits.Tap", "visits.TapCorrection",
    "visits.Visit", "visits.VisitContact", "visits.VisitOrganisation", "volunteers.Confirmation",
    "volunteers.HandOver", "volunteers.Record", "volunteers.ServiceLine", "volunteers.SignIn",
    "volunteers.Statement", "volunteers.VolunteerEntry",
}  # fmt: skip
# Corrected or ended by verbs, and never gone.
NEVER_GONE = {
    "accounts.User", "catalogue.Donation", "catalogue.Holding", "catalogue.Item",
    "catalogue.Place", "catalogue.Tag", "museum.Campaign", "people.Contact", "people.Person",
    "visits.Booking", "volunteers.Role", "volunteers.Shift", "volunteers.ShiftTemplate",
    "volunteers.SignUp", "volunteers.Volunteer",
}  # fmt: skip


def test_what_is_kept_and_what_is_written_once_is_known():
    assert labels(WRITTEN) == WRITTEN_ONCE
    assert labels(KEPT) == WRITTEN_ONCE | NEVER_GONE


@pytest.mark.parametrize("model", KEPT, ids=lambda each: each._meta.label)
def test_no_row_that_is_kept_is_deleted_by_any_way(db, model):
    rows = model._default_manager.all()

    for forbidden in (model().delete, rows.delete, model._base_manager.all().delete,
                      lambda: rows._raw_delete("default")):  # fmt: skip
        with pytest.raises(ValidationError) as refusal:
            forbidden()
        assert codes(refusal.value) == {"kept"}
    assert not hasattr(model._default_manager, "delete")


@pytest.mark.parametrize("model", WRITTEN, ids=lambda each: each._meta.label)
def test_no_row_that_is_written_once_is_changed_by_any_way(db, model):
    rows = model._default_manager.all()
    row = model()
    row._state.adding = False

    for forbidden in (row.save, rows.update, lambda: rows.bulk_update([], ["uuid"])):
        with pytest.raises(ValidationError) as refusal:
            forbidden()
        assert codes(refusal.value) == {"written"}


@pytest.mark.parametrize("call", ["rows.delete", "rows.update"])
def test_a_template_cannot_call_what_would_change_a_row(db, call):
    rows = AppendOnlyQuerySet(WRITTEN[0])

    said = Template("[{{ " + call + " }}]").render(Context({"rows": rows}))

    assert said == "[]"
