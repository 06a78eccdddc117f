import shutil
import tempfile
from pathlib import Path

import pytest

from tests.release import computers


@pytest.fixture(scope="session")
def archive():
    return computers.archive(Path(tempfile.gettempdir()))


@pytest.fixture
def folder(archive):
    """The archive, unpacked where only its owner reads it."""
    place = Path(tempfile.mkdtemp(prefix="museum-unpacked-"))
    yield computers.unpacked(archive, place)
    shutil.rmtree(place)


@pytest.fixture
def computer():
    place = Path(tempfile.mkdtemp(prefix="museum-computer-"))
    place.chmod(0o755)
    made = computers.Computer(place)
    yield made
    made.close()
