"""Names that a museum's papers, ledger and database hold are the names of every later version."""

import pytest

from tests.upgrades import frozen

KINDS = {"apps": frozen.labels, "tables": frozen.tables, "addresses": frozen.addresses,
         "salts": frozen.salts}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_museum_relies_on_keeps_its_name(kind):
    gone, new = frozen.compared(kind, KINDS[kind]())

    assert not gone, "a museum in use would lose this; see tests/upgrades/frozen.py"
    assert not new, "say APPROVE=yes pytest tests/upgrades/test_frozen.py, and mean it"
