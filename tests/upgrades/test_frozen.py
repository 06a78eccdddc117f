"""Names that a museum's papers, ledger and database hold are the names of every later version."""

import pytest

from museum.ledger import LedgerLine
from tests.exhibits.demo.conftest import village  # noqa: F401
from tests.upgrades import frozen

KINDS = {"apps": frozen.labels, "tables": frozen.tables, "addresses": frozen.addresses,
         "salts": frozen.salts}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_museum_relies_on_keeps_its_name(kind):
    gone, new = frozen.compared(kind, KINDS[kind]())

    assert not gone, "a museum in use would lose this; see tests/upgrades/frozen.py"
    assert not new, "say APPROVE=yes pytest tests/upgrades/test_frozen.py, and mean it"


def lines() -> list:
    return list(LedgerLine.objects.values_list("act", "facts"))


@pytest.mark.long
@pytest.mark.processes
def test_the_ledger_s_words_and_the_keys_of_its_facts_stand_fast(village):  # noqa: F811
    gone, new = frozen.compared("ledger", frozen.ledger_words(village.run(lines)))

    assert not gone
    assert not new
