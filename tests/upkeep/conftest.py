import shutil
import tempfile
from pathlib import Path

import pytest

from tests.upkeep import furnished
from tests.upkeep.empty_computers import Computer
from tests.upkeep.running import a_museum


@pytest.fixture
def running(own_database):
    """A museum with nobody in it, ready to be served."""
    with a_museum(own_database) as museum:
        yield museum


@pytest.fixture
def computers():
    made = []

    def new(engine="sqlite"):
        made.append(Computer(Path(tempfile.mkdtemp(prefix="museum-back-")), engine))
        return made[-1]

    yield new
    for each in made:
        each.drop()
        shutil.rmtree(each.home.parent)


@pytest.fixture
def stick():
    with tempfile.TemporaryDirectory(prefix="museum-stick-") as place:
        yield Path(place)


@pytest.fixture
def museum(own_database, stick):
    """A museum with one backup on the stick, and all that its rows said then."""
    own_database.run(furnished.furnish)
    own_database.rows = own_database.run(furnished.remember)
    assert own_database.run(furnished.backup, str(stick)) == ""
    return own_database
