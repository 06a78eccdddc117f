"""A museum that began with an earlier version goes on with this one, and nothing of it is lost."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.upgrades import coming, frozen

pytestmark = [pytest.mark.processes, pytest.mark.long]


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
        return {
            table: cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in frozen.tables()
            if table in there
        }


def go_on(version: str) -> dict:
    """Bring a museum of that version, migrate it as an upgrade does, and ask it a few things."""
    from museum.chain import first_misfit
    from museum.figures import public
    from museum.verifying import misfits

    coming.bring(version)
    before = counts()
    call_command("migrate", verbosity=0)
    client = Client(headers={"host": "localhost"})
    return {
        "before": before,
        "after": counts(),
        "misfits": [str(each) for each in misfits()],
        "chain": first_misfit(),
        "visits": public.ledger().visits,
        "pages": {
            address: client.get(address).status_code
            for address in (
                "/",
                "/objects/",
                "/objects/?q=纺车",
                "/figures/",
                "/visit/",
                "/objects/CS00001/",
            )
        },
        "found": "纺车" in client.get("/objects/?q=纺车").content.decode(),
    }


@pytest.mark.parametrize("version", coming.museums())
def test_a_museum_of_an_earlier_version_is_all_there(own_database, version):
    found = own_database.run(go_on, version)

    # The index is not the museum's: it is made of it. Lines come when an upgrade puts more under seal.
    grown = "museum_ledgerline"
    kept = {table for table in found["before"] if not table.startswith("search_")} - {grown}
    assert {table: found["after"].get(table) for table in kept} == {
        table: found["before"][table] for table in kept
    }
    assert found["after"][grown] >= found["before"][grown]
    assert found["misfits"] == []
    assert found["chain"] is None
    assert set(found["pages"].values()) == {200}
    assert found["found"]
    assert found["visits"] == 1126


def test_there_is_a_museum_to_begin_with():
    assert "v0.1" in coming.museums()
