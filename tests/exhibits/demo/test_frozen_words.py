"""The ledger's words and the keys of its facts, of which the demo village has written all: every later
version reads them. The other names that stand fast: tests/upgrades/test_frozen.py."""

import pytest

from museum.ledger import LedgerLine
from tests.upgrades import frozen


def lines() -> list:
    return list(LedgerLine.objects.values_list("act", "facts"))


@pytest.mark.long
@pytest.mark.processes
def test_the_ledger_s_words_and_the_keys_of_its_facts_stand_fast(village):
    gone, new = frozen.compared("ledger", frozen.ledger_words(village.run(lines)))

    assert not gone, "a museum in use would lose this; see tests/upgrades/frozen.py"
    assert not new, "say APPROVE=yes pytest tests/exhibits/demo/test_frozen_words.py, and mean it"
