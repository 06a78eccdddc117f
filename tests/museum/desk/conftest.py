import pytest

from tests.museum.desk.screens import furnish


@pytest.fixture
def things(curator, registrar, grandmother, case):
    return furnish(curator, registrar, grandmother, case)
