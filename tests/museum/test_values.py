"""What is read off a row and handed on is a value: nobody on the way changes it."""

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import exhibits
import museum

# Filled bit by bit, by the module that makes them; named here so that a new one is meant.
FILLED = {
    "museum.catalogue.bulk.lines.Line", "museum.catalogue.desk.receiving.pages.Page", "museum.catalogue.desk.receiving.pages.Paper",
    "museum.catalogue.desk.receiving.cards.Card", "museum.catalogue.donating.Arrival",
    "museum.catalogue.donating.Receipt", "museum.catalogue.public.facts.ItemRows",
    "museum.catalogue.bulk.rows.Row", "museum.catalogue.things.Thing", "museum.chain.Chain",
    "museum.prepared.Prepared", "museum.prepared.CompiledQuery", "museum.row_seals.CurrentRow",
    "museum.search.entries.Indexed", "museum.search.gathering.Row", "museum.verifying.Seen",
    "museum.upkeep.backups.proving.Report", "museum.upkeep.backups.reapplying.Reapplied",
    "museum.upkeep.backups.taking.Taken",
    "museum.volunteers.desk.month.MonthDay", "museum.volunteers.desk.month.Row",
    "museum.volunteers.desk.papers.Row", "museum.volunteers.desk.papers.StatementPaper",
    "museum.volunteers.desk.shift.OnShift",
}  # fmt: skip
# Where a page holds many of them, they carry no dictionary each, and no name that is not theirs.
MANY = ("exhibits.", "museum.search.", "museum.catalogue.public.", "museum.visits.public.")
NOT_MANY = ("exhibits.demo.", "museum.search.entries.")


def modules():
    """Yield every module of the house with its name, but those that settle or serve a museum as soon as
    they are read."""
    for house in (museum, exhibits):
        for each in pkgutil.walk_packages(house.__path__, f"{house.__name__}."):
            if "settings" not in each.name and each.name != "museum.wsgi":
                yield each.name, importlib.import_module(each.name)


def values():
    """Return every dataclass of the house, by its name."""
    found = {}
    for at, module in modules():
        for name, kind in vars(module).items():
            if inspect.isclass(kind) and kind.__module__ == at:
                found[f"{at}.{name}"] = kind
    return {name: kind for name, kind in found.items() if dataclasses.is_dataclass(kind)}


@pytest.fixture(scope="module")
def all_values():
    return values()


def test_a_value_cannot_be_changed_on_its_way(all_values):
    loose = {name for name, kind in all_values.items() if not kind.__dataclass_params__.frozen}

    assert len(all_values) > 100
    assert loose == FILLED


def test_what_a_page_holds_many_of_has_its_own_names_and_no_others(all_values):
    many = {
        name: kind
        for name, kind in all_values.items()
        if name.startswith(MANY) and not name.startswith(NOT_MANY)
    }

    assert len(many) > 20
    assert {name for name, kind in many.items() if "__slots__" not in vars(kind)} == set()
